import { dayInZone } from '../domain/day.ts';
import { answeredRevision, type Round } from '../domain/packet/round.ts';
import type { Asking } from '../domain/packet/packet.ts';
import type { ReviewId } from '../domain/ids.ts';
import type { Review } from '../domain/review/review.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';

/**
 * What a round asks, complete enough to be answered with no connection: facts with what carries them, causes, actions.
 * `liveAt` is when the release went live, epoch ms; null while that is not known.
 */
export const roundToAsking = (review: Review, round: Round, workspace: Workspace, liveAt: number | null): Asking => ({
  format: 'hotwash-asking/1',
  review: review.id as ReviewId,
  round: round.id,
  title: review.title,
  organisation: workspace.name,
  phase: round.phase,
  deadline: round.deadline,
  zone: review.zone,
  day: dayInZone(liveAt ?? review.package?.content.window.from ?? review.openedAt, review.zone),
  revision: answeredRevision(round),
  reviewers: round.reviewers.map((code) => code as Asking['reviewers'][number]),
  wording: review.governance.wording,
  facts: review.claims.map(({ id, text, happenedAt, evidence }) => ({
    id,
    text,
    happenedAt,
    evidence: evidence.map(({ label }) => label),
  })),
  causes: review.causes.map(({ id, text, state }) => ({ id, text, state: state.name })),
  actions: review.actions.flatMap(({ id, text, state }) => (state.name === 'dropped' ? [] : [{ id, text }])),
});
