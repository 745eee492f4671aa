import type { ColumnMapping } from '../domain/release/column-mapping.ts';
import type { QuarantinedRow, Row, RowKind, RowOf } from '../domain/release/rows.ts';
import type { Result } from '../lib/result.ts';
import type { ColumnFault, ColumnPlan } from './column-plan.ts';
import type { ZoneFault } from './zone.ts';

/**
 * How the bytes are cut into records. `raw` is CSV whose column `data` holds one JSON body per row. Of `lines` each line,
 * of `yaml` each document, and of `document` the whole file is one record, given as {@link TextValue}.
 */
export type FileShape = 'csv' | 'raw' | 'json' | 'ndjson' | 'lines' | 'yaml' | 'document';

/**
 * One record of a carried file. `row` counts as a person finds it there: in CSV the header is row 1, in NDJSON and text it
 * is the line, in a JSON array the element, each from 1.
 */
export type SourceRecord =
  | { readonly kind: 'cells'; readonly row: number; readonly cells: readonly string[] }
  | { readonly kind: 'value'; readonly row: number; readonly value: { readonly [key: string]: unknown } };

/**
 * The value of a record that is text: without its line end; `start` and `end` are byte offsets in the file. Of a line,
 * `before` is what stands between it and the line before it (line ends and empty lines), so that bytes can be hashed as
 * they are; where a line was too long to be kept, `before` is shorter than the distance.
 */
export type TextValue = {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly before?: string;
};

/** What was wrong with one record: `path` is the column or JSON path. */
export type RecordFault = Omit<QuarantinedRow, 'row'>;

/** A record that could not even be cut out of the text. */
export type UnreadableRecord = { readonly kind: 'unreadable'; readonly row: number; readonly fault: RecordFault };

export type Mapped =
  | { readonly kind: 'row'; readonly row: Row }
  | { readonly kind: 'sample'; readonly series: RowOf<'series'>; readonly time: number; readonly value: number }
  | { readonly kind: 'quarantined'; readonly fault: RecordFault }
  /** Something to be told that makes no record a bad one: kept and shown with the quarantined, not held against the file. */
  | { readonly kind: 'noted'; readonly fault: RecordFault }
  /** One record that holds several things, or none; made as they are taken. */
  | {
      readonly kind: 'many';
      readonly items: Iterable<Exclude<Mapped, { kind: 'many' }>>;
      /** Why a sound record was passed over: it is known, and nothing in it is used. */
      readonly notUsed?: string;
    };

/** The service an API body belongs to: whatever the body says, or where it says none. */
export type GivenService = { readonly always: string | undefined; readonly otherwise: string | undefined };

/** `end` gives what can only be said when every record was seen. */
export type Mapper = {
  readonly map: (record: SourceRecord) => Mapped;
  readonly end?: () => Iterable<Exclude<Mapped, { kind: 'many' }>>;
};

export type MapperFault = ColumnFault | ZoneFault;
export type PlannedMapper = Mapper & { readonly plan: ColumnPlan };

/** What the head of a file shows. `text` is its first characters; `body` is the first record, of a raw export its body. */
export type FileHead = {
  readonly name: string;
  readonly text: string;
  readonly shape: FileShape;
  readonly columns: readonly string[];
  readonly first: { readonly [column: string]: unknown } | null;
  readonly body: { readonly [key: string]: unknown } | null;
  readonly mapping: ColumnMapping;
};

/**
 * What a mapper is made from. `header` holds the CSV columns, or null for other shapes, where `columns` are those of the
 * first records. `now` (ms since 1970 UTC) bounds what counts as the future. `sha256` names the raw file, whose length
 * in bytes is `size`; a preview knows neither and gives zeros.
 */
export type MapperContext = {
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  readonly mapping: ColumnMapping;
  readonly now: number;
  readonly header: readonly string[] | null;
  readonly columns: readonly string[];
};

/** Why a file is of a format, in words; of several, the one that fits best is taken. */
export type Fit = { readonly fit: number; readonly why: string };

/** A fit that no reading by column names reaches: the records carry marks of one API alone. */
export const certain = 1000;

export type HeadFault = {
  readonly code: 'unreadable' | 'zone-needed' | 'missing-columns';
  readonly message: string;
};

/** One format: how it is recognised, cut and mapped. Pure; `mapVersion` rises when the same bytes map to other rows. */
export type FormatDefinition = {
  readonly mapVersion: number;
  readonly brings: readonly (Exclude<RowKind, 'series'> | 'sample')[];
  /** Other names people type for it. */
  readonly aliases?: readonly string[];
  /**
   * Where its records are not cut as CSV or JSON: the shape, told from the file's name and its first characters. `isNamed`
   * when a person said that the file is of this format.
   */
  readonly cut?: (name: string, text: string, isNamed: boolean) => FileShape | null;
  /** Characters that one JSON record may have, where an API gives longer ones than 1 MiB. */
  readonly maxRecord?: number;
  readonly recognise: (head: FileHead) => Fit | null;
  /** Why a file of this format cannot be taken at all, as far as its head shows. */
  readonly refuse?: (head: FileHead) => HeadFault | null;
  /** Adds to a mapping what the file's name says where neither a column nor the mapping does. */
  readonly complete?: (name: string, columns: readonly string[], mapping: ColumnMapping) => ColumnMapping;
  readonly createMapper: (context: MapperContext) => Result<PlannedMapper, MapperFault>;
  /**
   * Takes personal data out of a record before anything of it is kept. The raw copy of such a format is its scrubbed
   * records as NDJSON; the bytes that were carried are never stored.
   */
  readonly scrub?: (record: { readonly [key: string]: unknown }) => { readonly [key: string]: unknown };
};

export const quarantined = (code: string, path: string, message: string): Extract<Mapped, { kind: 'quarantined' }> => ({
  kind: 'quarantined',
  fault: { code, path: path.slice(0, 300), message: message.slice(0, 500) },
});

export const noted = (code: string, path: string, message: string): Extract<Mapped, { kind: 'noted' }> => ({
  ...quarantined(code, path, message),
  kind: 'noted',
});

/** A record that brings nothing by itself. */
export const nothingMapped: Mapped = { kind: 'many', items: [] };

/** A sound record that carries nothing for a review; it is passed over and is not bad. */
export const notUsed = (why: string): Mapped => ({ kind: 'many', items: [], notUsed: why });
