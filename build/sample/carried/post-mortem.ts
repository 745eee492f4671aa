import { minute, withOffset } from '../local-time.ts';
import { liveAt } from '../plan-deployments.ts';
import type { History } from '../plan-history.ts';
import type { CarriedFile } from './carried-file.ts';

/** What was written of the gates that refused valid tickets. It does not say when the ports were told. */
export function postMortemFile(history: History): CarriedFile {
  const release = history.story('keys');
  const { trouble } = release;
  const production = release.deployments.find(({ environment }) => environment === 'production');
  if (trouble === null || production === undefined) throw new Error('the story has its trouble');
  const clock = (at: number): string => withOffset(at).slice(11, 16);
  const live = liveAt(production);
  const text = `---
title: '${trouble.title}'
service: boarding
started: ${withOffset(trouble.from)}
alerted: ${withOffset(trouble.detectedAt)}
accepted: ${withOffset(trouble.acceptedAt ?? trouble.detectedAt)}
resolved: ${withOffset(trouble.resolvedAt ?? trouble.to)}
deploy_ended: ${withOffset(production.finishedAt ?? live)}
zone: Europe/Copenhagen
---
# ${trouble.title}

## Impact
Gates at three ports refused valid tickets for ${Math.round((trouble.to - trouble.from) / minute)} minutes.

## Timeline
- ${clock(live)} the last gate ran ${release.version}
- ${clock(trouble.from)} keys rotated as every day
- ${clock(trouble.detectedAt)} refusals over 3 % for five minutes
- ${clock(trouble.to)} the version before ran again

## What we learned
The key set was read once, at start. The alert asked for five bad minutes before it said anything.
`;
  return {
    name: 'boarding-post-mortem.md',
    format: 'post-mortems',
    text,
    mapping: { columns: {}, constants: {} },
  };
}
