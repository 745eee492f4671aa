import { standingOfSeal } from '../domain/prediction/decide-prediction.ts';
import type { SealedPrediction } from '../domain/prediction/sealed-prediction.ts';
import type { RowOf } from '../domain/release/rows.ts';
import type { StatedPrediction } from '../domain/review/package-parts.ts';

/**
 * [M6.4] What was predicted of one release, newest first: opened seals with their standing, then what carried files tell.
 * `began` is when it began to go live, epoch ms, null where nothing says so. What is still under seal is not stated.
 */
export function statePredictions(
  seals: readonly SealedPrediction[],
  told: readonly RowOf<'prediction'>[],
  began: number | null,
): readonly StatedPrediction[] {
  const opened = seals.flatMap((seal) => (seal.opened === null ? [] : [stateSeal(seal, seal.opened, seals, began)]));
  return [...opened, ...told.map((row) => stateTold(row, began))].toSorted((a, b) => b.madeAt - a.madeAt);
}

function stateSeal(
  seal: SealedPrediction,
  { salt, predicted }: NonNullable<SealedPrediction['opened']>,
  seals: readonly SealedPrediction[],
  began: number | null,
): StatedPrediction {
  const { id, by, sealedAt, commitment, envelope, fingerprint } = seal;
  const standing = standingOfSeal(seal, seals, began);
  return {
    id,
    by,
    ...predicted,
    madeAt: sealedAt,
    standing: standing.name,
    ...(standing.name === 'void' && { why: standing.why }),
    seal: { commitment, salt, envelope, fingerprint },
  };
}

function stateTold(row: RowOf<'prediction'>, began: number | null): StatedPrediction {
  const { id, probability, impact, reason, madeAt } = row;
  const isLate = began !== null && madeAt >= began;
  return {
    id,
    probability,
    impact,
    reason,
    madeAt,
    ...(isLate ? { standing: 'void', why: 'late' } : { standing: 'told' }),
  };
}
