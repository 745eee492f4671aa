import { nextPhaseAllowed } from '../product/decide-product.ts';
import type { RuleId } from '../refusal.ts';
import type { Review } from '../review/review.ts';
import type { SignOffRole } from '../review/seats.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { openBlockers, type GatePlace, type GateRefusal } from './blockers.ts';

/** What the verifier said of the review's record by the workspace's own trust. */
export type RecordRead =
  | { readonly kind: 'none' }
  | { readonly kind: 'verified'; readonly signed: readonly { readonly role: string; readonly member: string }[] }
  /** Intact, but a sign-off is missing or its key not trusted. */
  | { readonly kind: 'lacking'; readonly why: string }
  /** Not what was signed. */
  | { readonly kind: 'broken'; readonly why: string };

/** What a token is asked for. */
export type GateWanted =
  { readonly kind: 'release'; readonly release: string } | { readonly kind: 'next-phase'; readonly feature: string };

/**
 * [M7.6] Why the gate does not issue a token for this review at `now` (epoch ms); empty when it does. All reasons at
 * once. [M8.5] The next phase of a feature asks for product's signed word besides.
 */
export function gateRefusals(
  review: Review,
  workspace: Workspace,
  record: RecordRead,
  wanted: GateWanted,
  now: number,
): readonly GateRefusal[] {
  return [
    ...foreign(review, wanted),
    ...unclosed(review),
    ...unsigned(review, record),
    ...inquorate(review),
    ...openBlockers(review, workspace, now),
    ...(wanted.kind === 'next-phase' ? phaseRefusals(review, record, wanted.feature) : []),
  ];
}

const no = (
  message: string,
  satisfy: string,
  place: GatePlace,
  lift: GateRefusal['lift'] = 'two-keys',
  rule: RuleId = 'M7.6',
): GateRefusal => ({ rule, message, satisfy, place, lift });

/** The releases that a review is about: its own, and those joined to it. */
export const reviewedReleases = (review: Review): readonly string[] => [
  review.release,
  ...review.joint.joined.map(({ release }) => release),
];

function foreign(review: Review, wanted: GateWanted): readonly GateRefusal[] {
  if (wanted.kind !== 'release') return [];
  const reviewed = reviewedReleases(review);
  if (reviewed.includes(wanted.release)) return [];
  return [
    no(`${wanted.release} was not reviewed here.`, `This review is about ${reviewed.join(', ')}.`, null, 'nobody'),
  ];
}

const unclosed = (review: Review): readonly GateRefusal[] =>
  review.closedAt === null
    ? [no('The review is not closed.', 'Close it, then put its record together.', 'review')]
    : [];

function unsigned(review: Review, record: RecordRead): readonly GateRefusal[] {
  switch (record.kind) {
    case 'verified':
      return [];
    case 'none':
      return [
        no(
          'There is no signed record of this review.',
          `Put it together; ${review.requiredRoles.join(', ')} sign it.`,
          'record',
        ),
      ];
    case 'lacking':
      return [
        no(`The record is not signed by everybody it needs. ${record.why}`, 'Have the missing roles sign.', 'record'),
      ];
    case 'broken':
      return [
        no(
          `The record does not hold. ${record.why}`,
          'Bring the record back from a copy; nobody can answer for one that was changed.',
          'record',
          'nobody',
        ),
      ];
  }
}

function inquorate(review: Review): readonly GateRefusal[] {
  const reasons = [review.inquorateReason, ...review.rounds.map(({ settled }) => settled?.inquorateReason ?? null)];
  const reason = reasons.find((each) => each !== null);
  if (reason === undefined) return [];
  return [
    no(
      `The review was held without a quorum: ${reason ?? ''}`,
      'A review with a quorum has to look at this release.',
      null,
    ),
  ];
}

function phaseRefusals(review: Review, record: RecordRead, feature: string): readonly GateRefusal[] {
  const allowed = nextPhaseAllowed(review);
  if (!allowed.ok) return [{ ...allowed.error, place: 'review', lift: 'nobody' }];
  if (allowed.value.feature !== feature)
    return [
      no(
        `Product said go to ${allowed.value.feature}, not to ${feature}.`,
        'Name the feature that was reviewed.',
        null,
        'nobody',
        'M8.5',
      ),
    ];
  const role: SignOffRole = 'product-manager';
  if (record.kind === 'verified' && !record.signed.some((each) => each.role === role))
    return [no('Product’s word is not signed.', 'The product manager signs the record.', 'record', 'nobody', 'M8.5')];
  return [];
}
