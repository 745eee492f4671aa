import type { CallFault } from '../../shared/contract/procedures.ts';
import {
  baselineOf,
  decideFreeze,
  type Baseline,
  type FrozenBaseline,
} from '../../shared/domain/kpi/frozen-baseline.ts';
import { releaseIdOf, type ReleaseId, type ServiceId } from '../../shared/domain/ids.ts';
import { leastComparable } from '../../shared/analysis/baseline.ts';
import { canonicalJson } from '../../shared/journal/canonical-json.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import {
  isProduction,
  readBaseline,
  readDelivery,
  type Delivery,
} from '../../shared/projections/comparable-releases.ts';
import { goingLiveAt, readGoLive } from '../../shared/projections/go-live.ts';
import type { ReleaseData } from '../../shared/projections/release-data.ts';
import type { Clock } from '../platform/clock.ts';
import { sha256Of } from './sha256-of.ts';
import { refusalToFault } from './fault.ts';
import type { WorkspaceService } from './workspace-service.ts';

/** Freezes what is usual for a release, before it goes live where it can. */
export interface BaselineDesk {
  freeze(release: ReleaseId, isPostHoc: boolean): Promise<Result<FrozenBaseline, CallFault>>;
  /** Freezes the baselines of releases that are known and not live yet. Harmless when repeated; answers how many were frozen. */
  freezeDue(): Promise<number>;
  /** The baseline a release is held against; one that nobody froze is read now, and is post-hoc once the release is live. */
  standing(service: ServiceId, version: string, zone: string): Promise<FrozenBaseline>;
}

const day = 86_400_000;
/** A release that did not go live in a month is not about to. */
const dueDays = 30;
/** At most so many are frozen at once, the newest first; the next intake goes on. */
const mostAtOnce = 50;

export function createBaselineDesk(data: ReleaseData, workspace: WorkspaceService, clock: Clock): BaselineDesk {
  let freezing: Promise<unknown> = Promise.resolve();
  const serially = <T>(work: () => Promise<T>): Promise<T> => {
    const run = freezing.then(work, work);
    freezing = run.catch(() => undefined);
    return run;
  };

  const deliveryOf = (service: ServiceId): Promise<Delivery> => readDelivery(data, service, workspace.current().links);

  async function read(service: ServiceId, version: string, zone: string, known?: Delivery) {
    const delivery = known ?? (await deliveryOf(service));
    const began = goingLiveAt(delivery.deployments, version);
    const now = clock.wall();
    const before = began === null ? now : readGoLive(delivery, began, version).at;
    const about = { service, version, zone, at: now };
    return { began, fresh: (): Promise<Baseline> => readBaseline(data, delivery, about, before) };
  }

  const keep = async (baseline: Baseline, isPostHoc: boolean): Promise<Result<FrozenBaseline, CallFault>> => {
    const frozen = { baseline, hash: sha256Of(canonicalJson(baseline)), isPostHoc };
    const kept = await workspace.record(workspace.current().me ?? 'hotwash', {
      type: 'baseline.frozen.v1',
      body: frozen,
    });
    return kept.ok ? ok(frozen) : kept;
  };

  async function freeze(release: ReleaseId, isPostHoc: boolean): Promise<Result<FrozenBaseline, CallFault>> {
    const [service, version] = splitRelease(release);
    const { baselines, zone } = workspace.current();
    const { began, fresh } = await read(service, version, zone);
    const baseline = await fresh();
    const decided = decideFreeze(baselines, baseline, began, isPostHoc);
    if (!decided.ok) return err(refusalToFault(decided.error));
    return decided.value.kind === 'stands' ? ok(decided.value.frozen) : keep(baseline, isPostHoc);
  }

  async function freezeDue(): Promise<number> {
    let count = 0;
    let last: { readonly service: ServiceId; readonly delivery: Delivery } | undefined;
    for (const [service, version] of await dueReleases(data, clock.wall())) {
      const { baselines, zone } = workspace.current();
      if (last?.service !== service) last = { service, delivery: await deliveryOf(service) };
      const { began, fresh } = await read(service, version, zone, last.delivery);
      if (began !== null) continue;
      const baseline = await fresh();
      if (baseline.series.length === 0 || baseline.releases.length < leastComparable) continue;
      const decided = decideFreeze(baselines, baseline, null, false);
      if (!decided.ok || decided.value.kind === 'stands') continue;
      if ((await keep(baseline, false)).ok) count += 1;
    }
    return count;
  }

  return {
    freeze: (release, isPostHoc) => serially(() => freeze(release, isPostHoc)),
    freezeDue: () => serially(freezeDue),
    standing: async (service, version, zone) => {
      const { began, fresh } = await read(service, version, zone);
      const known = baselineOf(workspace.current().baselines, releaseIdOf(service, version), began);
      if (known !== undefined) return known;
      const baseline = await fresh();
      return { baseline, hash: sha256Of(canonicalJson(baseline)), isPostHoc: began !== null };
    },
  };
}

function splitRelease(release: ReleaseId): readonly [ServiceId, string] {
  const at = release.indexOf('@');
  return [release.slice(0, at) as ServiceId, release.slice(at + 1)];
}

/** Releases of the last month without a deployment to production: tagged, or deployed elsewhere. Newest first. */
async function dueReleases(data: ReleaseData, now: number): Promise<readonly (readonly [ServiceId, string])[]> {
  const from = now - dueDays * day;
  const deployments = await data.within('deployment', from, now);
  const known = new Map<string, { readonly of: readonly [ServiceId, string]; readonly at: number }>();
  for (const { service, version, at } of [
    ...(await data.within('release', from, now)),
    ...deployments.map(({ service, version, startedAt }) => ({ service, version, at: startedAt })),
  ])
    known.set(releaseIdOf(service, version), { of: [service, version], at });
  for (const row of deployments) if (isProduction(row)) known.delete(releaseIdOf(row.service, row.version));
  return (
    [...known.values()]
      .toSorted((a, b) => b.at - a.at)
      .slice(0, mostAtOnce)
      .map((each) => each.of)
      // One service after the other, so that its deliveries are read once.
      .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  );
}
