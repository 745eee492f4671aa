import type { MemberId } from '../../shared/domain/ids.ts';
import type { Room, RoomState } from './room-state.ts';
import { crowd } from './crowd.ts';
import { texts } from './said.ts';

const minute = 60_000;
const strip = (name: string) => (page: Room['console']) => page.getByRole('region', { name });

/** A second review, with sixty in the room: its clock runs down, over, and to the hard end. */
export const statesTime: readonly RoomState[] = [
  {
    id: 'check-in-sixty',
    shows: 'Sixty people check in.',
    seen: { audience: /60 of 6\d here/, console: '✓ Quorate.' },
    reach: async (room) => {
      await room.show(room.reviews.hour);
      await room.command(...crowd.map((member) => ({ type: 'attendee.arrive' as const, member: member as MemberId })));
    },
    leave: async (room) => {
      await room.key('s');
      await room.console.getByRole('heading', { name: 'Open' }).waitFor();
      await room.time.forward(3 * minute);
    },
  },
  {
    id: 'commitments',
    shows: 'What was promised last time, one at a time.',
    seen: {
      audience: /^Promised 1 of/,
      console: (page) => page.getByRole('heading', { name: 'Commitments' }),
    },
    reach: (room) => room.key('n'),
    leave: (room) => room.time.forward(5 * minute),
  },
  {
    id: 'warning',
    shows: 'Four fifths of the time box are used: the digits change their colour, and a word says so.',
    seen: { audience: 'nearly there', console: 'Gates of two ports refused tickets that were valid.' },
    only: 'audience',
    reach: async (room) => {
      await room.key('n');
      await room.console.getByRole('heading', { name: 'Facts' }).waitFor();
      await room.hands.say('Gates of two ports refused tickets that were valid.');
      await room.time.forward(21 * minute);
    },
  },
  {
    id: 'over',
    shows: 'Over time nothing locks: the clock counts up, and one question asks where the minutes go.',
    seen: { audience: 'where do the minutes go?', console: strip('Over time') },
    reach: (room) => room.time.forward(4 * minute + 42_000),
  },
  {
    id: 'extended',
    shows: 'Two more minutes, and in view of all whose minutes they were.',
    seen: { audience: /\+2 min, from/, console: (page) => page.getByRole('timer').or(page.getByText('of 27')) },
    only: 'audience',
    reach: (room) =>
      room.command({
        type: 'over.answer',
        extend: 40,
        park: 12,
        next: 8,
        decided: null,
        topic: { id: 'topic1', text: 'Gates that refused valid tickets' },
      }),
  },
  {
    id: 'over-again',
    shows: 'Over again: the second extension is one minute.',
    seen: { audience: 'Extend 1 min' },
    reach: (room) => room.time.forward(2 * minute),
  },
  {
    id: 'over-no-more',
    shows: 'Extended twice: no minutes are left to give.',
    seen: { audience: 'No extension', console: /no extension/ },
    only: 'audience',
    reach: async (room) => {
      await room.command({ type: 'meeting.extend' });
      await room.time.forward(2 * minute);
    },
  },
  {
    id: 'hard-end',
    shows: 'The hour is used up: what is left is kept, and the meeting stops to be resumed later.',
    seen: { audience: 'We stop here and resume later', console: 'Stop and resume later' },
    reach: (room) => room.time.forward(23 * minute),
  },
  {
    id: 'stopped',
    shows: 'Stopped, to be resumed another day; everything is kept.',
    seen: { audience: /clock stopped/, console: strip('Clock at rest') },
    only: 'audience',
    reach: (room) => room.command({ type: 'meeting.stop', reason: texts.stop }),
  },
];
