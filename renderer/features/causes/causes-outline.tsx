import { useEffect, useRef } from 'react';
import type { CommandOf } from '../../../shared/domain/review/commands.ts';
import { categories, type Cause } from '../../../shared/domain/cause/cause.ts';
import { keyMove, outlineRows } from '../../../shared/meeting/outline.ts';
import { sendAt } from '../../state/room-send.ts';
import { changeRoom, useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Empty } from '../../ui/empty.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useKeys, type KeyBinding } from '../../ui/use-keys.ts';
import { CauseRow } from './cause-row.tsx';
import { FactsToTake } from './facts-to-take.tsx';
import { HeldIdeas } from './held-ideas.tsx';
import styles from './causes-outline.module.css';

/** The causes as an outline, worked by keys alone; below it the opened ideas and the facts that can become causes. */
export function CausesOutline({ room }: { readonly room: RoomView }) {
  const { review, state } = room;
  const list = useRef<HTMLUListElement>(null);
  const folded = new Set(state.folded);
  const rows = outlineRows(review.causes, folded);
  const current = rows.find((row) => row.cause.id === state.cause) ?? rows[0];
  const fault = useFault('causes');
  useKeys(
    useOutlineKeys(
      room,
      rows.map((row) => row.cause),
      current?.cause,
    ),
  );

  const selected = current?.cause.id;
  useEffect(() => {
    // The selection follows a new or moved cause; the focus stays where people type.
    if (selected !== undefined) document.getElementById(`cause-${selected}`)?.scrollIntoView({ block: 'nearest' });
  }, [selected]);

  useEffect(() => {
    if (document.activeElement === document.body) list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, []);

  const choose = (cause: Cause) => changeRoom(room.id, { cause: cause.id });
  return (
    <div className={styles['pane']}>
      {rows.length === 0 ? (
        <Empty title="No cause yet.">
          <p>What made it possible? Write it below, take up a held idea, or take a fact that has evidence.</p>
        </Empty>
      ) : (
        <ul className={styles['tree']} role="tree" aria-label="Causes" ref={list}>
          {rows.map((row) => (
            <CauseRow key={row.cause.id} row={row} selected={row === current} onChoose={() => choose(row.cause)} />
          ))}
        </ul>
      )}
      {fault !== undefined && state.picking !== null && <Refusal fault={fault} />}
      <HeldIdeas room={room} />
      <FactsToTake room={room} />
    </div>
  );
}

const tree = '[role="tree"]';

/** Keys of an APG tree, and those that write. Arrows move, Alt moves the cause itself. */
function useOutlineKeys(room: RoomView, visible: readonly Cause[], current: Cause | undefined): readonly KeyBinding[] {
  const { review, state, id } = room;
  const write: KeyBinding = {
    key: 'Enter',
    label: 'sibling',
    run: () =>
      changeRoom(id, { asking: { kind: 'cause', parent: current?.parent ?? null, after: current?.id ?? null } }),
  };
  const firstButton = (list: string) => () =>
    document.querySelector<HTMLElement>(`[data-list="${list}"] button`)?.focus();
  const lists: readonly KeyBinding[] = [
    ...(review.ideas.some((idea) => idea.fate.kind === 'open')
      ? [{ key: 'i', label: 'held ideas', run: firstButton('ideas') }]
      : []),
    ...(review.claims.length > 0 ? [{ key: 'f', label: 'facts', run: firstButton('facts') }] : []),
  ];
  if (current === undefined) return [write, ...lists];
  const choose = (cause: Cause | undefined) => {
    if (cause === undefined) return;
    changeRoom(id, { cause: cause.id });
    requestAnimationFrame(() => document.getElementById(`cause-${cause.id}`)?.focus());
  };
  const index = visible.indexOf(current);
  const children = review.causes.filter((cause) => cause.parent === current.id);
  const isFolded = state.folded.includes(current.id);
  const fold = (closed: boolean) =>
    changeRoom(id, {
      folded: closed ? [...state.folded, current.id] : state.folded.filter((each) => each !== current.id),
    });
  const send = (command: Parameters<typeof sendAt>[2]) => void sendAt(id, 'causes', command);
  const move = (direction: 'up' | 'down' | 'in' | 'out') => () => {
    const to = keyMove(review.causes, current.id, direction);
    if (to !== undefined) send({ type: 'cause.move', cause: current.id, ...to });
  };
  const isRoot = current.parent === null;
  return [
    write,
    ...lists,
    {
      key: 'Tab',
      within: tree,
      label: 'why?',
      run: () => changeRoom(id, { asking: { kind: 'cause', parent: current.id, after: null } }),
    },
    { key: 'Tab', within: tree, shift: true, label: 'a level out', run: move('out') },
    {
      key: 'Escape',
      within: tree,
      label: 'out of the outline, to the line',
      run: () => document.getElementById('entry-line')?.focus(),
    },
    { key: 'ArrowDown', label: 'next cause', run: () => choose(visible[index + 1]) },
    { key: 'ArrowUp', label: 'cause before', run: () => choose(visible[index - 1]) },
    { key: 'Home', label: 'first cause', run: () => choose(visible[0]) },
    { key: 'End', label: 'last cause', run: () => choose(visible.at(-1)) },
    { key: 'ArrowRight', label: 'unfold, or first below', run: () => (isFolded ? fold(false) : choose(children[0])) },
    {
      key: 'ArrowLeft',
      label: 'fold, or the one above',
      run: () =>
        children.length > 0 && !isFolded
          ? fold(true)
          : choose(review.causes.find((cause) => cause.id === current.parent)),
    },
    { key: 'ArrowUp', alt: true, label: 'move up', run: move('up') },
    { key: 'ArrowDown', alt: true, label: 'move down', run: move('down') },
    { key: 'ArrowRight', alt: true, label: 'move a level in', run: move('in') },
    { key: 'ArrowLeft', alt: true, label: 'move a level out', run: move('out') },
    { key: '1', label: 'hypothesis', run: () => send({ type: 'cause.reopen', cause: current.id }) },
    { key: '2', label: 'support', run: () => send({ type: 'cause.support', cause: current.id }) },
    { key: '3', label: 'reject', run: () => changeRoom(id, { asking: { kind: 'reject', cause: current.id } }) },
    {
      key: 'e',
      label: 'evidence',
      run: () => changeRoom(id, { cause: current.id, picking: { kind: 'cause', id: current.id } }),
    },
    { key: 'r', label: 'reword', run: () => changeRoom(id, { asking: { kind: 'reword-cause', cause: current.id } }) },
    ...(isRoot ? [{ key: 'c', label: 'next category', run: () => send(toNextCategory(review.causes, current)) }] : []),
    { key: 'Delete', label: 'remove', run: () => send({ type: 'cause.remove', cause: current.id }) },
  ];
}

/** The cause on the next bone, in its own place among its siblings. */
function toNextCategory(causes: readonly Cause[], cause: Cause): CommandOf<'cause.move'> {
  const category = categories[(categories.indexOf(cause.category) + 1) % categories.length] ?? cause.category;
  const siblings = causes.filter((each) => each.parent === cause.parent);
  const before = siblings[siblings.indexOf(cause) + 1]?.id ?? null;
  return { type: 'cause.move', cause: cause.id, parent: cause.parent, category, before };
}
