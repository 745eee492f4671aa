import type { MemberId } from '../../shared/domain/ids.ts';
import { sampleScript } from '../tour/script.ts';
import type { Room, RoomState } from './room-state.ts';
import { texts } from './said.ts';

const [deployed, instances, timetables] = sampleScript.facts;
const spoken = (text: string): string => text.replace(/^\d\d:\d\d /, '');

async function say(room: Room, text: string): Promise<void> {
  await room.console.bringToFront();
  await room.hands.say(text);
  await room.console.getByText(spoken(text), { exact: true }).first().waitFor();
}

async function attach(room: Room, piece: RegExp): Promise<void> {
  await room.key('e');
  await room.hands.attach(piece);
}

/** Facts as they are said, and the talk around them. */
export const statesFacts: readonly RoomState[] = [
  {
    id: 'facts-none',
    shows: 'Facts, and none was said yet.',
    seen: { audience: 'What happened, in order, with what shows it?', console: 'No fact yet.' },
    only: 'audience',
    reach: (room) => room.key('n'),
  },
  {
    id: 'fact-unsupported',
    shows: 'A fact without evidence stays marked as unsupported.',
    seen: { audience: /no evidence/ },
    reach: (room) => say(room, timetables?.text ?? ''),
  },
  {
    id: 'evidence-picker',
    shows: 'The package as a list to attach evidence from, by keys alone.',
    seen: { console: (page) => page.getByRole('listbox') },
    reach: async (room) => {
      await say(room, deployed?.text ?? '');
      await room.key('e');
    },
    leave: (room) => room.hands.press('Escape'),
  },
  {
    id: 'fact-evidence',
    shows: 'A fact with the row that shows it.',
    seen: { audience: spoken(deployed?.text ?? ''), console: spoken(deployed?.text ?? '') },
    only: 'audience',
    reach: (room) => attach(room, deployed?.evidence ?? /./),
  },
  {
    id: 'fact-chart',
    shows: 'A fact over the metric that shows it, with its usual range.',
    seen: { audience: (page) => page.locator('svg'), console: spoken(instances?.text ?? '') },
    only: 'audience',
    reach: async (room) => {
      await say(room, instances?.text ?? '');
      await attach(room, /p95|latency/i);
    },
  },
  {
    id: 'fact-long',
    shows: 'A fact of 300 characters, whole and readable from the back.',
    seen: { audience: /The new default of the node pool/ },
    reach: (room) => say(room, texts.long),
  },
  {
    id: 'fact-unbroken',
    shows: 'A name without a blank to break it at.',
    seen: { audience: /eu-north-quay/ },
    reach: (room) => say(room, texts.unbroken),
  },
  {
    id: 'fact-rtl',
    shows: 'A fact in a script that runs from right to left.',
    seen: { audience: texts.rtl, console: texts.rtl },
    reach: (room) => say(room, texts.rtl),
  },
  {
    id: 'idea-held',
    shows: 'A cause offered early is held, sealed until Causes: only that there is one can be seen.',
    seen: { console: /1 idea held/ },
    unseen: { audience: sampleScript.idea, console: sampleScript.idea },
    reach: async (room) => {
      await room.key('h');
      await room.hands.say(sampleScript.idea);
    },
  },
  {
    id: 'wording-hint',
    shows: 'Words that lay blame on a person: the rule, and the same said of the system.',
    seen: { console: (page) => page.locator('[id*=wording]').filter({ hasText: /\w/ }) },
    unseen: { audience: texts.blame },
    reach: async (room) => {
      await room.console.bringToFront();
      await room.console.locator('#entry-line').fill(texts.blame);
    },
    leave: (room) => room.console.locator('#entry-line').fill(''),
  },
  {
    id: 'facilitator-warning',
    shows: 'The facilitator is about to author a fact and is asked once more.',
    seen: { console: 'The facilitator is about to say this' },
    reach: async (room) => {
      await room.console.getByLabel('Who speaks', { exact: true }).selectOption(sampleScript.facilitator);
      await room.console.locator('#entry-line').fill('The drain took eleven minutes for each node.');
      await room.console.locator('#entry-line').press('Enter');
    },
    leave: async (room) => {
      await room.hands.press('Escape');
      await room.console.locator('#entry-line').fill('');
      await room.console.getByLabel('Who speaks', { exact: true }).selectOption(sampleScript.present[0] ?? '');
    },
  },
  {
    id: 'notes',
    shows: 'The scribe’s lines beside the facts.',
    seen: { console: (page) => page.getByRole('region', { name: 'Notes' }) },
    unseen: { audience: 'the graph of both versions was shown' },
    reach: async (room) => {
      const author = 'ops-04' as MemberId;
      await room.command(
        { type: 'note.take', id: 'note1', author, text: 'the graph of both versions was shown' },
        { type: 'note.take', id: 'note2', author, text: 'ops will bring the drain’s log to Causes' },
      );
      await room.key('s');
    },
    leave: (room) => room.key('s'),
  },
  {
    id: 'speaking-queue',
    shows: 'Who has the word and who is next; the console alone sees who else waits.',
    seen: { audience: /speaks, then/, console: 'Speaking queue' },
    reach: async (room) => {
      await room.key('q');
      for (const typed of ['1', 'ops', '3']) {
        await room.console.keyboard.type(typed);
        await room.console.keyboard.press('Enter');
      }
      await room.key('y');
    },
    leave: async (room) => {
      await room.key('q');
      for (let turn = 0; turn < 3; turn += 1) await room.key('y');
    },
  },
  {
    id: 'interview-notes',
    shows: 'What the facilitator heard before the meeting, for the facilitator alone.',
    seen: { console: (page) => page.getByRole('region', { name: 'Interview notes' }) },
    unseen: { audience: /interview/i },
    reach: (room) => room.key('Shift+I'),
    leave: (room) => room.hands.press('Escape'),
  },
  {
    id: 'guide',
    shows: 'The guide beside the work on the console; the room’s screen never shows it.',
    seen: { audience: texts.rtl, console: (page) => page.getByLabel('Another section') },
    unseen: { audience: 'Guide' },
    reach: (room) => room.key('F1'),
    leave: (room) => room.hands.press('Escape'),
  },
  {
    id: 'key-help',
    shows: 'Every key that is heard now, in groups.',
    seen: { console: (page) => page.getByRole('dialog', { name: 'All keys' }) },
    reach: (room) => room.key('?'),
    leave: (room) => room.hands.press('Escape'),
  },
  {
    id: 'parking',
    shows: 'A topic is parked by one key; the line says that it will need an exit.',
    seen: { console: (page) => page.getByLabel('Park a topic') },
    reach: (room) => room.key('p'),
    leave: async (room) => {
      await room.hands.say(texts.parked);
      await room.hands.see(/1 parked/);
    },
  },
];
