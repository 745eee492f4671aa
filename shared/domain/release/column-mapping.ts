import { z } from 'zod';

/**
 * How a carried file's columns become canonical fields. `columns` names, per canonical field, the source column (or a
 * dotted path in JSON); `constants` gives a field one value for every record; `zone` (an IANA name or an offset such as
 * `+02:00`) says what times without a zone mean.
 */
export const columnMappingSchema = z.strictObject({
  columns: z.record(z.string().max(80), z.string().max(200)).default({}),
  constants: z.record(z.string().max(80), z.string().max(500)).default({}),
  zone: z.string().min(1).max(80).optional(),
});

/** Plain form of a mapping: `zone` is absent when no zone was given. */
export type ColumnMapping = {
  readonly columns: { readonly [field: string]: string };
  readonly constants: { readonly [field: string]: string };
  readonly zone?: string | undefined;
};

export const emptyMapping: ColumnMapping = { columns: {}, constants: {} };
