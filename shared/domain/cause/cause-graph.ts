import { isCarried, type Cause } from './cause.ts';
import { findCause } from './cause-index.ts';

type Node = Pick<Cause, 'id' | 'parent' | 'links'>;

/** The causes that hang directly below each one, in their order; the first level is under null. */
export function childrenByParent<C extends Node>(causes: readonly C[]): ReadonlyMap<string | null, readonly C[]> {
  const children = new Map<string | null, C[]>();
  for (const cause of causes) {
    const siblings = children.get(cause.parent);
    if (siblings === undefined) children.set(cause.parent, [cause]);
    else siblings.push(cause);
  }
  return children;
}

/** Ids of all causes below this one in the tree; links are not followed. */
export function descendants(causes: readonly Node[], id: string): ReadonlySet<string> {
  const children = childrenByParent(causes);
  const below = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const child of children.get(next) ?? []) {
      if (below.has(child.id)) continue;
      below.add(child.id);
      open.push(child.id);
    }
  return below;
}

/** Ids of all that this cause leads to, by its parent and by its links, however far. */
export function leadsTo(causes: readonly Node[], id: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const cause = findCause(causes, next);
    for (const to of cause === undefined ? [] : ends(cause))
      if (!reached.has(to)) {
        reached.add(to);
        open.push(to);
      }
  }
  return reached;
}

/** How many levels deep a cause hangs; 1 on a bone, 0 for none. */
export function levelOf(causes: readonly Node[], id: string | null): number {
  let level = 0;
  for (let at = id; at !== null; at = findCause(causes, at)?.parent ?? null) level += 1;
  return level;
}

/** How many levels hang below a cause. */
export function levelsBelow(causes: readonly Node[], id: string): number {
  const children = childrenByParent(causes);
  let levels = 0;
  for (
    let row = children.get(id);
    row !== undefined && row.length > 0;
    row = row.flatMap((each) => children.get(each.id) ?? [])
  )
    levels += 1;
  return levels;
}

/** What a cause leads to directly: its parent first, then its links. */
const ends = ({ parent, links }: Node): readonly string[] => (parent === null ? links : [parent, ...links]);

/**
 * Where a chain of whys ends with evidence: carried itself, everything it leads to is carried, and nothing that still
 * counts hangs below it or leads to it. There may be many, and never by declaration (M4.6).
 */
export function rootCauses(causes: readonly Cause[]): readonly Cause[] {
  const explained = new Set(causes.filter(({ state }) => state.name !== 'rejected').flatMap(ends));
  const shaky = restingOnNothing(causes);
  return causes.filter(({ id }) => !explained.has(id) && !shaky.has(id));
}

/**
 * Where the evidence ends: carried causes that no carried one leads to. Every root cause is among them; what is guessed
 * above or below one takes none away (M4.2).
 */
export function carriedEnds(causes: readonly Cause[]): readonly Cause[] {
  const carried = causes.filter(isCarried);
  const explained = new Set(carried.flatMap(ends));
  return carried.filter(({ id }) => !explained.has(id));
}

/** Ids of causes that no evidence carries, and of all that lead to one of them: each is looked at once. */
function restingOnNothing(causes: readonly Cause[]): ReadonlySet<string> {
  const there = new Set(causes.map(({ id }) => id));
  const from = new Map<string, string[]>();
  for (const cause of causes)
    for (const to of ends(cause)) {
      const known = from.get(to);
      if (known === undefined) from.set(to, [cause.id]);
      else known.push(cause.id);
    }
  const open = causes
    .filter((cause) => !isCarried(cause) || !ends(cause).every((to) => there.has(to)))
    .map(({ id }) => id);
  const shaky = new Set(open);
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const id of from.get(next) ?? [])
      if (!shaky.has(id)) {
        shaky.add(id);
        open.push(id);
      }
  return shaky;
}
