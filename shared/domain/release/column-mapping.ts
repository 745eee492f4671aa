import { z } from 'zod';

/**
 * How a carried file's columns become canonical fields. `columns` names, per canonical field, the source column (or a
 * dotted path in JSON); `constants` gives a field one value for every record, whatever a column says; `defaults` gives it
 * one only where the record says nothing; `zone` (an IANA name or an offset such as `+02:00`) says what times without a
 * zone mean.
 */
export const columnMappingSchema = z.strictObject({
  columns: z.record(z.string().max(80), z.string().max(200)).default({}),
  constants: z.record(z.string().max(80), z.string().max(500)).default({}),
  defaults: z.record(z.string().max(80), z.string().max(500)).optional(),
  zone: z.string().min(1).max(80).optional(),
});

/** Plain form of a mapping: `defaults` and `zone` are absent when none was given. */
export type ColumnMapping = {
  readonly columns: { readonly [field: string]: string };
  readonly constants: { readonly [field: string]: string };
  readonly defaults?: { readonly [field: string]: string } | undefined;
  readonly zone?: string | undefined;
};

export const emptyMapping: ColumnMapping = { columns: {}, constants: {} };
