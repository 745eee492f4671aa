import { plainEnvironment } from '../analysis/grouped-deployments.ts';
import type { RowOf } from '../domain/release/rows.ts';
import type { GoLive } from '../domain/review/package-parts.ts';
import { createLiveTime, finishOf, isProduction, type Delivery } from './comparable-releases.ts';

const hour = 3_600_000;
type Deployment = RowOf<'deployment'>;

/** When a version first began to go live, epoch ms; null while no deployment of it to production is known. */
export const goingLiveAt = (deployments: readonly Deployment[], version: string): number | null => {
  const starts = deployments.filter((row) => row.version === version && isProduction(row)).map((row) => row.startedAt);
  return starts.length === 0 ? null : Math.min(...starts);
};

/** When a version began to go live by the earliest word there is: a deployment of it, or its first sight in production. */
export function beganAt(
  { deployments, runtime }: Pick<Delivery, 'deployments' | 'runtime'>,
  version: string,
): number | null {
  const seen = runtime
    .filter((row) => row.version === version && plainEnvironment(row.environment) === 'production')
    .map((row) => row.firstSeenAt);
  const words = [goingLiveAt(deployments, version) ?? Infinity, ...seen];
  const first = Math.min(...words);
  return first === Infinity ? null : first;
}

/** The deployment a release is judged by: its first to production that did not fail, else its first anywhere. */
export function liveDeployment(deployments: readonly Deployment[], version: string): Deployment | undefined {
  const own = deployments.filter((row) => row.version === version).toSorted((a, b) => finishOf(a) - finishOf(b));
  return own.find((row) => isProduction(row) && row.result !== 'failure') ?? own[0];
}

/** When the release went live, by the best word there is; `tagged` is when it was tagged, epoch ms. */
export function readGoLive(delivery: Delivery, tagged: number, version: string): GoLive {
  const { deployments, runtime } = delivery;
  const own = liveDeployment(deployments, version);
  if (own === undefined)
    return { at: tagged, word: 'tag', environment: 'production', claimedAt: null, rolledBackAt: null };
  const at = createLiveTime(runtime)(own);
  const wasSeen = runtime.some((row) => row.version === version && row.environment === own.environment);
  return {
    at,
    word: wasSeen ? 'runtime' : 'ci',
    environment: own.environment,
    claimedAt: own.finishedAt,
    rolledBackAt: rolledBackAt(delivery, own),
  };
}

/** When an older version, or one that says it takes this back, was there again within a day; null where none was. */
function rolledBackAt({ deployments, runtime }: Delivery, own: RowOf<'deployment'>): number | null {
  const from = finishOf(own);
  const here = deployments.filter((row) => row.environment === own.environment && row.result !== 'failure');
  const earlier = new Set(here.filter((row) => finishOf(row) < from).map((row) => row.version));
  const back = here
    .filter((row) => finishOf(row) > from && finishOf(row) <= from + 24 * hour && row.version !== own.version)
    .filter((row) => row.revertOf === own.version || (row.revertOf ?? '') === own.sha || earlier.has(row.version))
    .toSorted((a, b) => finishOf(a) - finishOf(b))[0];
  if (back === undefined) return null;
  const seen = runtime.find(
    (row) => row.version === back.version && row.environment === back.environment && row.firstSeenAt > from,
  );
  return seen?.completeAt ?? finishOf(back);
}
