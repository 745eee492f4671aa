import type { CallFault } from '../../shared/contract/procedures.ts';
import type { MemberId, ReviewId } from '../../shared/domain/ids.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { ActionReading } from '../../shared/projections/actions-board.ts';
import { call } from '../host/client.ts';
import { newId, sendCommand } from './commands.ts';

/** What is filled in for a move; a field that a move does not ask for stays empty. */
export type MoveDraft = { readonly words: string; readonly day: string; readonly owner: string };
export const blankMove: MoveDraft = { words: '', day: '', owner: '' };

type Sent = Promise<Result<object, CallFault>>;

/** One thing that can become of an action item after its review: what is asked for it, and how it is sent. */
export type Move = {
  readonly name: 'done' | 'declined' | 'redate' | 'hand-over' | 'reopen' | 'drop' | 'keep' | 'take-up';
  /** A key of its own while the item is the chosen one. */
  readonly key: string;
  readonly label: string;
  /** Label of the words that it needs. */
  readonly words: string;
  /** Label of the day that it needs; null where it needs none. */
  readonly day: string | null;
  readonly needsOwner: boolean;
  send(draft: MoveDraft): Sent;
};

/** The moves that are open to an item; `room` is the review in whose meeting it is asked, null outside of one. */
export function movesOf(reading: ActionReading, room: string | null): readonly Move[] {
  const item = { review: reading.review as ReviewId, action: reading.action };
  if (reading.kind === 'idea') return reading.column === 'idea' ? ideaMoves(reading, item, room) : [];
  if (reading.column !== 'committed' && reading.column !== 'overdue') return [reopen(item)];
  return [
    {
      ...asksWords('done', 'd', 'done', 'What shows that it is done'),
      send: ({ words }) => call('commitment.settle', { ...item, outcome: 'done', note: words }),
    },
    {
      ...asksWords('declined', 'c', 'declined', 'Why it will not be done'),
      send: ({ words }) => call('commitment.settle', { ...item, outcome: 'declined', note: words }),
    },
    {
      ...asksWords('redate', 'o', 'still open, new date', 'Why it takes longer'),
      day: 'Due',
      send: ({ words, day }) => call('commitment.redate', { ...item, due: day, reason: words }),
    },
    {
      ...asksWords('hand-over', 'w', 'another owner', 'Why it changes hands'),
      needsOwner: true,
      send: ({ words, owner }) => call('commitment.hand-over', { ...item, owner, reason: words }),
    },
  ];
}

type Item = { readonly review: ReviewId; readonly action: string };

const asksWords = (name: Move['name'], key: string, label: string, words: string) => ({
  name,
  key,
  label,
  words,
  day: null,
  needsOwner: false,
});

const reopen = (item: Item): Move => ({
  ...asksWords('reopen', 'o', 'reopen', 'Why it is open again'),
  send: ({ words }) => call('commitment.reopen', { ...item, reason: words }),
});

function ideaMoves(reading: ActionReading, item: Item, room: string | null): readonly Move[] {
  const settle = (outcome: 'dropped' | 'kept' | 'taken-up', reason: string, until: string | null): Sent =>
    call('idea.settle', { ...item, outcome, reason, until, into: outcome === 'taken-up' ? room : null });
  return [
    ...(room === null ? [] : [takeUp(reading, room, (words) => settle('taken-up', words, null))]),
    {
      ...asksWords('keep', 'o', 'look again later', 'Why it is kept'),
      day: 'Look again',
      send: ({ words, day }) => settle('kept', words, day),
    },
    { ...asksWords('drop', 'c', 'drop', 'Why it is dropped'), send: ({ words }) => settle('dropped', words, null) },
  ];
}

/** Noted in this review first: should the second step fail, the idea is there twice, and never nowhere. */
const takeUp = (reading: ActionReading, room: string, settle: (words: string) => Sent): Move => ({
  ...asksWords('take-up', 't', 'take up in this review', 'Why now'),
  send: async ({ words, owner }) => {
    if (owner === '') return err({ code: 'no-author', message: 'Nobody is checked in who could take it up.' });
    const noted = await sendCommand(room as ReviewId, {
      type: 'action.note',
      id: newId(),
      text: reading.text,
      author: owner as MemberId,
      causes: [],
    });
    if (!noted.ok) return noted;
    const settled = await settle(words);
    return settled.ok ? ok({}) : settled;
  },
});
