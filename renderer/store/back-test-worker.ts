import { dayInZone } from '../../shared/domain/day.ts';
import type { Policy } from '../../shared/domain/policy/policy.ts';
import { backTest, type BackTest } from '../../shared/projections/back-test.ts';
import { readCatalogue } from '../../shared/projections/catalogue.ts';
import { deploymentsToTriggers } from '../../shared/projections/deployment-to-trigger.ts';
import { readRows } from './read-rows.ts';
import { openStore, type Store } from './schema.ts';
import { readWorkspace } from './workspace-hooks.ts';

export type BackTestQuestion = { readonly policy: Policy; readonly present: Policy };
export type BackTestAnswer =
  | { readonly state: 'reading' }
  | { readonly state: 'judging'; readonly done: number; readonly total: number }
  | { readonly state: 'done'; readonly result: BackTest }
  | { readonly state: 'failed'; readonly message: string };

// The worker that judges a whole history, away from the page's own thread. It is stopped to cancel.
const answer = postMessage as (message: BackTestAnswer) => void;
/** What a Date holds. */
const latest = 8_640_000_000_000_000;

addEventListener('message', (event: MessageEvent<BackTestQuestion>) => {
  run(openStore(), event.data).then(answer, (error: unknown) =>
    answer({ state: 'failed', message: error instanceof Error ? error.message : 'unknown' }),
  );
});

async function run(store: Store, { policy, present }: BackTestQuestion): Promise<BackTestAnswer> {
  answer({ state: 'reading' });
  const [workspace, deployments, incidents, components] = await Promise.all([
    readWorkspace(store),
    readRows(store, 'deployment', 0, latest),
    readRows(store, 'incident', 0, latest),
    readRows(store, 'component', 0, 0),
  ]);
  if (workspace === undefined) return { state: 'failed', message: 'The workspace is not here yet. Try again.' };
  answer({ state: 'judging', done: 0, total: 2 * deployments.length });
  const tiers = new Map(readCatalogue(workspace, components).map(({ id, tier }) => [id, tier]));
  const triggering = deploymentsToTriggers({
    deployments,
    incidents,
    verdicts: workspace.links.map(({ from, to, verdict }) => ({ a: from.id, b: to.id, verdict })),
    tierOf: (service) => tiers.get(service) ?? null,
  });
  const result = backTest({
    deployments: triggering,
    policy,
    present,
    dayOf: (at) => dayInZone(at, workspace.zone),
    tell: (done, total) => answer({ state: 'judging', done, total }),
  });
  return { state: 'done', result };
}
