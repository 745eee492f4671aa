import { boneTitles } from '../../../shared/canvas/bone-titles.ts';
import type { Category } from '../../../shared/domain/cause/cause.ts';
import type { CommandOf } from '../../../shared/domain/review/commands.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { boneAfter, siblingsAt } from '../../../shared/meeting/outline.ts';
import type { Asking } from '../../state/room-store.ts';
import styles from './entry-line.module.css';

export type AskingCause = Asking & { readonly kind: 'cause' };

/** Where the cause being typed will hang: on which bone, and below which cause. */
export function CausePlace({ review, asking }: { readonly review: Review; readonly asking: AskingCause }) {
  const above = review.causes.find((cause) => cause.id === asking.parent);
  return (
    <span className={styles['place']} aria-live="polite">
      {boneTitles[boneOf(review, asking)]}
      {above !== undefined && ` · below “${above.text}”`}
    </span>
  );
}

/** The bone it will hang on: that of the cause above or before it, else the one that was chosen, else the first. */
export function boneOf({ causes }: Pick<Review, 'causes'>, { parent, after, bone }: AskingCause): Category {
  const beside = causes.find((cause) => cause.id === (parent ?? after));
  return (parent === null ? bone : undefined) ?? beside?.category ?? bone ?? 'change';
}

/** The command's place: right after the cause it is typed beside. */
export function proposeAt(
  { causes }: Pick<Review, 'causes'>,
  asking: AskingCause,
): Pick<CommandOf<'cause.propose'>, 'type' | 'parent' | 'category' | 'before'> {
  const category = boneOf({ causes }, asking);
  const siblings = siblingsAt(causes, asking.parent, category);
  const index = siblings.findIndex((cause) => cause.id === asking.after);
  const before = index === -1 ? null : (siblings[index + 1]?.id ?? null);
  return { type: 'cause.propose', parent: asking.parent, category, before };
}

/** Beside the cause that was just added. */
export const placeBeside = (asking: AskingCause, added: string): AskingCause => ({ ...asking, after: added });

/** One level in: below a cause, on its bone. */
export const placeBelow = (review: Pick<Review, 'causes'>, asking: AskingCause, cause: string): AskingCause => ({
  kind: 'cause',
  parent: cause,
  after: null,
  bone: boneOf(review, asking),
});

/** One level out: beside the cause it would have hung below; undefined on the first level. */
export function placeOut({ causes }: Pick<Review, 'causes'>, asking: AskingCause): AskingCause | undefined {
  if (asking.parent === null) return undefined;
  const above = causes.find((cause) => cause.id === asking.parent);
  return { kind: 'cause', parent: above?.parent ?? null, after: asking.parent, bone: boneOf({ causes }, asking) };
}

/** At the end of the next bone. */
export function placeOnNextBone({ causes }: Pick<Review, 'causes'>, asking: AskingCause): AskingCause {
  const bone = boneAfter(boneOf({ causes }, asking));
  return { kind: 'cause', parent: null, after: siblingsAt(causes, null, bone).at(-1)?.id ?? null, bone };
}
