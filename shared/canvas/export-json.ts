import type { Evidence } from '../domain/claim/claim.ts';
import type { Cause } from '../domain/cause/cause.ts';
import type { Review } from '../domain/review/review.ts';
import type { DrawnCause, DrawnGraph } from './drawn-graph.ts';

/** The shape's name stands in the file; a change of it gets the next number. */
export const causesShape = 'hotwash-causes/1';

/**
 * The whole cause graph as JSON for other programs, indented: the tree as it is drawn, and for each cause what the review
 * knows of it. Evidence is told by type, bearing and hash; what it says stays in the record.
 */
export function exportJson(graph: DrawnGraph, review: Pick<Review, 'id' | 'causes'>): string {
  const known = new Map(review.causes.map((cause) => [cause.id, cause]));
  const told = (cause: DrawnCause): object => ({
    id: cause.id,
    text: cause.text,
    state: cause.state,
    ...stateReason(known.get(cause.id)),
    kind: cause.kind,
    gate: cause.gate,
    leadsTo: cause.links,
    ...aboutCause(known.get(cause.id)),
    causes: cause.children.map(told),
  });
  return `${JSON.stringify(
    {
      shape: causesShape,
      review: review.id,
      effect: graph.effect.text,
      bones: graph.bones.map(({ id, title, causes }) => ({ id, title, causes: causes.map(told) })),
    },
    null,
    2,
  )}\n`;
}

const stateReason = (cause: Cause | undefined): object =>
  cause?.state.name === 'rejected'
    ? { reason: cause.state.reason }
    : cause?.state.name === 'stopped'
      ? { why: cause.state.why, reason: cause.state.reason }
      : {};

const aboutCause = (cause: Cause | undefined): object =>
  cause === undefined
    ? {}
    : {
        classification: cause.classification,
        scope: cause.scope?.is ?? null,
        evidence: cause.evidence.map(({ locator, bearing, hash }: Evidence) => ({ type: locator.type, bearing, hash })),
      };
