type Kept = { readonly id: string };

/** One index for the newest of the lists that came of each other. It is never handed out, because it goes on changing. */
const indexes = new WeakMap<readonly Kept[], Map<string, Kept>>();

/** The cause of an id. The list is read once; what comes of it by `handOn` is looked up without reading it again. */
export function findCause<C extends Kept>(causes: readonly C[], id: string): C | undefined {
  let index = indexes.get(causes);
  if (index === undefined) {
    index = new Map(causes.map((cause) => [cause.id, cause]));
    indexes.set(causes, index);
  }
  return index.get(id) as C | undefined;
}

/**
 * Hands the index of a list on to the one that came of it, so that folding many causes is not quadratic. `changed` are
 * those that are new or other than they were, `gone` is the id of one that is not there any more.
 */
export function handOn<C extends Kept>(
  from: readonly C[],
  to: readonly C[],
  changed: readonly C[],
  gone: string | null = null,
): readonly C[] {
  const index = indexes.get(from);
  if (index === undefined || from === to) return to;
  indexes.delete(from);
  for (const cause of changed) index.set(cause.id, cause);
  if (gone !== null) index.delete(gone);
  indexes.set(to, index);
  return to;
}
