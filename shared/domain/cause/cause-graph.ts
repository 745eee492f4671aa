import { isCarried, type Cause } from './cause.ts';

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
  const byId = new Map(causes.map((cause) => [cause.id, cause]));
  const reached = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const cause = byId.get(next);
    for (const to of cause === undefined ? [] : [...(cause.parent === null ? [] : [cause.parent]), ...cause.links])
      if (!reached.has(to)) {
        reached.add(to);
        open.push(to);
      }
  }
  return reached;
}

/**
 * Where a chain of whys ends with evidence: carried itself, everything it leads to is carried, and nothing that still
 * counts hangs below it or leads to it. There may be many, and never by declaration (M4.6).
 */
export function rootCauses(causes: readonly Cause[]): readonly Cause[] {
  const byId = new Map(causes.map((cause) => [cause.id, cause]));
  const explained = new Set(
    causes
      .filter(({ state }) => state.name !== 'rejected')
      .flatMap((cause) => [...(cause.parent === null ? [] : [cause.parent]), ...cause.links]),
  );
  return causes.filter((cause) => {
    if (!isCarried(cause) || explained.has(cause.id)) return false;
    return [...leadsTo(causes, cause.id)].every((id) => {
      const above = byId.get(id);
      return above !== undefined && isCarried(above);
    });
  });
}
