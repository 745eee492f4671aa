import type { SampleService } from '../../assets/sample/organisation.ts';
import { fromWall, minute } from './local-time.ts';
import type { PlannedDeployment, Story } from './plan.ts';
import type { Random } from './random.ts';

type Target = {
  readonly service: SampleService;
  readonly version: string;
  readonly sha: string;
  readonly startedAt: number;
};

/** Since when instances report their version. Before, CI's word is all there is. */
const observedSince = fromWall('2025-03-03 08:00');

/** The pipeline of some services was renamed twice; its environments were spelled as its owner liked. */
const oldSpellings = new Map([
  ['port-display', 'prod'],
  ['reports', 'Production'],
]);
const respelledUntil = fromWall('2025-09-01 00:00');

export function planStaging({ service, version, sha, startedAt }: Target, random: Random): PlannedDeployment {
  const finishedAt = startedAt + Math.round(random.around(4.2, 0.35) * 60) * 1000;
  const environment = startedAt < respelledUntil && random.chance(0.06) ? 'stage' : 'staging';
  return { service: service.id, version, sha, environment, startedAt, finishedAt, status: 'succeeded', runtime: null };
}

/** One rollout to production: about half a minute per instance, and what the instances themselves then showed. */
export function planProduction(target: Target, status: 'succeeded' | 'rolled back', random: Random): PlannedDeployment {
  const { service, version, sha, startedAt } = target;
  const ended = startedAt + Math.round(random.around(1.4 + service.instances * 0.42, 0.2) * 60) * 1000;
  const odd = random.next();
  const lag = odd < 0.05 ? random.between(3, 22) * minute : random.between(-18, 44) * 1000;
  const firstSeenAt = startedAt + Math.round(random.between(70, 150)) * 1000;
  const completeAt = Math.max(firstSeenAt + 20_000, Math.round((ended + lag) / 1000) * 1000);
  const looked = startedAt >= observedSince && !random.chance(0.03);
  return {
    service: service.id,
    version,
    sha,
    environment: startedAt < respelledUntil ? (oldSpellings.get(service.id) ?? 'production') : 'production',
    startedAt,
    finishedAt: random.chance(0.012) ? null : ended,
    status,
    runtime: looked
      ? { firstSeenAt, completeAt: random.chance(0.012) ? null : completeAt, instances: service.instances }
      : null,
  };
}

/** A try that CI gave up; the version never ran. */
export function planFailedTry(target: Target, random: Random): PlannedDeployment {
  const { service, version, sha, startedAt } = target;
  const finishedAt = startedAt + random.whole(50, 400) * 1000;
  return {
    service: service.id,
    version,
    sha,
    environment: 'production',
    startedAt,
    finishedAt,
    status: 'failed',
    runtime: null,
  };
}

/** The rollouts of the releases written by hand, to the second. */
export function planStoryProduction(story: Story, target: Target): PlannedDeployment {
  const { service, version, sha, startedAt } = target;
  const plain = { service: service.id, version, sha, environment: 'production', startedAt };
  const after = (minutes: number, seconds: number): number => startedAt + minutes * minute + seconds * 1000;
  const ended = story.name === 'late' ? after(4, 12) : after(6, 8);
  const runtime =
    story.name === 'late'
      ? // CI was done when the images were there; instances kept the old version until the index was built.
        { firstSeenAt: after(52, 40), completeAt: after(91, 17), instances: service.instances }
      : { firstSeenAt: after(2, 31), completeAt: after(6, 46), instances: service.instances };
  return { ...plain, finishedAt: ended, status: story.name === 'late' ? 'succeeded' : 'rolled back', runtime };
}

/** When the version was really there: the runtime's word where there is one. */
export const liveAt = (deployment: PlannedDeployment): number =>
  deployment.runtime?.completeAt ?? deployment.finishedAt ?? deployment.startedAt + 6 * minute;
