import { boneTitles } from '../canvas/bone-titles.ts';
import type { DrawnCause, DrawnGraph } from '../canvas/drawn-graph.ts';
import { childrenByParent } from '../domain/cause/cause-graph.ts';
import { categories, type Cause } from '../domain/cause/cause.ts';
import type { Review } from '../domain/review/review.ts';
import { causeSupportText } from '../meeting/outline.ts';

/**
 * A review's causes as its canvases, exports and record draw them: every bone in its order, with or without causes, and
 * nothing below a folded cause.
 */
export function reviewToDrawn(
  review: Pick<Review, 'causes' | 'effect' | 'title'>,
  folded: ReadonlySet<string> = new Set(),
): DrawnGraph {
  const children = childrenByParent(review.causes);
  const draw = (cause: Cause): DrawnCause => ({
    id: cause.id,
    text: cause.text,
    state: cause.state.name,
    small: causeSupportText(cause),
    kind: cause.kind,
    gate: cause.gate,
    links: cause.links,
    children: folded.has(cause.id) ? [] : (children.get(cause.id) ?? []).map(draw),
  });
  const first = children.get(null) ?? [];
  return {
    effect: { text: review.effect?.text ?? review.title, small: '' },
    bones: categories.map((id) => ({
      id,
      title: boneTitles[id],
      causes: first.filter(({ category }) => category === id).map(draw),
    })),
  };
}
