import type { Result } from '../lib/result.ts';
import {
  faultAt,
  toImported,
  type Imported,
  type ImportFaults,
  type ImportNote,
  type RawNode,
} from './imported-tree.ts';
import { readDrawio, type DrawnArrow, type DrawnBox } from './read-drawio.ts';

/**
 * Reads a draw.io drawing as a tree: arrows lead from cause to effect, or, where no box has more than one arrow to it, from
 * the effect outwards. The one box at the end of all arrows is the effect; boxes without arrows are causes of their own.
 */
export function importDrawio(text: string): Result<Imported, ImportFaults> {
  const page = readDrawio(text);
  if (!page.ok) return faultAt(null, `${page.error} Nothing was taken.`);
  const notes: ImportNote[] = [];
  const note = (count: number, one: string, many: string): void => {
    if (count > 0) notes.push({ line: null, message: count === 1 ? one : `${count} ${many}` });
  };
  const boxes = page.value.boxes.filter(({ text: words }) => words !== '');
  const ids = new Set(boxes.map(({ id }) => id));
  const joined = page.value.arrows.filter((arrow) => !arrow.isLink).filter(isJoined(ids));
  note(
    page.value.pages - 1,
    'There is another page; only the first one is read.',
    'further pages were left out; only the first one is read.',
  );
  note(
    page.value.arrows.filter((arrow) => !isJoined(ids)(arrow)).length,
    'A line joins nothing at one end; it was left out.',
    'lines join nothing at one end; they were left out.',
  );
  const above = parentsOf(joined, note);
  const circle = findCircle(boxes, above);
  if (circle !== null)
    return faultAt(
      null,
      `These boxes lead to each other in a circle: ${circle.map((words) => `“${words.slice(0, 60)}”`).join(' → ')}. Nothing was taken; take one of the arrows away.`,
    );
  const { effect, nodes } = treeOf(boxes, above);
  return toImported({ effect, nodes, read: 'a draw.io drawing', notes });
}

const isJoined =
  (ids: ReadonlySet<string>) =>
  ({ from, to }: DrawnArrow): boolean =>
    from !== null && to !== null && from !== to && ids.has(from) && ids.has(to);

/** What each box hangs on. */
function parentsOf(
  arrows: readonly DrawnArrow[],
  note: (count: number, one: string, many: string) => void,
): ReadonlyMap<string, string> {
  const outgoing = new Set(arrows.map(({ from }) => from));
  const incoming = new Set(arrows.map(({ to }) => to));
  const isOutward = outgoing.size < arrows.length && incoming.size === arrows.length;
  const above = new Map<string, string>();
  let further = 0;
  for (const { from, to } of arrows) {
    const [child, parent] = isOutward ? [to ?? '', from ?? ''] : [from ?? '', to ?? ''];
    if (above.has(child)) further += 1;
    else above.set(child, parent);
  }
  note(
    further,
    'A second arrow leads from a box that has one already; it was left out.',
    'further arrows lead from boxes that have one already; they were left out.',
  );
  return above;
}

/** The texts of a circle of arrows, its first one again at the end; null where there is none. */
function findCircle(boxes: readonly DrawnBox[], above: ReadonlyMap<string, string>): readonly string[] | null {
  const texts = new Map(boxes.map(({ id, text }) => [id, text]));
  const done = new Set<string>();
  for (const { id } of boxes) {
    const path: string[] = [];
    const onPath = new Set<string>();
    for (let at: string | undefined = id; at !== undefined && !done.has(at); at = above.get(at)) {
      if (onPath.has(at))
        return [...path.slice(path.indexOf(at)), at].slice(0, 12).map((each) => texts.get(each) ?? '');
      onPath.add(at);
      path.push(at);
    }
    for (const each of path) done.add(each);
  }
  return null;
}

/** The boxes as nodes, each after what it hangs on, siblings in the order of the drawing. */
function treeOf(
  boxes: readonly DrawnBox[],
  above: ReadonlyMap<string, string>,
): { readonly effect: string | null; readonly nodes: readonly RawNode[] } {
  const children = new Map<string | undefined, DrawnBox[]>();
  for (const box of boxes) {
    const siblings = children.get(above.get(box.id));
    if (siblings === undefined) children.set(above.get(box.id), [box]);
    else siblings.push(box);
  }
  const roots = children.get(undefined) ?? [];
  const heads = roots.filter(({ id }) => children.has(id));
  const effect = heads.length === 1 ? heads[0] : undefined;
  const first = roots.flatMap((root) => (root === effect ? (children.get(root.id) ?? []) : [root]));
  const nodes: RawNode[] = [];
  const waiting: { box: DrawnBox; under: number | null }[] = first.map((box) => ({ box, under: null })).toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { box, under } = next;
    const index = nodes.length;
    nodes.push({ text: box.text, under, line: null });
    for (const child of (children.get(box.id) ?? []).toReversed()) waiting.push({ box: child, under: index });
  }
  return { effect: effect?.text ?? null, nodes };
}
