import type { Cause } from '../../../shared/domain/cause/cause.ts';
import type { OutlineRow } from '../../../shared/meeting/outline.ts';
import { sendAt } from '../../state/room-send.ts';
import { changeRoom } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import type { KeyBinding } from '../../ui/use-keys.ts';
import { treeSelector } from './cause-keys.ts';

/** The keys of an APG tree: they choose, fold and unfold. `choose` brings the row into sight and gives it the focus. */
export function outlineKeys(
  { id, state }: RoomView,
  rows: readonly OutlineRow[],
  current: Cause | undefined,
  choose: (cause: string | undefined) => void,
): readonly KeyBinding[] {
  const group = 'The outline';
  const toLine = () => document.getElementById('entry-line')?.focus();
  const leave = { key: 'Escape', within: treeSelector, label: 'out of the outline, to the line', run: toLine, group };
  const index = rows.findIndex((row) => row.cause === current);
  const row = rows[index];
  if (current === undefined || row === undefined)
    return [leave, { key: 'ArrowDown', label: 'first cause', run: () => choose(rows[0]?.cause.id), group }];
  const fold = (closed: boolean) =>
    changeRoom(id, {
      folded: closed ? [...state.folded, current.id] : state.folded.filter((each) => each !== current.id),
    });
  const isFolded = row.children > 0 && !row.expanded;
  const at = (place: number) => () => choose(rows[place]?.cause.id);
  return [
    leave,
    { key: 'ArrowDown', label: 'next cause', run: at(index + 1), group },
    { key: 'ArrowUp', label: 'cause before', run: at(index - 1), group },
    { key: 'Home', label: 'first cause', run: at(0), group },
    { key: 'End', label: 'last cause', run: at(rows.length - 1), group },
    {
      key: 'ArrowRight',
      label: 'unfold, or first below',
      run: () => (isFolded ? fold(false) : row.expanded && choose(rows[index + 1]?.cause.id)),
      group,
    },
    {
      key: 'ArrowLeft',
      label: 'fold, or the one above',
      run: () => (row.expanded ? fold(true) : current.parent !== null && choose(current.parent)),
      group,
    },
  ];
}

/** Takes the chosen cause away and goes on to the one after it, or before it at the end. */
export function removeKey(
  { id }: RoomView,
  rows: readonly OutlineRow[],
  current: Cause | undefined,
): readonly KeyBinding[] {
  if (current === undefined) return [];
  const index = rows.findIndex((row) => row.cause === current);
  const next = rows[index + 1] ?? rows[index - 1];
  const remove = async (): Promise<void> => {
    if (await sendAt(id, 'causes', { type: 'cause.remove', cause: current.id }))
      changeRoom(id, { cause: next?.cause.id ?? null });
  };
  return [{ key: 'Delete', label: 'remove', run: () => void remove(), group: 'What a cause is' }];
}
