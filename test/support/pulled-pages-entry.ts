// Takes in the pages of a made-up source from where the log says it is read: the kill test bundles this and kills it.
import { writeSync } from 'node:fs';
import { openIntake } from '../../electron/intake/open-intake.ts';
import { failedPull, lastPage, pulledPage } from '../../electron/intake/testing-pages.ts';

const [workspace = '', now = '0'] = process.argv.slice(2);
const intake = await openIntake(workspace, { now: () => Number(now) });
intake.subscribe(() => writeSync(1, 'line\n'));
for (let page = Number(intake.pulls()[0]?.read?.cursor ?? 0) + 1; page <= lastPage; page += 1) {
  for (const batch of page % 4 === 0 ? [failedPull(page), pulledPage(page)] : [pulledPage(page)]) {
    const taken = await intake.takePulled(batch);
    if (!taken.ok) throw new Error(JSON.stringify(taken));
  }
  writeSync(1, `${page}\n`);
}
writeSync(1, 'done\n');
