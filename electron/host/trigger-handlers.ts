import type { triggerProcedures } from '../../shared/contract/trigger-procedures.ts';
import { policyInForce } from '../../shared/domain/policy/adopted-policy.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { ok } from '../../shared/lib/result.ts';
import { readCatalogue } from '../../shared/projections/catalogue.ts';
import { readDelivery } from '../../shared/projections/comparable-releases.ts';
import { deploymentsToTriggers } from '../../shared/projections/deployment-to-trigger.ts';
import { readGoLive } from '../../shared/projections/go-live.ts';
import { jointCandidates, releaseWindows } from '../../shared/projections/joint-candidates.ts';
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
    return release === null ? found : found.filter(({ releases }) => releases.some((each) => each.release === release));
  }

  async function deployedAt(release: string): Promise<number | undefined> {
    const [service, version] = splitRelease(release);
    const rows = (await intake.rows.of('deployment', service)).filter((row) => row.version === version);
    return rows.length === 0 ? undefined : Math.max(...rows.map((row) => row.startedAt));
  }

  async function timelineOf(release: string): Promise<ServiceTimeline> {
    const [service, version] = splitRelease(release);
    const data = intakeToReleaseData(intake);
    const delivery = await readDelivery(data, service, workspace.current().links);
    const { at } = readGoLive(delivery, systemClock.wall(), version);
    const window = { from: at - 6 * hour, to: at + day };
    const rows = {
      deployments: delivery.deployments,
      runtime: delivery.runtime.filter((row) => row.version === version),
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
      for (const release of releasesOf(read.value.review)) timelines.push(await timelineOf(release));
      const { moments, unclear, skew } = mergeTimelines(timelines);
      return ok({
        moments: moments.map((each) => ({ ...each })),
        unclear: unclear.map((each) => ({ ...each, services: [...each.services], rows: [...each.rows] })),
        skew: skew.map((each) => ({ ...each })),
      });
    },
  };
}

const releasesOf = (review: Review): readonly string[] => [
  review.release,
  ...review.joint.joined.map(({ release }) => release),
];

const splitRelease = (release: string): readonly [service: string, version: string] => {
  const at = release.indexOf('@');
  return [release.slice(0, at), release.slice(at + 1)];
};
