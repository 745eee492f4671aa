import { z } from 'zod';
import { rowIdSchema } from '../ids.ts';
import { epochMsSchema } from '../text.ts';

/** One setting that differs between two states of a configuration; null where it is not set there. */
export const configChangeSchema = z.strictObject({
  key: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type ConfigChange = Readonly<z.infer<typeof configChangeSchema>>;

const snapshotSchema = z.strictObject({ id: rowIdSchema, at: epochMsSchema });

/** Two snapshots of one configuration that follow each other, and the first of the settings that changed between them. */
export const configPairSchema = z.strictObject({
  name: z.string(),
  service: z.string(),
  environment: z.string(),
  before: snapshotSchema,
  after: snapshotSchema,
  /** How many settings changed; `changes` are the first of them. */
  changed: z.int().min(0),
  changes: z.array(configChangeSchema).max(200),
  /** Why the two cannot be compared; null where they were. */
  fault: z.string().nullable(),
});
export type ConfigPair = z.infer<typeof configPairSchema>;

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
