import { findingsOf, type PastFinding } from '../../shared/domain/cause/past-finding.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import type { ReviewService } from './review-service.ts';

/** What the reviews of this workspace came to. */
export interface PastFindings {
  /** Findings of all closed reviews but this one, newest first. The list is the same while nothing was closed since. */
  before(review: ReviewId): readonly PastFinding[];
}

type Known = { readonly lines: number; readonly closed: boolean; readonly findings: readonly PastFinding[] };

/** A closed review is read once: only signing follows, which changes no finding. An open one is read again when it went on. */
export function createPastFindings(reviews: Pick<ReviewService, 'ids' | 'lines' | 'read'>): PastFindings {
  const known = new Map<ReviewId, Known>();
  let answered:
    { readonly parts: readonly (readonly PastFinding[])[]; readonly list: readonly PastFinding[] } | undefined;

  function of(id: ReviewId): readonly PastFinding[] {
    const before = known.get(id);
    if (before?.closed === true) return before.findings;
    const lines = reviews.lines(id).length;
    if (before?.lines === lines) return before.findings;
    const read = reviews.read(id);
    const review = read.ok ? read.value.review : undefined;
    const findings = review === undefined ? [] : findingsOf(review);
    known.set(id, { lines, closed: review !== undefined && review.closedAt !== null, findings });
    return findings;
  }

  return {
    before: (review) => {
      const parts = reviews
        .ids()
        .filter((id) => id !== review)
        .map(of)
        .filter((each) => each.length > 0);
      const same = answered?.parts;
      if (answered !== undefined && same?.length === parts.length && parts.every((part, at) => part === same[at]))
        return answered.list;
      const list = parts.flat().toSorted((a, b) => b.at - a.at);
      answered = { parts, list };
      return list;
    },
  };
}
