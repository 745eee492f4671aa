import { isAgainstVerdict, type Canvas } from '../../../shared/domain/cause/triage.ts';
import { sendAt } from '../../state/room-send.ts';
import { changeRoom } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';

/** Opens a canvas; where the answers speak against it, the line asks for the reason first (M4.1). */
export function openCanvas({ id, review }: RoomView, canvas: Canvas): void {
  const asksReason = review.governance.causes !== undefined && isAgainstVerdict(review.triage, canvas);
  if (asksReason) changeRoom(id, { asking: { kind: 'canvas', canvas } });
  else void sendAt(id, 'causes', { type: 'canvas.open', canvas, reason: null });
}

/** The canvas that is not open; the fishbone while none is. */
export const otherCanvas = ({ review }: RoomView): Canvas =>
  review.triage.canvas === 'fishbone' ? 'five-whys' : 'fishbone';

export const openOtherCanvas = (room: RoomView): void => openCanvas(room, otherCanvas(room));
