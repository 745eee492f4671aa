import { services, type SampleService } from '../../assets/sample/organisation.ts';
import { otherTroubles, releaseTroubles } from '../../assets/sample/words.ts';
import { assertNever } from '../../shared/lib/invariant.ts';
import { day, hour, minute } from './local-time.ts';
import type { PlannedRelease, Story, Trouble } from './plan.ts';
import type { Random } from './random.ts';

/** What a bad release did, from the runtime's switch until it was taken back or mended. */
export function releaseTrouble(
  service: SampleService,
  version: string,
  from: number,
  to: number,
  random: Random,
): Trouble {
  const detectedAt = from + Math.round(random.around(7, 0.6)) * minute + random.whole(0, 59) * 1000;
  const slow = random.chance(0.5);
  return {
    service: service.id,
    from,
    to,
    latency: slow ? random.between(2.2, 5) : random.between(1, 1.4),
    errors: slow ? random.between(1.5, 4) : random.between(9, 40),
    severity:
      service.tier === 'critical'
        ? random.chance(0.4)
          ? 'critical'
          : 'major'
        : random.chance(0.5)
          ? 'major'
          : 'minor',
    title: random.pick(releaseTroubles).replace('{title}', service.title),
    detectedAt,
    acceptedAt: random.chance(0.93) ? detectedAt + Math.round(random.around(5, 0.7)) * minute : null,
    resolvedAt: Math.max(to, detectedAt + 15 * minute) + random.whole(3, 25) * minute,
    release: random.chance(0.6) ? `${service.id}@${version}` : null,
  };
}

/** The three releases written by hand. Clock times are those the reviews speak of. */
export function storyTrouble(story: Story, service: SampleService, version: string, live: number): Trouble | null {
  const at = (minutes: number, seconds: number): number => live + minutes * minute + seconds * 1000;
  const common = { service: service.id, severity: 'critical' as const, release: `${service.id}@${version}` };
  switch (story.name) {
    case 'drift':
      // Calm for two minutes, until enough callers wait for one of the few connections.
      return {
        ...common,
        from: at(2, 10),
        to: at(46, 40),
        latency: 3.7,
        errors: 9,
        title: 'Fares: quotes slower than 500 ms',
        detectedAt: at(7, 48),
        acceptedAt: at(11, 20),
        resolvedAt: at(58, 5),
      };
    case 'keys':
      return {
        ...common,
        from: at(21, 0),
        to: at(62, 30),
        latency: 1.15,
        errors: 52,
        title: 'Boarding gates: valid tickets refused at three ports',
        detectedAt: at(27, 31),
        acceptedAt: at(29, 2),
        resolvedAt: at(71, 44),
      };
    case 'late':
      return null;
    default:
      return assertNever(story.name);
  }
}

/**
 * Two small incidents beside the drift. One of fares that nobody ever accepted; one of loyalty, whose own last release is
 * weeks old, so that only the time of day ties it to anything. Neither shows in a metric.
 */
export function troublesBesideDrift(releases: readonly PlannedRelease[]): readonly Trouble[] {
  const drift = releases.find(({ story }) => story === 'drift');
  const live = drift?.deployments.find(({ environment }) => environment === 'production')?.runtime?.completeAt;
  if (live === undefined || live === null) return [];
  const small = { latency: 1, errors: 1, severity: 'minor' as const, release: null, acceptedAt: null };
  const between = (from: number, detected: number, to: number) => ({
    from: live + from * minute,
    detectedAt: live + detected * minute,
    to: live + to * minute,
    resolvedAt: live + to * minute,
  });
  return [
    { ...small, ...between(12, 26, 49), service: 'fares', title: 'Fares: quote conversion below 58 %' },
    { ...small, ...between(15, 21, 58), service: 'loyalty', title: 'Loyalty: points late for new bookings' },
  ];
}

/** Incidents no release had a part in. Two are open when history ends: the last, and one that was simply forgotten. */
export function planOtherTroubles(from: number, until: number, random: Random): readonly Trouble[] {
  const troubles: Trouble[] = [];
  for (let at = from + random.between(0, 9) * day; at < until - 2 * hour; at += random.around(6.5, 0.9) * day) {
    const service = random.pick(services);
    const start = Math.round(at / 1000) * 1000;
    const detectedAt = start + Math.round(random.around(9, 0.9)) * minute;
    const lasts = Math.round(random.around(48, 0.9)) * minute;
    const share = random.next();
    troubles.push({
      service: service.id,
      from: start,
      to: start + lasts,
      latency: random.between(1, 2.4),
      errors: random.between(1, 6),
      severity: share < 0.08 ? 'critical' : share < 0.4 ? 'major' : 'minor',
      title: random.pick(otherTroubles).replace('{title}', service.title),
      detectedAt,
      acceptedAt: random.chance(0.85) ? detectedAt + Math.round(random.around(8, 0.9)) * minute : null,
      resolvedAt: detectedAt + lasts,
      release: null,
    });
  }
  const open = [Math.floor(troubles.length * 0.6), troubles.length - 1];
  return troubles.map((trouble, index) => (open.includes(index) ? { ...trouble, resolvedAt: null } : trouble));
}
