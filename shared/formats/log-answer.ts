import { ok, type Result } from '../lib/result.ts';
import { givenValues } from './column-plan.ts';
import {
  quarantined,
  type FormatDefinition,
  type Mapped,
  type MapperContext,
  type MapperFault,
  type PlannedMapper,
  type RecordFault,
} from './format.ts';
import { createLogCounts, type LogEntry, type LogRow } from './log-counts.ts';
import type { EntryReader } from './log-entry.ts';
import { makeEntryReader } from './map-logs.ts';

type Body = { readonly [key: string]: unknown };
type Item = Exclude<Mapped, { kind: 'many' }>;

/** The entries of one record of an API's answer; null where the record is not of that API. */
export type ReadEntries = (body: Body) => Iterable<Result<LogEntry, RecordFault>> | null;

type AnswerFormat = Omit<FormatDefinition, 'createMapper' | 'brings' | 'maxRecord' | 'mapVersion'> & {
  /** What a record should be, after "expected here: ". */
  readonly expected: string;
  readonly makeReader: (context: MapperContext, reader: EntryReader) => ReadEntries;
};

/** A format whose records are an API's answer: its entries are counted, and their excerpt is the whole answer. */
export function logAnswerFormat({ expected, makeReader, ...rest }: AnswerFormat): FormatDefinition {
  return {
    ...rest,
    mapVersion: 1,
    brings: ['log'],
    maxRecord: 16 * 1024 * 1024,
    createMapper: (context): Result<PlannedMapper, MapperFault> => {
      const reader = makeEntryReader(context);
      if (!reader.ok) return reader;
      return ok(createAnswerMapper(context, makeReader(context, reader.value), expected));
    },
  };
}

function createAnswerMapper(context: MapperContext, read: ReadEntries, expected: string): PlannedMapper {
  const counts = createLogCounts(context.name);
  const excerpt = { start: 0, end: context.size, sha256: context.sha256 };
  const take = (): Item[] => counts.take(excerpt).map((row: LogRow) => ({ kind: 'row', row }));
  function* countAll(entries: Iterable<Result<LogEntry, RecordFault>>): Generator<Item> {
    let total = 0;
    let wrong = 0;
    let first: RecordFault | null = null;
    for (const entry of entries) {
      total += 1;
      if (!entry.ok) {
        wrong += 1;
        first ??= entry.error;
        continue;
      }
      if (!counts.hasRoom(entry.value)) yield* take();
      counts.add(entry.value);
    }
    if (first !== null)
      yield quarantined(
        first.code,
        first.path,
        total === 1 ? first.message : `${wrong} of ${total} entries cannot be taken; the first: ${first.message}`,
      );
  }
  return {
    plan: { columns: {}, constants: givenValues(context.mapping), unknown: [] },
    map: (record) => {
      const entries = record.kind === 'value' ? read(record.value) : null;
      if (entries === null) return quarantined('wrong-type', '', `expected here: ${expected}`);
      return { kind: 'many', items: countAll(entries) };
    },
    end: take,
  };
}
