import { openElmo } from '../../../shared/domain/agenda/evolve-hands.ts';
import { openVote } from '../../../shared/domain/vote/vote.ts';
import { sendAt } from '../../state/room-send.ts';
import { changeRoom, keepDraft, readRoom, setFault, type Asking, type Panel } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { isTextField, type KeyBinding } from '../../ui/use-keys.ts';
import { focusEntryLine, nextAuthor } from './entry-line.tsx';
import { openAudience } from './open-audience.ts';
import { overQuestionNow } from './over-strip.tsx';
import { nextFrom, present, toggleBlank } from './presenter.ts';
import { giveTheWord } from './speaking-panel.tsx';
import { recordKeys } from './record-keys.ts';
import { lettersOfCauses } from './room-key.tsx';

type Hand = {
  readonly room: RoomView;
  readonly now: number;
  /** Takes the room's screen out of full screen. */
  readonly leave: () => void;
  /** Asks how big the room is. */
  readonly onSize: () => void;
  readonly ask: (asking: Asking) => void;
  readonly send: (command: Parameters<typeof sendAt>[2]) => void;
};

/** The keys that hold in every item of the meeting, by what they are for. `rest` is what the line asks for by itself. */
export function roomKeys(
  room: RoomView,
  now: number,
  rest: Asking,
  does: Pick<Hand, 'leave' | 'onSize'> & { readonly onHelp: () => void },
): readonly KeyBinding[] {
  const { id } = room;
  const hand: Hand = {
    room,
    now,
    leave: does.leave,
    onSize: does.onSize,
    ask: (asking) => {
      setFault('entry', null);
      changeRoom(id, { asking });
    },
    send: (command) => void sendAt(id, 'meeting', command),
  };
  return [
    ...inGroup('Agenda', agendaKeys(hand, rest)),
    ...inGroup('Clock', clockKeys(hand)),
    ...inGroup('The room’s hands', handKeys(hand)),
    ...inGroup('Who speaks, and notes', talkKeys(hand)),
    ...inGroup('Recording', recordKeys(room)),
    ...inGroup('The room’s screen', screenKeys(hand)),
    ...inGroup('Writing', writingKeys(hand, rest, does.onHelp)),
    ...beneathCauses(hand, rest),
  ];
}

/** In Causes some letters are the causes' own; the room's keys under them are there with Shift, in every item alike. */
function beneathCauses(hand: Hand, rest: Asking): readonly KeyBinding[] {
  const silent = rest.kind !== 'cause';
  const under = [...clockKeys(hand), ...handKeys(hand), ...talkKeys(hand)];
  return under.flatMap((binding) =>
    binding.shift === true || !lettersOfCauses.has(binding.key)
      ? []
      : [{ ...binding, shift: true, silent, group: 'The room’s keys in Causes' }],
  );
}

const inGroup = (group: string, keys: readonly KeyBinding[]): readonly KeyBinding[] =>
  keys.map((binding) => ({ ...binding, group }));

function agendaKeys({ room, ask, send }: Hand, rest: Asking): readonly KeyBinding[] {
  const { id, review } = room;
  const { agenda } = review;
  const before = agenda.items[agenda.items.findIndex((item) => item.id === agenda.current) - 1];
  const hold = () => {
    const { fact = '', idea = '' } = readRoom(id).drafts;
    if (rest.kind === 'fact' && fact !== '') {
      // An idea that was begun before is not typed over.
      keepDraft(id, 'idea', idea === '' ? fact : `${idea} · ${fact}`);
      keepDraft(id, 'fact', '');
    }
    ask({ kind: 'idea' });
  };
  return [
    { key: 'n', label: 'next item', run: () => send(nextFrom(room.review)) },
    ...(before === undefined
      ? []
      : [
          {
            key: 'b',
            shift: true,
            label: `back to ${before.title}`,
            run: () => ask({ kind: 'return', item: before.id }),
          },
        ]),
    { key: 'p', label: 'park', run: () => ask({ kind: 'park' }) },
    ...(review.phase === 'facts' ? [{ key: 'h', label: 'hold', run: hold }] : []),
  ];
}

