import type { Reconciled } from '../../shared/analysis/reconcile-types.ts';
import type { Beginning, CauseFindings } from '../../shared/domain/cause/cause-findings.ts';
import type { Evidence } from '../../shared/domain/claim/claim.ts';
import type { RowOf } from '../../shared/domain/release/rows.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { deploymentCalled, reconciledText } from '../../shared/projections/deployment-words.ts';
import { liveDeployment } from '../../shared/projections/go-live.ts';
import type { RowIndex } from '../intake/row-index.ts';
import type { AroundTime } from './cause-deployments.ts';

type Found = CauseFindings['deployment'];
type Near = (service: string, at: number) => Promise<AroundTime>;

/**
 * The deployment that a cause's evidence names, else the one of the service that its configuration diffs lie round, else
 * the release's own; with what the runtime showed of it. One that the runtime never ran is not known.
 */
export async function findDeployment(
  rows: Pick<RowIndex, 'get' | 'of'>,
  near: Near,
  review: Review,
  carrying: readonly Evidence[],
  changes: readonly Beginning[],
): Promise<Found> {
  for (const { locator, label } of carrying) {
    if (locator.type === 'deployment') {
      const row = await rows.get('deployment', locator.id);
      return row === undefined
        ? {
            known: false,
            told: `“${label.slice(0, 80)}” is no longer in the release data. Bring it in again, or attach another.`,
          }
        : told(row, await near(row.service, row.startedAt));
    }
    if (locator.type === 'runtime') {
      const row = await rows.get('runtime', locator.id);
      if (row !== undefined) return ofRuntime(row, await near(row.service, row.firstSeenAt));
    }
  }
  const own = await ownDeployments(rows, review);
  const within = own.filter((row) => changes.some((each) => liesIn(row, each)));
  const row = lastOf(within) ?? liveDeployment(own, versionOf(review));
  return row === undefined
    ? {
        known: false,
        told: `No deployment of ${review.service} is named by the evidence or lies in its time, and none of ${review.release.slice(0, 120)} is known. Attach the deployment, or bring deliveries in.`,
      }
    : told(row, await near(row.service, row.startedAt));
}

const versionOf = ({ release }: Review): string => release.slice(release.indexOf('@') + 1);

/** Deployments of the service to where its release is looked at. */
async function ownDeployments(rows: Pick<RowIndex, 'of'>, review: Review): Promise<readonly RowOf<'deployment'>[]> {
  const all = await rows.of('deployment', review.service);
  const environment = review.package?.content.goLive?.environment ?? 'production';
  const there = all.filter((row) => row.environment === environment);
  return there.length > 0 ? there : all;
}

const liesIn = (row: RowOf<'deployment'>, { from, to }: Beginning): boolean =>
  row.startedAt >= (from ?? -Infinity) && row.startedAt <= to;

const lastOf = (list: readonly RowOf<'deployment'>[]): RowOf<'deployment'> | undefined =>
  list.toSorted((a, b) => a.startedAt - b.startedAt).at(-1);

function told(row: RowOf<'deployment'>, { results }: AroundTime): Found {
  const own = results.find(({ claim }) => claim?.ref === row.id);
  return said(deploymentCalled(row), own);
}

/** A version that was seen at runtime belongs to the deployment that claims it. */
function ofRuntime(row: RowOf<'runtime'>, { deployments, results }: AroundTime): Found {
  const own = results
    .filter((each) => each.environment === row.environment && each.transition?.version === row.version)
    .toSorted((a, b) => distance(a, row) - distance(b, row))[0];
  const claimed = deployments.find(({ id }) => id === own?.claim?.ref);
  if (claimed !== undefined) return said(deploymentCalled(claimed), own);
  return {
    known: false,
    told: `${row.service} ${row.version.slice(0, 80)} ran in ${row.environment}, and no deployment claims it. Bring in the deliveries of that time.`,
  };
}

const distance = ({ transition }: Reconciled, row: RowOf<'runtime'>): number =>
  Math.abs((transition?.first.to ?? Infinity) - row.firstSeenAt);

function said(name: string, result: Reconciled | undefined): Found {
  if (result === undefined) return { known: true, told: `${name}, not reconciled: nothing of its time is known` };
  const words = `${name}, ${reconciledText(result)}`;
  return result.class === 'never'
    ? { known: false, told: `${words} Attach the deployment that ran, or bring in what the runtime showed.` }
    : { known: true, told: words };
}
