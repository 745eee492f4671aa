import type { triggerProcedures } from '../../shared/contract/trigger-procedures.ts';
import { policyInForce } from '../../shared/domain/policy/adopted-policy.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import type { RowOf } from '../../shared/domain/release/rows.ts';
import { ok } from '../../shared/lib/result.ts';
import { readCatalogue } from '../../shared/projections/catalogue.ts';
import { finishOf, isProduction, readDelivery } from '../../shared/projections/comparable-releases.ts';
import { deploymentsToTriggers } from '../../shared/projections/deployment-to-trigger.ts';
import { jointCandidates, releaseWindows, type JointCandidate } from '../../shared/projections/joint-candidates.ts';
import { mergeTimelines, type ServiceTimeline } from '../../shared/projections/joint-timeline.ts';
import { readTimeline } from '../../shared/projections/package-timeline.ts';
import { systemClock } from '../platform/clock.ts';
import { intakeToReleaseData } from './intake-release-data.ts';
import type { ProcedureHandlers } from './procedure-handlers.ts';
import type { Services } from './services.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** What the procedures round automatic start and joint reviews do. */
export function createTriggerHandlers(services: Services): Pick<ProcedureHandlers, keyof typeof triggerProcedures> {
  const { triggers, inbox, intake, workspace, reviews } = services;

  async function candidates(release: string | null) {
    const state = workspace.current();
    const { policy } = policyInForce(state.policies);
    const stableMs = policy.tiers.full.timeline.soakHours * hour;
    const own = release === null ? undefined : await deployedAt(release);
    if (release !== null && own === undefined) return [];
    const [from, to] =
      own === undefined ? [systemClock.wall() - 14 * day, Infinity] : [own - stableMs - day, own + stableMs + day];
    const deployments = deploymentsToTriggers({
      deployments: await intake.rows.within('deployment', from, to),
      incidents: [],
      tierOf: () => null,
    });
    const catalogue = new Map(
      readCatalogue(state, await intake.rows.of('component')).map((entry) => [entry.id, entry.dependsOn]),
    );
    const found = jointCandidates(releaseWindows(deployments, stableMs), (service) => catalogue.get(service) ?? []);
    return release === null
      ? found.filter((each) => !isTakenUp(each))
      : found.filter(({ releases }) => releases.some((each) => each.release === release));
  }

  /** Whether the releases are reviewed together already, or all of them in reviews of their own. */
  function isTakenUp({ releases }: JointCandidate): boolean {
    const about = reviews.ids().flatMap((id) => {
      const read = reviews.read(id);
      if (!read.ok) return [];
      const { release, joint } = read.value.review;
      return [[release, ...joint.joined.map((each) => each.release)]];
    });
    const isIn = (list: readonly string[], release: string): boolean => list.includes(release);
    return (
      about.some((list) => releases.filter((each) => isIn(list, each.release)).length > 1) ||
      releases.every((each) => about.some((list) => isIn(list, each.release)))
    );
  }

  async function deployedAt(release: string): Promise<number | undefined> {
    const [service, version] = splitRelease(release);
    const rows = (await intake.rows.of('deployment', service)).filter((row) => row.version === version);
    return rows.length === 0 ? undefined : Math.max(...rows.map((row) => row.startedAt));
  }

  /** What happened to a service round its last deployment of each joined version before the review was opened. */
  async function timelineOf(service: string, versions: readonly string[], before: number): Promise<ServiceTimeline> {
    const data = intakeToReleaseData(intake);
    const delivery = await readDelivery(data, service, workspace.current().links);
    const ends = versions.flatMap((version) => lastBefore(delivery.deployments, version, before));
    const at = ends[0] ?? before;
    const window = { from: Math.min(at, ...ends) - 6 * hour, to: Math.max(at, ...ends) + day };
    const rows = {
      deployments: delivery.deployments,
      runtime: delivery.runtime,
      incidents: delivery.incidents,
      flags: await data.within('flag', window.from, window.to, service),
      postmortems: await data.rows('postmortem', service),
    };
    const sightings = await data.within('sighting', window.from - day, window.to, service);
    return { service, moments: readTimeline(rows, window, at), sightings };
  }

  return {
    'trigger.set': ({ from }) => triggers.set(from),
    'trigger.inbox': async () => {
      const { isWatching, waiting, refused, fault } = await Promise.resolve(inbox.state());
      return ok({ isWatching, waiting, refused: refused.map((each) => ({ ...each })), fault });
    },
    'joint.candidates': async ({ release }) => {
      const found = await candidates(release);
      return ok({
        candidates: found.slice(-50).map(({ releases, edges }) => ({
          releases: releases
            .slice(0, 41)
            .map(({ release: each, service, from, to }) => ({ release: each, service, from, to })),
          edges: edges.map((edge) => ({ ...edge })),
        })),
      });
    },
    'joint.timeline': async ({ review }) => {
      const read = reviews.read(review);
      if (!read.ok) return read;
      const timelines: ServiceTimeline[] = [];
      const { review: about } = read.value;
      for (const [service, versions] of versionsByService(about))
        timelines.push(await timelineOf(service, versions, about.openedAt));
      const { moments, unclear, skew } = mergeTimelines(timelines);
      return ok({
        moments: moments.map((each) => ({ ...each })),
        unclear: unclear.map((each) => ({ ...each, services: [...each.services], rows: [...each.rows] })),
        skew: skew.map((each) => ({ ...each })),
      });
    },
  };
}

function versionsByService(review: Review): ReadonlyMap<string, readonly string[]> {
  const versions = new Map<string, string[]>();
  for (const release of [review.release, ...review.joint.joined.map((each) => each.release)]) {
    const [service, version] = splitRelease(release);
    versions.set(service, [...(versions.get(service) ?? []), version]);
  }
  return versions;
}

/** When a version was last deployed to production before a time, epoch ms; none where it never was. */
function lastBefore(deployments: readonly RowOf<'deployment'>[], version: string, before: number): readonly number[] {
  const ends = deployments
    .filter((row) => row.version === version && isProduction(row))
    .map(finishOf)
    .filter((end) => end <= before);
  return ends.length === 0 ? [] : [Math.max(...ends)];
}

const splitRelease = (release: string): readonly [service: string, version: string] => {
  const at = release.indexOf('@');
  return [release.slice(0, at), release.slice(at + 1)];
};
