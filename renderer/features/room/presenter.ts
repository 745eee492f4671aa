import type { Review } from '../../../shared/domain/review/review.ts';
import type { ReviewCommand } from '../../../shared/domain/review/commands.ts';
import { roomStep } from '../../../shared/meeting/room-step.ts';
import { sendAt } from '../../state/room-send.ts';
import { changeRoom, readRoom } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';

/** A step of the clicker: through what is on the screen, past its end through the agenda. Going back asks why. */
export function present(room: RoomView, by: 1 | -1): void {
  const step = roomStep(room.review, readRoom(room.id), by);
  if (step.kind === 'show') changeRoom(room.id, step.chosen);
  else if (step.kind === 'next-item') void sendAt(room.id, 'meeting', nextFrom(room.review));
  else if (step.kind === 'back-to') changeRoom(room.id, { asking: { kind: 'return', item: step.item } });
}

export const toggleBlank = (review: string): void => changeRoom(review, { blank: !readRoom(review).blank });

/** On to the next item from the one that is seen here, so that two consoles at once skip none. */
export const nextFrom = ({ agenda }: Review): ReviewCommand => ({
  type: 'meeting.next',
  ...(agenda.current !== null && { from: agenda.current }),
});
