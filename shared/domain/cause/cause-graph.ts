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
