import type { Review } from '../../../shared/domain/review/review.ts';
import type { Enclosure } from '../../../shared/domain/transcript/enclosure.ts';

/** Whether a transcript goes into its review's record, and whether it was changed after that was chosen. */
export function enclosureOf(
  { enclosed }: Pick<Review, 'enclosed'>,
  transcript: string,
  keptAt: number,
): { readonly enclosed: Enclosure | null; readonly isOlder: boolean } {
  const found = enclosed.find((each) => each.transcript === transcript) ?? null;
  return { enclosed: found, isOlder: found !== null && keptAt > found.at };
}
