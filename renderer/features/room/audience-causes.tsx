import type { Review } from '../../../shared/domain/review/review.ts';
import type { RoomFocus } from '../../state/room-focus.ts';
import { AudienceCauseLines } from './audience-cause-lines.tsx';
import { AudienceNoCause, AudienceTriage } from './audience-triage.tsx';

/**
 * What the room sees in Causes while nothing is drawn: the three questions, what they came to while no cause is there
 * yet, else the outline. Drafts are not in the review, so they cannot be seen.
 */
export function AudienceCauses({ review, focus }: { readonly review: Review; readonly focus: RoomFocus }) {
  const { causes, triage, governance } = review;
  if (causes.length > 0) return <AudienceCauseLines review={review} focus={focus} />;
  const isTriaged = governance.causes === undefined || (triage.answers !== null && triage.canvas !== null);
  return isTriaged ? <AudienceNoCause review={review} /> : <AudienceTriage review={review} />;
}
