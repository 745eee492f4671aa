import { ownerInRoom } from '../../../shared/meeting/people.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { openBefore, readActions } from '../../../shared/projections/actions-board.ts';
import { useNow } from '../../state/room-now.ts';
import { useReviews } from '../../store/review-hooks.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { countOf } from '../../ui/format-number.ts';
import { formatDayText, toDayText } from '../../ui/format-time.ts';
import { AudienceSays } from './audience-words.tsx';

type Props = {
  readonly review: Review;
  /** The one that the console points at, `<review>/<action>`; the first one while it points at none. */
  readonly commitment: string | null;
};

/** What was promised last time, one at a time. */
export function AudienceCommitments({ review, commitment }: Props) {
  const reviews = useReviews();
  const workspace = useWorkspace();
  const now = useNow();
  if (reviews === undefined || workspace === undefined)
    return <AudienceSays small="Last commitments" text="What did we promise, and what became of it?" />;
  const services = [review.service, ...review.governance.joined.map(({ service }) => service)];
  const all = readActions(
    reviews.map((each) => each.review),
    workspace,
    toDayText(now, review.zone),
  );
  const open = openBefore(all, review.id, services);
  const shown = open.find(({ key }) => key === commitment) ?? open[0];
  if (shown === undefined) return <AudienceSays small="Last commitments" text="Nothing is open from last time." />;
  const place = `${open.indexOf(shown) + 1} of ${open.length}`;
  const small =
    shown.kind === 'idea'
      ? `Idea ${place} · look again`
      : `Promised ${place} · ${ownerInRoom(review, workspace, shown.owner)} · ${
          shown.daysLeft < 0 ? `${countOf(-shown.daysLeft, 'day')} over` : `by ${formatDayText(shown.due)}`
        }`;
  return <AudienceSays small={small} text={shown.text} />;
}