function clockKeys({ room, ask, send }: Hand): readonly KeyBinding[] {
  const { agenda } = room.review;
  const gap = agenda.gaps.find((each) => each.answer === 'asked');
  const item = agenda.items.find((each) => each.id === agenda.current);
  return [
    {
      key: 'x',
      label: 'extend',
      run: () => send({ type: 'meeting.extend', ...(item !== undefined && { after: item.extensions }) }),
    },
    {
      key: 'm',
      label: 'minutes of this item',
      run: () => agenda.current !== null && ask({ kind: 'retime', item: agenda.current }),
    },
    agenda.pace.name === 'running'
      ? { key: 'k', label: 'pause the clock', run: () => ask({ kind: 'pause' }) }
      : { key: 'k', label: 'resume the clock', run: () => send({ type: 'meeting.resume' }) },
    { key: 'k', shift: true, label: 'stop and resume later', run: () => ask({ kind: 'stop' }) },
    ...(gap === undefined
      ? []
      : [{ key: 'g', label: 'leave the gap out', run: () => send({ type: 'gap.answer', gap: gap.id, count: false }) }]),
  ];
}

function handKeys({ room, now, ask }: Hand): readonly KeyBinding[] {
  const { id, review } = room;
  const vote = openVote(review.votes);
  const askEnough = async (): Promise<void> => {
    if (openElmo(review.agenda) === undefined && !(await sendAt(id, 'meeting', { type: 'elmo.call' }))) return;
    ask({ kind: 'elmo-hands' });
  };
  return [
    ...(overQuestionNow(room, now)?.kind === 'hands'
      ? [{ key: 'o', label: 'hands: extend, park or next', run: () => ask({ kind: 'over-hands' }) }]
      : []),
    { key: 'l', label: 'enough, let’s move on', run: () => void askEnough() },
    vote === undefined
      ? { key: 'v', label: 'vote', run: () => ask({ kind: 'vote' }) }
      : { key: 'v', label: 'hands of the vote', run: () => ask({ kind: 'vote-hands', vote: vote.id }) },
  ];
}

function talkKeys({ room }: Hand): readonly KeyBinding[] {
  const { id, state } = room;
  const toggle = (panel: Panel) => () => {
    const open = state.panel !== panel;
    changeRoom(id, { panel: open ? panel : null });
    if (!open) focusEntryLine();
  };
  return [
    { key: 'u', label: 'who speaks', run: () => nextAuthor(room) },
    { key: 'q', label: 'speaking queue', run: toggle('queue') },
    { key: 'y', label: 'next speaker', run: () => giveTheWord(room) },
    { key: 's', label: state.panel === 'notes' ? 'back from the notes' : 'notes', run: toggle('notes') },
    { key: 'i', shift: true, label: 'interview notes, for you alone', run: toggle('interviews') },
  ];
}

function screenKeys({ room, leave, onSize }: Hand): readonly KeyBinding[] {
  const { id, state } = room;
  const blank = { label: state.blank ? 'show the room' : 'blank the room', run: () => toggleBlank(id) };
  return [
    { key: '.', ...blank },
    { key: 'b', ...blank, label: `${blank.label}, as a clicker does` },
    {
      key: 'h',
      shift: true,
      label: state.head === true ? 'back from the head in words' : 'the head in words, for a photograph',
      run: () => changeRoom(id, { head: readRoom(id).head !== true }),
    },
    { key: 'a', label: 'audience window', run: () => openAudience(id) },
    {
      key: 'F5',
      label: 'audience window, as a clicker does',
      // A text field hears F1 and its like; a clicker is left alone there.
      run: () => !isTextField(document.activeElement) && openAudience(id),
    },
    { key: 'Escape', label: 'leave the full screen', run: leave },
    { key: 'PageDown', label: 'clicker: on', run: () => present(room, 1) },
    { key: 'PageUp', label: 'clicker: back', run: () => present(room, -1) },
    { key: 'a', shift: true, label: 'how big the room is', run: onSize },
  ];
}

function writingKeys({ room, send }: Hand, rest: Asking, onHelp: () => void): readonly KeyBinding[] {
  const { id } = room;
  const digits = rest.kind === 'fact' || rest.kind === 'hands' ? '0123456789' : '';
  return [
    { key: '/', label: 'write', run: focusEntryLine },
    ...(rest.kind === 'cause' ? [] : [{ key: 'Enter', label: 'write', run: focusEntryLine }]),
    ...Array.from(digits, (digit): KeyBinding => ({
      key: digit,
      label: 'write a time',
      silent: true,
      run: () => {
        const field = rest.kind;
        keepDraft(id, field, `${readRoom(id).drafts[field] ?? ''}${digit}`);
        focusEntryLine();
      },
    })),
    { key: 'z', mod: true, label: 'undo', run: () => send({ type: 'undo' }) },
    { key: 'z', mod: true, shift: true, label: 'redo', run: () => send({ type: 'redo' }) },
    { key: '?', label: 'all keys', run: onHelp },
  ];
}
