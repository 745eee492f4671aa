import { ok, type Result } from '../../lib/result.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { SealedPrediction } from './sealed-prediction.ts';

/** What is known of a release when somebody wants to predict it. Times are epoch ms. */
export type PredictedRelease = {
  readonly service: string;
  readonly version: string;
  /** When it began to go live, by the earliest word there is; null while nothing says so. */
  readonly beganAt: number | null;
};

/**
 * [M6.4] A prediction is sealed before anything says that its release began to go live. A beginning that lies ahead of
 * this machine's clock shows a clock set back, and seals nothing either.
 */
export function decideSeal({ version, beganAt }: PredictedRelease, now: number): Result<null, Refusal> {
  if (beganAt === null) return ok(null);
  const began = `${version} began to go live at ${new Date(beganAt).toISOString()}`;
  return beganAt <= now
    ? refuse(
        'M6.4',
        `${began}; a prediction sealed now would be void.`,
        'Predict the next release before it is deployed.',
      )
    : refuse(
        'M6.4',
        `${began}, which is later than this machine's clock says it is; nothing was sealed.`,
        'Set the clock right. What has begun cannot be predicted any more.',
      );
}

export type SealStanding =
  | { readonly name: 'sealed' }
  /** It counts for nothing and is shown with the reason. */
  | { readonly name: 'void'; readonly why: 'late' | 'clock' | 'replaced' };

/** The clock of the journal and the signed time of a seal agree within this, ms. */
const clockTolerance = 5 * 60_000;

/**
 * [M6.4] Whether a seal counts once it is known when the release began to go live (epoch ms, null where nothing tells).
 * Late is void, whatever was known when it was sealed; so is a time that the journal contradicts. Of several seals by one
 * person the last good one counts.
 */
export function standingOfSeal(
  seal: SealedPrediction,
  all: readonly SealedPrediction[],
  beganAt: number | null,
): SealStanding {
  if (isLate(seal, beganAt)) return { name: 'void', why: 'late' };
  if (isClockWrong(seal, all)) return { name: 'void', why: 'clock' };
  const isReplaced = all.some(
    (other) =>
      other.by === seal.by &&
      isOfOneRelease(other, seal) &&
      all.indexOf(other) > all.indexOf(seal) &&
      !isLate(other, beganAt) &&
      !isClockWrong(other, all),
  );
  return isReplaced ? { name: 'void', why: 'replaced' } : { name: 'sealed' };
}

const isLate = ({ sealedAt, keptAt }: SealedPrediction, beganAt: number | null): boolean =>
  beganAt !== null && Math.max(sealedAt, keptAt) >= beganAt;

/** The journal took it at another time than was signed, or after a seal of the same release that claims to be later. */
function isClockWrong(seal: SealedPrediction, all: readonly SealedPrediction[]): boolean {
  if (Math.abs(seal.keptAt - seal.sealedAt) > clockTolerance) return true;
  return all
    .slice(0, all.indexOf(seal))
    .some((earlier) => isOfOneRelease(earlier, seal) && earlier.keptAt > seal.keptAt);
}

const isOfOneRelease = (a: SealedPrediction, b: SealedPrediction): boolean =>
  a.service === b.service && a.version === b.version;
