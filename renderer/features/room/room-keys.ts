import { sendAt } from '../../state/room-send.ts';
import { changeRoom, keepDraft, readRoom, setFault, type Asking } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import type { KeyBinding } from '../../ui/use-keys.ts';
import { focusEntryLine, nextAuthor } from './entry-line.tsx';
import { openAudience } from './open-audience.ts';

/** The keys that hold in every item of the meeting. `rest` is what the line asks for by itself. */
export function useRoomKeys(room: RoomView, rest: Asking, onHelp: () => void): readonly KeyBinding[] {
  const { id, review, state } = room;
  const { agenda } = review;
  const ask = (asking: Asking) => {
    setFault('entry', null);
    changeRoom(id, { asking });
  };
  const index = agenda.items.findIndex((item) => item.id === agenda.current);
  const before = agenda.items[index - 1];
  const running = agenda.pace.name === 'running';
  const gap = agenda.gaps.find((each) => each.answer === 'asked');
  const hold = () => {
    const text = readRoom(id).drafts['fact'] ?? '';
    if (rest.kind === 'fact' && text !== '') {
      keepDraft(id, 'idea', text);
      keepDraft(id, 'fact', '');
    }
    ask({ kind: 'idea' });
  };
  const send = (command: Parameters<typeof sendAt>[2]) => void sendAt(id, 'meeting', command);
  const digits = rest.kind === 'fact' || rest.kind === 'hands' ? '0123456789' : '';
  return [
    { key: 'n', label: 'next item', run: () => send({ type: 'meeting.next' }) },
    ...(before === undefined
      ? []
      : [{ key: 'b', label: `back to ${before.title}`, run: () => ask({ kind: 'return', item: before.id }) }]),
    { key: 'p', label: 'park', run: () => ask({ kind: 'park' }) },
    ...(review.phase === 'facts' ? [{ key: 'h', label: 'hold', run: hold }] : []),
    { key: 'x', label: 'extend', run: () => send({ type: 'meeting.extend' }) },
    {
      key: 'm',
      label: 'minutes of this item',
      run: () => agenda.current !== null && ask({ kind: 'retime', item: agenda.current }),
    },
    running
      ? { key: 'k', label: 'pause the clock', run: () => ask({ kind: 'pause' }) }
      : { key: 'k', label: 'resume the clock', run: () => send({ type: 'meeting.resume' }) },
    { key: 'k', shift: true, label: 'stop and resume later', run: () => ask({ kind: 'stop' }) },
    ...(gap === undefined
      ? []
      : [{ key: 'g', label: 'leave the gap out', run: () => send({ type: 'gap.answer', gap: gap.id, count: false }) }]),
    { key: 'u', label: 'who speaks', run: () => nextAuthor(room) },
    {
      key: '.',
      label: state.blank ? 'show the room' : 'blank the room',
      run: () => changeRoom(id, { blank: !state.blank }),
    },
    { key: 'a', label: 'audience window', run: () => openAudience(id) },
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
