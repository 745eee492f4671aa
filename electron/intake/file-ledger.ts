import { createHash } from 'node:crypto';
import type { ColumnMapping } from '../../shared/domain/release/column-mapping.ts';
import type { IntakeLine } from '../../shared/domain/release/intake-line.ts';
import type { QuarantinedRow } from '../../shared/domain/release/rows.ts';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';

/** Bad records of one file that are held in memory; the log has them all. */
export const quarantineShown = 10_000;

/** The hash in a line that has no file: of a pull that failed. */
export const noFile = '0'.repeat(64);

/** What the log says of one file under one mapping. */
export type FileEntry = {
  readonly source: IntakeLine['source'];
  records: number;
  quarantined: QuarantinedRow[];
  quarantinedTotal: number;
  /** `row:code` of every bad record logged, while the file is not done: what a repeated import must not log again. */
  logged: Set<string>;
  done: boolean;
};

export type FileLedger = {
  /** Notes a line, and gives the source as it is kept: one object for all lines of a file. */
  readonly note: (line: IntakeLine) => IntakeLine['source'];
  readonly find: (source: IntakeLine['source']) => FileEntry | undefined;
  readonly all: () => readonly FileEntry[];
};

export function plainMapping(mapping: ColumnMapping): IntakeLine['source']['mapping'] {
  const { columns, constants, defaults, zone } = mapping;
  return {
    columns: { ...columns },
    constants: { ...constants },
    ...(defaults === undefined ? {} : { defaults: { ...defaults } }),
    ...(zone === undefined ? {} : { zone }),
  };
}

/** Remembers which files the log covers, so that a file that comes again is known. */
export function createFileLedger(): FileLedger {
  const entries = new Map<string, FileEntry>();
  return {
    note: (line) => {
      if (line.source.sha256 === noFile) return line.source;
      const key = keyOf(line.source);
      let entry = entries.get(key);
      if (entry === undefined) {
        entry = {
          source: line.source,
          records: 0,
          quarantined: [],
          quarantinedTotal: 0,
          logged: new Set(),
          done: false,
        };
        entries.set(key, entry);
      }
      for (const row of line.rows) if (row.kind !== 'series') entry.records += 1;
      for (const chunk of line.bulk ?? []) if (chunk.kind !== 'series') entry.records += chunk.count;
      for (const chunk of line.samples) entry.records += chunk.count;
      entry.records += line.unchanged;
      for (const row of line.quarantined) {
        entry.logged.add(`${row.row}:${row.code}`);
        if (entry.quarantined.length < quarantineShown) entry.quarantined.push(row);
      }
      entry.quarantinedTotal += line.quarantined.length;
      if (line.done) {
        entry.done = true;
        entry.logged = new Set();
      }
      return entry.source;
    },
    find: (source) => entries.get(keyOf(source)),
    all: () => [...entries.values()],
  };
}

function keyOf({ sha256, format, mapVersion, mapping }: IntakeLine['source']): string {
  const text = canonicalJson({ sha256, format, mapVersion, mapping: plainMapping(mapping) } as unknown as Json);
  return createHash('sha256').update(text).digest('base64url');
}
