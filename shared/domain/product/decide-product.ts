import { ok, type Result } from '../../lib/result.ts';
import { claimSupport } from '../claim/claim.ts';
import { isWithoutMeeting } from '../packet/round.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';
import { signersOf } from '../review/signing.ts';
import type { ProductReview } from './product.ts';

/**
 * [M8.5] The product seat says whether the release did what was expected and whether the next phase goes ahead. In
 * Actions, when facts and causes are known, and before closing, so that it goes into the record that is signed. Said
 * again, the later word stands.
 */
export function decideProduct(review: Review, command: CommandOf<'product.review'>): Verdict {
  if (review.closedAt !== null)
    return refuse('M8.5', 'This review is closed.', 'What product says belongs into a review that is still open.');
  if (review.phase !== 'actions')
    return refuse('M8.5', 'The review has not come to its actions.', 'Go through Facts and Causes first.');
  const holders = signersOf(review, 'product-manager');
  const { type: _type, ...body } = command;
  const { by } = body;
  if (!holders.includes(by))
    return refuse(
      'M8.5',
      `${by} does not hold the product seat.`,
      holders.length === 0
        ? 'Nobody holds it; the record will say that product did not review.'
        : `${holders.join(' or ')} says it.`,
    );
  if (!isWithoutMeeting(review) && !review.present.includes(by))
    return refuse('M8.5', `${by} is not in the room.`, 'Check them in, or ask whoever else holds the product seat.');
  for (const id of new Set(body.evidence)) {
    const claim = review.claims.find((each) => each.id === id);
    if (claim === undefined)
      return refuse('M8.5', 'It rests on a fact that is not there.', 'Choose facts of this review.');
    if (claimSupport(claim) === 'unsupported')
      return refuse('M8.5', `“${claim.text}” has no evidence, so nothing rests on it.`, 'Choose facts with evidence.');
  }
  return ok([{ type: 'product.reviewed.v1', body: { ...body, evidence: [...new Set(body.evidence)] } }]);
}

/** [M8.5] Whether the next phase of a feature may begin. A gate token for it is refused with the same words. */
export function nextPhaseAllowed(review: Review): Result<Pick<ProductReview, 'feature' | 'by' | 'outcome'>, Refusal> {
  const { product } = review;
  if (product === null)
    return refuse(
      'M8.5',
      'Product did not review this release.',
      'The product seat says met, partly or not before closing.',
    );
  if (product.nextPhase !== 'go')
    return refuse(
      'M8.5',
      `Product said ${product.nextPhase} to ${product.feature}: ${product.reason}`,
      `Ask ${product.by}.`,
    );
  if (review.closedAt === null)
    return refuse('M8.5', 'The review is not closed, so product may still change its word.', 'Close the review first.');
  const { feature, by, outcome } = product;
  return ok({ feature, by, outcome });
}
