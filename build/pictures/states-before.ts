import type { MemberId } from '../../shared/domain/ids.ts';
import { sampleScript } from '../tour/script.ts';
import type { Room, RoomState } from './room-state.ts';
import { untouchedDraft } from './said.ts';

const arrive = (room: Room): Promise<void> =>
  room.command(
    ...sampleScript.present.map((member) => ({ type: 'attendee.arrive' as const, member: member as MemberId })),
  );

/** Until the clock runs. */
export const statesBefore: readonly RoomState[] = [
  {
    id: 'draft',
    shows: 'A review that nobody has prepared has no meeting yet; the console says what it lacks.',
    seen: { audience: 'not prepared yet', console: 'is still a draft' },
    reach: (room) => room.show(untouchedDraft),
  },
  {
    id: 'before-inquorate',
    shows: 'Before the start, with nobody checked in: what the quorum lacks stands under the roll.',
    seen: { audience: 'no quorum yet', console: 'No quorum yet' },
    only: 'audience',
    reach: (room) => room.show(sampleScript.draft ?? ''),
  },
  {
    id: 'start-inquorate',
    shows: 'Starting without a quorum asks for a reason, which the record keeps.',
    seen: { console: (page) => page.getByLabel('Why start without a quorum?') },
    reach: (room) => room.key('s'),
    leave: (room) => room.hands.press('Escape'),
  },
  {
    id: 'before-quorate',
    shows: 'Before the start, with every seat in the room.',
    seen: { audience: 'quorate', console: '✓ Quorate.' },
    only: 'audience',
    reach: arrive,
  },
  {
    id: 'open',
    shows: 'The meeting is open: the ground rules on the screen, who is here on the console.',
    seen: { audience: 'Ground rules', console: (page) => page.getByRole('heading', { name: 'Open' }) },
    reach: (room) => room.key('s'),
  },
  {
    id: 'commitments-none',
    shows: 'Nothing is open from an earlier review.',
    seen: {
      audience: 'Nothing is open from last time.',
      console: (page) => page.getByRole('heading', { name: 'Commitments' }),
    },
    only: 'audience',
    reach: (room) => room.key('n'),
  },
];
