import { z } from 'zod';
import type { ColumnMapping } from '../release/column-mapping.ts';

/** What a source goes by in the log and on the command line. It is never given to another source. */
export const sourceIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,59}$/, 'small letters, digits and hyphens, a letter first: checkout-github');

/** The fields of a connector as a person filled them in. A credential is none of them: it is kept apart, sealed. */
export const sourceConfigSchema = z.record(z.string().max(40), z.string().max(4000));

const titleSchema = z.string().trim().min(1).max(120);

export const sourceAddedSchema = z.strictObject({
  id: sourceIdSchema,
  connector: z.string().max(40),
  title: titleSchema,
  config: sourceConfigSchema,
  /** How far back its history is read, in days before it was added. */
  historyDays: z.int().min(1).max(3650),
});
export type SourceAdded = z.infer<typeof sourceAddedSchema>;

/** Its address stays: what was read under this id belongs to it. */
export const sourceChangedSchema = sourceAddedSchema.omit({ connector: true });
export const sourceRemovedSchema = z.strictObject({ id: sourceIdSchema });

/** A source that is asked for release data. `addedAt` in epoch ms. */
export type ConfiguredSource = SourceAdded & { readonly addedAt: number };

/** Sources with one more, in the order in which they were added. */
export const withSource = (
  sources: readonly ConfiguredSource[],
  added: SourceAdded,
  addedAt: number,
): readonly ConfiguredSource[] => [...sources.filter(({ id }) => id !== added.id), { ...added, addedAt }];

export const withSourceChanged = (
  sources: readonly ConfiguredSource[],
  changed: z.infer<typeof sourceChangedSchema>,
): readonly ConfiguredSource[] =>
  sources.map((source) => (source.id === changed.id ? { ...source, ...changed } : source));

/** The id for a source of this title: its words, and a number where that is taken. */
export function sourceIdOf(title: string, isTaken: (id: string) => boolean): string {
  const words = title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 50)
    .replace(/-+$/, '');
  const stem = words === '' ? 'source' : words;
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? stem : `${stem}-${number}`;
    if (!isTaken(id)) return id;
  }
}

export const mappingSavedSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  format: z.string().min(1).max(60),
  mapping: z.strictObject({
    columns: z.record(z.string().max(80), z.string().max(200)),
    constants: z.record(z.string().max(80), z.string().max(500)),
    defaults: z.exactOptional(z.record(z.string().max(80), z.string().max(500))),
    zone: z.exactOptional(z.string().min(1).max(80)),
  }),
});

/** How a kind of file is read, under a name; saved again, it replaces the one of that name. */
export type SavedMapping = { readonly name: string; readonly format: string; readonly mapping: ColumnMapping };

export const withMappingSaved = (saved: readonly SavedMapping[], one: SavedMapping): readonly SavedMapping[] =>
  [...saved.filter(({ name }) => name !== one.name), one].toSorted((a, b) => a.name.localeCompare(b.name));

/** Whether a file with these columns can be read so: every column that the mapping names is there. */
export const mappingFits = ({ mapping }: SavedMapping, columns: readonly string[]): boolean => {
  const named = Object.values(mapping.columns);
  return named.length > 0 && named.every((column) => columns.includes(column));
};
