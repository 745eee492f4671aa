import type { MemberId } from '../../shared/domain/ids.ts';
import { answerTriage, classAs } from '../tour/causes.ts';
import { sampleScript } from '../tour/script.ts';
import type { RoomState } from './room-state.ts';
import { actions, causes, texts } from './said.ts';

const author = 'ops-04' as MemberId;
const afterNews = 41_000;

/** From the causes to the end. */
export const statesCauses: readonly RoomState[] = [
  {
    id: 'held-ideas',
    shows: 'Causes begin with three questions; the ideas that were held are opened on the console.',
    seen: { audience: 'Three questions before we draw', console: sampleScript.idea },
    reach: (room) => room.key('n'),
  },
  {
    id: 'cause-hypothesis',
    shows: 'A held idea is taken up and is a hypothesis until evidence carries it.',
    seen: { audience: sampleScript.idea },
    reach: async (room) => {
      await answerTriage(room.hands);
      await room.console.getByRole('button', { name: 'Take it up' }).click();
      await room.console.getByRole('treeitem').first().click();
    },
  },
  {
    id: 'cause-supported',
    shows: 'With evidence that is more than testimony it is supported.',
    seen: { audience: /supported/, console: (page) => page.getByRole('treeitem', { name: /supported/ }) },
    only: 'audience',
    reach: async (room) => {
      await room.key('e');
      await room.hands.attach(sampleScript.causeEvidence[0] ?? /runtime/);
      await room.key('2');
      await classAs(room.hands, sampleScript.cause.class);
    },
  },
  {
    id: 'causes',
    shows:
      'The fishbone with causes in their states: supported, hypothesis, and rejected, which stays visible, struck through.',
    seen: { audience: /1 rejected/, console: (page) => page.getByRole('treeitem', { name: /rejected/ }) },
    reach: (room) =>
      room.command(...causes.map((cause) => ({ type: 'cause.propose' as const, ...cause, author })), {
        type: 'cause.reject',
        cause: 'cause4',
        reason: 'no event in the window',
      }),
  },
  {
    id: 'cause-long',
    shows: 'A long cause has the screen for itself.',
    seen: { audience: /The new default of the node pool/, console: /The new default of the node pool/ },
    only: 'audience',
    reach: async (room) => {
      await room.command({
        type: 'cause.propose',
        id: 'cause5',
        text: texts.long,
        author,
        parent: null,
        category: 'configuration',
      });
      await room.console.getByRole('treeitem', { name: /The new default/ }).click();
    },
  },
  {
    id: 'actions-none',
    shows: 'Actions, and none was said yet.',
    seen: { audience: 'What will be done, by whom, by when?' },
    reach: (room) => room.key('n'),
  },
  {
    id: 'actions',
    shows: 'An action with owner, date and criterion is a commitment; the other is an idea, looked at again.',
    seen: { audience: /··· idea/, console: actions[1].text },
    reach: (room) =>
      room.command(...actions.map(({ id, text }) => ({ type: 'action.note' as const, id, text, author, causes: [] })), {
        type: 'action.commit',
        action: actions[0].id,
        owner: actions[0].owner,
        due: '2026-12-15',
        criterion: {
          kind: 'metric',
          comparator: '<=',
          ...sampleScript.criterion,
          value: Number(sampleScript.criterion.value),
        },
      }),
  },
  {
    id: 'committing',
    shows: 'An idea becomes a commitment only when it is complete; what is missing is named where it is missing.',
    seen: { console: (page) => page.getByLabel(/^Owner/) },
    reach: async (room) => {
      await room.key('c');
      await room.console.getByRole('button', { name: 'Commit', exact: true }).click();
      await room.hands.refusal('M3.4');
    },
    leave: (room) => room.console.getByRole('button', { name: 'Not yet' }).click(),
  },
  {
    id: 'decision-form',
    shows: 'A decision with its options, the facts it rests on and who saw it otherwise.',
    seen: { console: (page) => page.getByLabel('What is to be decided?') },
    reach: (room) => room.key('d'),
    leave: (room) => room.console.getByRole('button', { name: 'Later' }).click(),
  },
  {
    id: 'decision',
    shows: 'A decision with its reason; the voice against it is kept.',
    seen: { audience: /1 voice against/, console: 'Which word does the pipeline use from now on?' },
    only: 'audience',
    reach: (room) =>
      room.command({
        type: 'decision.make',
        id: 'decision1',
        question: 'Which word does the pipeline use from now on?',
        options: ['finished', 'handed over', 'nothing, until the last instance runs it'],
        choice: 1,
        rationale: 'It is true at that moment, and nobody reads it as the end.',
        evidence: [],
        dissent: [{ by: 'prod-01', words: 'Passengers care for the end alone.' }],
        decider: 'rel-03' as MemberId,
        vote: null,
      }),
    leave: (room) => room.time.forward(afterNews),
  },
  {
    id: 'sign-open',
    shows: 'Before closing: a parked topic still needs its exit.',
    seen: { audience: /1 still open/, console: /One issue is open/ },
    reach: (room) => room.key('n'),
  },
  {
    id: 'sign-ready',
    shows: 'Everything has an exit; one sentence closes the review.',
    seen: { audience: 'Everything has an exit', console: /Nothing is open/ },
    only: 'audience',
    reach: async (room) => {
      const { console: page } = room;
      await page.getByLabel(/^Exit/).selectOption('park');
      await page.getByLabel(/^Until/).fill('2026-12-20');
      await page.getByRole('button', { name: 'Give it this exit' }).click();
    },
  },
  {
    id: 'closed',
    shows: 'Closed: what was found, and where the time went.',
    seen: { audience: sampleScript.summary, console: (page) => page.getByRole('link', { name: 'To the record' }) },
    reach: (room) => room.hands.say(sampleScript.summary),
  },
];
