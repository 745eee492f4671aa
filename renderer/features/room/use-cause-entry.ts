import { useEffect, useRef } from 'react';
import type { Locator } from '../../../shared/domain/claim/claim.ts';
import type { MemberId } from '../../../shared/domain/ids.ts';
import { newId } from '../../state/commands.ts';
import { sendAt } from '../../state/room-send.ts';
import { changeRoom, keepDraft, readRoom, type Asking } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { placeBelow, placeBeside, placeOut, proposeAt, type AskingCause } from './cause-place.tsx';
import { keptAsWritten } from '../../state/kept-as-written.ts';

/** Where the line goes on after a cause was added: beside it, below it, or beside the one above it. */
export type Going = 'beside' | 'in' | 'out';

export type CauseSaid = {
  readonly text: string;
  readonly asking: AskingCause;
  readonly going: Going;
  /** What shows it, attached in the same stroke; null adds it as a hypothesis. */
  readonly locator: Exclude<Locator, { type: 'testimony' }> | null;
  /** Why its words are kept as written. */
  readonly kept?: string | undefined;
};

const field = 'cause';
/** What was sent and not yet answered: after a crash it is on the line again. */
const unanswered = 'cause unanswered';

/**
 * Adds what was typed and frees the line at once for the next one; they are carried out in the order they were typed. What
 * is refused comes back to the line, before what was typed since.
 */
export function useCauseEntry(room: RoomView): (said: CauseSaid) => void {
  const last = useRef<Promise<void>>(Promise.resolve());
  useUnanswered(room);
  const carryOut = async (id: string, said: CauseSaid): Promise<void> => {
    const author = (room.author ?? '') as MemberId;
    const proposed = { ...proposeAt(room.review, said.asking), id, text: said.text, author };
    const command = said.kept === undefined ? proposed : keptAsWritten(proposed, said.kept);
    const sent = await sendAt(room.id, 'entry', command);
    if (readRoom(room.id).drafts[unanswered] === said.text) keepDraft(room.id, unanswered, '');
    if (!sent) return takeBack(room.id, said);
    changeRoom(room.id, { cause: id });
    if (said.locator !== null) await attachTo(room.id, id, said.locator);
  };
  return (said) => {
    const id = newId();
    keepDraft(room.id, field, '');
    keepDraft(room.id, unanswered, said.text);
    changeRoom(room.id, { asking: placeAfter(room, said, id) });
    last.current = last.current.then(() => carryOut(id, said));
  };
}

function placeAfter({ review }: RoomView, { asking, going }: CauseSaid, added: string): Asking {
  if (going === 'in') return placeBelow(review, asking, added);
  return (going === 'out' ? placeOut(review, asking) : undefined) ?? placeBeside(asking, added);
}

function takeBack(room: string, { text, asking }: CauseSaid): void {
  const typed = readRoom(room).drafts[field] ?? '';
  keepDraft(room, field, typed === '' ? text : `${text} ${typed}`);
  changeRoom(room, { asking });
}

/** Evidence that is more than testimony carries the cause: it is supported in the same breath. */
async function attachTo(room: string, cause: string, locator: NonNullable<CauseSaid['locator']>): Promise<void> {
  const attached = await sendAt(room, 'causes', {
    type: 'evidence.attach',
    id: newId(),
    target: { kind: 'cause', id: cause },
    locator,
    bearing: 'supports',
  });
  if (attached) await sendAt(room, 'causes', { type: 'cause.support', cause });
}

/** A window that went away before the answer came: what it said is put back, unless it was carried out after all. */
function useUnanswered({ id, review }: RoomView): void {
  const { causes } = review;
  const looked = useRef(false);
  useEffect(() => {
    if (looked.current) return;
    looked.current = true;
    const { [unanswered]: text = '', [field]: typed = '' } = readRoom(id).drafts;
    if (text === '') return;
    keepDraft(id, unanswered, '');
    if (!causes.some((cause) => cause.text === text)) keepDraft(id, field, typed === '' ? text : `${text} ${typed}`);
  }, [id, causes]);
}
