import { sampleScript } from '../tour/script.ts';
import type { RoomState } from './room-state.ts';
import { vote } from './said.ts';

/** For how long an answer stays on the room's screen, and a little more, ms. */
const afterNews = 41_000;

/** What the room is asked by show of hands. */
export const statesHands: readonly RoomState[] = [
  {
    id: 'elmo',
    shows: '“Enough, let’s move on?” fills the screen, and nobody is named as asking.',
    seen: { audience: 'Enough, let’s move on?', console: 'The room is asked: enough, let’s move on?' },
    reach: (room) => room.command({ type: 'elmo.call' }),
  },
  {
    id: 'elmo-stays',
    shows: 'Less than half would move on: the room goes on with this.',
    seen: { audience: 'We go on with this.' },
    reach: (room) =>
      room.command({
        type: 'elmo.answer',
        inFavour: 1,
        against: 3,
        onto: 'next',
        topic: { id: 'topic0', text: 'The drain of the nodes' },
      }),
    leave: (room) => room.time.forward(afterNews),
  },
  {
    id: 'vote-open',
    shows: 'A question with its answers, and nobody has counted yet.',
    seen: { audience: vote.question, console: (page) => page.getByRole('region', { name: 'Vote' }) },
    reach: (room) => room.command({ type: 'vote.open', ...vote, options: [...vote.options] }),
  },
  {
    id: 'vote-counted',
    shows: 'The hands of each answer, with the most first in sight; nobody is told by name.',
    seen: { audience: /4 of 4 voted/ },
    reach: (room) => room.command({ type: 'vote.count', vote: vote.id, hands: [0, 3, 1] }),
    leave: (room) => room.time.forward(afterNews),
  },
  {
    id: 'refusal',
    shows: 'A refusal stands where it was typed, with its rule and the way on.',
    seen: { console: (page) => page.getByRole('alert').filter({ hasText: 'M1.5' }) },
    reach: async (room) => {
      await room.key('v');
      await room.hands.say('Once more? yes / yes');
    },
    leave: (room) => room.hands.press('Escape'),
  },
  {
    id: 'blank',
    shows: 'The room’s screen is blank for privacy; the console says so.',
    seen: {
      audience: (page) => page.locator('main[aria-label=Blank]'),
      console: 'The room’s screen is blank. Press . to show it again',
    },
    reach: (room) => room.key('.'),
    leave: (room) => room.key('.'),
  },
  {
    id: 'paused',
    shows: 'The clock rests, and both windows say why.',
    seen: { audience: /clock paused/, console: (page) => page.getByRole('region', { name: 'Clock at rest' }) },
    reach: (room) => room.command({ type: 'meeting.pause', reason: 'Somebody is at the door.' }),
    leave: (room) => room.command({ type: 'meeting.resume' }),
  },
  {
    id: 'gap',
    shows: 'The machine slept: the gap is left out until the facilitator says that it counts.',
    seen: { console: (page) => page.getByRole('region', { name: 'Gap in time' }) },
    reach: (room) => room.time.sleep(40 * 60_000),
    leave: (room) => room.key('g'),
  },
  {
    id: 'agree',
    shows: 'Do we agree on the facts? One question, one show of hands.',
    seen: {
      audience: 'Do we agree that this is what happened?',
      console: (page) => page.getByLabel(/^Hands for these facts/),
    },
    only: 'audience',
    reach: (room) => room.key('n'),
  },
  {
    id: 'agree-refused',
    shows: 'Going on without the room’s agreement is refused, with its rule and the way on.',
    seen: { console: (page) => page.getByRole('alert').filter({ hasText: 'M3.1' }) },
    reach: (room) => room.key('n'),
  },
  {
    id: 'agreed',
    shows: 'The room agreed on the facts.',
    seen: { audience: 'We agree that this is what happened.', console: /agreed at/ },
    only: 'audience',
    reach: (room) => room.hands.say(String(sampleScript.present.length)),
  },
];
