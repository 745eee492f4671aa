import type { Review } from '../../../shared/domain/review/review.ts';
import { Key } from '../../ui/key.tsx';

/** Letters that are the causes' own while Causes is worked on; the room's keys under them go with Shift there. */
export const lettersOfCauses: ReadonlySet<string> = new Set(['v', 's', 'l', 'g']);

/** The cap of a key of the room, as it is heard in the item that runs. */
export function RoomKey({ review, letter }: { readonly review: Review; readonly letter: string }) {
  const item = review.agenda.items.find((each) => each.id === review.agenda.current);
  const isTaken = item?.kind === 'causes' && lettersOfCauses.has(letter);
  return <Key>{isTaken ? `Shift ${letter.toUpperCase()}` : letter.toUpperCase()}</Key>;
}
