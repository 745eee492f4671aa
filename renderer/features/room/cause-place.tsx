import type { Review } from '../../../shared/domain/review/review.ts';
import type { Asking } from '../../state/room-store.ts';
import styles from './entry-line.module.css';

type AskingCause = Asking & { readonly kind: 'cause' };

/** Where the cause being typed will hang. */
export function CausePlace({ review, asking }: { readonly review: Review; readonly asking: AskingCause }) {
  const above = review.causes.find((cause) => cause.id === asking.parent);
  const depth = above === undefined ? 'first level' : 'a level in';
  return <span className={styles['place']}>{depth}</span>;
}

/** One level in: below the cause it would have stood beside. */
export const levelIn = (asking: AskingCause): AskingCause => ({ kind: 'cause', parent: asking.after, after: null });

/** One level out: beside the cause it would have hung below; undefined on the first level. */
export function levelOut(review: Review, asking: AskingCause): AskingCause | undefined {
  const above = review.causes.find((cause) => cause.id === asking.parent);
  return above && { kind: 'cause', parent: above.parent, after: above.id };
}
