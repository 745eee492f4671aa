/** One setting that differs between two states of a configuration; null where it is not set there. */
export type ConfigChange = { readonly key: string; readonly before: string | null; readonly after: string | null };

/** Whether a change is one of this setting: of the key itself, of one below it, or of one that it lies below. */
export const touchesKey = ({ key }: Pick<ConfigChange, 'key'>, named: string): boolean =>
  key === named || key.startsWith(`${named}.`) || named.startsWith(`${key}.`);

/**
 * Changes as somebody who asks about one setting reads them: those that touch it, then those whose names are nearest to
 * it (most parts of the name in common from its end and its beginning), else in the order of their names.
 */
export function changesNearest(changes: readonly ConfigChange[], named: string | null): readonly ConfigChange[] {
  if (named === null) return changes;
  const near = new Map(
    changes.map((change) => [change, touchesKey(change, named) ? Infinity : shared(change.key, named)]),
  );
  return changes.toSorted((a, b) => (near.get(b) ?? 0) - (near.get(a) ?? 0));
}

/** How many parts of two dotted names are the same, wherever they stand; case does not matter. */
function shared(key: string, named: string): number {
  const parts = new Set(partsOf(named));
  return new Set(partsOf(key).filter((part) => parts.has(part))).size;
}

const partsOf = (key: string): readonly string[] =>
  key
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '');
