import type { ReviewId } from '../../shared/domain/ids.ts';
import type { ReviewCommand } from '../../shared/domain/review/commands.ts';
import { sendCommand } from './commands.ts';
import { forgetFaults, setFault } from './room-store.ts';

/**
 * Sends a command for a place of the room. A refusal stays at that place until the next try there, or until something
 * is carried out and may have answered it; true means it was carried out and is on the disk.
 */
export async function sendAt(review: string, place: string, command: ReviewCommand): Promise<boolean> {
  setFault(place, null);
  const answer = await sendCommand(review as ReviewId, command);
  if (answer.ok) forgetFaults();
  else setFault(place, answer.error);
  return answer.ok;
}
