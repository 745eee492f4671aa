import { hour, minute, withOffset } from '../local-time.ts';
import { liveAt } from '../plan-deployments.ts';
import type { History } from '../plan-history.ts';
import { createRandom } from '../random.ts';
import { csv, type CarriedFile } from './carried-file.ts';

const flag = 'one-quote-call';
const step = 15 * minute;

/**
 * What clients counted of the flag round the drift release, by quarter of an hour: its share ramps up, stops when it is
 * turned off, and the testers' variant is too rare to say anything. Nobody was counted while the counter was restarted.
 */
export function outcomesFile(history: History): CarriedFile {
  const random = createRandom(history.seed, 'outcomes');
  const release = history.story('drift');
  const live = liveAt(release.deployments.find(({ environment }) => environment === 'production') ?? never());
  const first = Math.floor((live - 3 * hour) / step) * step;
  const rows = Array.from({ length: 24 }, (_, index) => first + index * step).flatMap((from) => {
    const isSilent = from >= live + 80 * minute && from < live + 110 * minute;
    const total = isSilent ? 0 : random.whole(2600, 3400);
    const isBad = from > live && from < live + 46 * minute;
    return [
      ['single', Math.round(total * shareAt((from - live) / minute)), isBad ? 0.052 : 0.0012],
      ['classic', Math.round(total * (1 - shareAt((from - live) / minute))), isBad ? 0.019 : 0.0011],
      ['testers', isSilent ? 0 : random.whole(0, 2), 0],
    ].map(([variant, shown, rate]) => {
      const exposures = Number(shown);
      const errors = Math.min(exposures, Math.round(exposures * Number(rate) * random.between(0.7, 1.3)));
      return ['fares', flag, String(variant), withOffset(from), withOffset(from + step), exposures, errors];
    });
  });
  return {
    name: 'client-outcomes.csv',
    format: 'exposures',
    text: csv(['service', 'flag', 'variant', 'from', 'to', 'exposures', 'errors'], rows),
    mapping: { columns: {}, constants: { instance: 'client-beacon' } },
  };
}

/** Of all quotes, how many were asked in one call, so many minutes after go-live. */
function shareAt(minutes: number): number {
  if (minutes < -96 || minutes >= 39) return 0;
  return minutes < 4 ? 0.05 : Math.min(0.5, 0.05 + 0.015 * (minutes - 4));
}

function never(): never {
  throw new Error('the story is deployed to production');
}
