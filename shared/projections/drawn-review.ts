import { boneTitles } from '../canvas/bone-titles.ts';
import type { DrawnCause, DrawnGraph } from '../canvas/drawn-graph.ts';
import { childrenByParent } from '../domain/cause/cause-graph.ts';
import { categories } from '../domain/cause/cause.ts';
import type { Review } from '../domain/review/review.ts';
import { causeCanvasText, outlineRows } from '../meeting/outline.ts';

/**
 * A review's causes as its canvases, exports and record draw them: every bone in its order, with or without causes, and
 * nothing below a folded cause.
 */
export function reviewToDrawn(
  review: Pick<Review, 'causes' | 'effect' | 'title'>,
  folded: ReadonlySet<string> = new Set(),
): DrawnGraph {
  const children = childrenByParent(review.causes);
  const drawn = new Map<string, DrawnCause>();
  const below = (id: string | null): readonly DrawnCause[] =>
    (children.get(id) ?? []).flatMap((child) => drawn.get(child.id) ?? []);
  // From the last row back, so that whatever hangs below a cause is drawn before it, however deep it hangs.
  for (const { cause, expanded, children: hidden } of outlineRows(review.causes, folded).toReversed())
    drawn.set(cause.id, {
      id: cause.id,
      text: cause.text,
      state: cause.state.name,
      small: causeCanvasText(cause, hidden, expanded),
      kind: cause.kind,
      gate: cause.gate,
      links: cause.links,
      children: expanded ? below(cause.id) : [],
    });
  return {
    effect: { text: review.effect?.text ?? review.title, small: '' },
    bones: categories.map((id) => ({
      id,
      title: boneTitles[id],
      causes: (children.get(null) ?? []).flatMap((cause) => (cause.category === id ? (drawn.get(cause.id) ?? []) : [])),
    })),
  };
}
