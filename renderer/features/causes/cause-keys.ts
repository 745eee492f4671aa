import { gates, type Cause, type Category } from '../../../shared/domain/cause/cause.ts';
import { boneAfter, keyMove } from '../../../shared/meeting/outline.ts';
import type { CommandOf } from '../../../shared/domain/review/commands.ts';
import { sendAt } from '../../state/room-send.ts';
import { changeRoom, setFault, type Aiming, type Asking } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import type { KeyBinding } from '../../ui/use-keys.ts';
import { openOtherCanvas } from './open-canvas.ts';

export const treeSelector = '[role="tree"]';

/** The keys that write, move and judge, for the chosen cause. Each is one stroke; with Alt they hold while a line is typed. */
export function causeKeys(room: RoomView, current: Cause | undefined): readonly KeyBinding[] {
  const { id } = room;
  const ask = (asking: Asking) => {
    setFault('entry', null);
    changeRoom(id, { asking });
  };
  const always: readonly KeyBinding[] = [
    {
      key: 'Enter',
      label: 'sibling',
      run: () => ask({ kind: 'cause', parent: current?.parent ?? null, after: current?.id ?? null }),
    },
    {
      key: 'w',
      label: room.review.triage.canvas === 'fishbone' ? '5 Whys view' : 'Fishbone view',
      run: () => openOtherCanvas(room),
    },
    { key: 'h', label: 'what is to be explained', run: () => ask({ kind: 'effect' }) },
    ...listKeys(room),
  ];
  return current === undefined
    ? always
    : [...always, ...placeKeys(room, current, ask), ...judgeKeys(room, current, ask)];
}

function listKeys({ review }: RoomView): readonly KeyBinding[] {
  const into = (list: string) => () => {
    const place = document.querySelector<HTMLElement>(`[data-list="${list}"]`);
    if (place instanceof HTMLDetailsElement) place.open = true;
    place?.querySelector<HTMLElement>('button')?.focus();
  };
  return [
    ...(review.ideas.some((idea) => idea.fate.kind === 'open')
      ? [{ key: 'i', label: 'held ideas', run: into('ideas') }]
      : []),
    ...(review.claims.length > 0 ? [{ key: 'f', label: 'facts', run: into('facts') }] : []),
  ];
}

/** Where a cause hangs. */
function placeKeys(room: RoomView, current: Cause, ask: (asking: Asking) => void): readonly KeyBinding[] {
  const { review, id } = room;
  const move = (direction: 'up' | 'down' | 'in' | 'out') => () => {
    const to = keyMove(review.causes, current.id, direction);
    if (to !== undefined) void sendAt(id, 'causes', { type: 'cause.move', cause: current.id, ...to });
  };
  const aim = (kind: Aiming['kind']) => () => changeRoom(id, { aiming: { kind, cause: current.id } });
  const group = 'Where a cause hangs';
  const inTree = { within: `${treeSelector}, [data-canvas]` };
  return [
    {
      key: 'Tab',
      ...inTree,
      label: 'why?',
      run: () => ask({ kind: 'cause', parent: current.id, after: null }),
    },
    { key: 'Tab', ...inTree, shift: true, label: 'a level out', run: move('out') },
    { key: 'ArrowUp', alt: true, label: 'move up', run: move('up'), group },
    { key: 'ArrowDown', alt: true, label: 'move down', run: move('down'), group },
    { key: 'ArrowRight', alt: true, label: 'move a level in', run: move('in'), group },
    { key: 'ArrowLeft', alt: true, label: 'move a level out', run: move('out'), group },
    {
      key: 'c',
      label: 'next bone',
      run: () => void sendAt(id, 'causes', toBone(current.id, boneAfter(current.category))),
      group,
    },
    { key: 'l', label: 'link to another cause', run: aim('link'), group },
    { key: 'j', label: 'move to another place', run: aim('move'), group },
  ];
}

/** To the end of a bone; a cause that hangs below another leaves it. */
export const toBone = (cause: string, category: Category): CommandOf<'cause.move'> => ({
  type: 'cause.move',
  cause,
  parent: null,
  category,
  before: null,
});

/** What a cause is and how it stands. */
function judgeKeys(room: RoomView, current: Cause, ask: (asking: Asking) => void): readonly KeyBinding[] {
  const { id } = room;
  const send = (command: Parameters<typeof sendAt>[2]) => () => void sendAt(id, 'causes', command);
  const cause = current.id;
  const gate = gates[(gates.indexOf(current.gate) + 1) % gates.length] ?? 'none';
  const kind = current.kind === 'cause' ? 'condition' : 'cause';
  const group = 'What a cause is';
  return [
    { key: 'e', label: 'evidence', run: () => changeRoom(id, { cause, picking: { kind: 'cause', id: cause } }) },
    { key: '1', label: 'hypothesis', run: send({ type: 'cause.reopen', cause }) },
    { key: '2', label: 'support', run: send({ type: 'cause.support', cause }) },
    { key: '3', label: 'reject', run: () => ask({ kind: 'reject', cause }) },
    { key: 'v', label: 'validate', run: send({ type: 'cause.validate', cause }) },
    { key: 's', label: 'stop here, with a reason', run: () => changeRoom(id, { aiming: { kind: 'stop', cause } }) },
    {
      key: 'g',
      label: gate === 'none' ? 'no gate' : `${gate.toUpperCase()} of what is below`,
      run: send({ type: 'cause.gate', cause, gate }),
      group,
    },
    { key: 'c', shift: true, label: `mark as a ${kind}`, run: send({ type: 'cause.mark', cause, kind }), group },
    { key: 'r', label: 'reword', run: () => ask({ kind: 'reword-cause', cause, was: current.text }), group },
  ];
}
