import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { emptyMapping } from '../../shared/domain/release/column-mapping.ts';
import type { IntakeLine } from '../../shared/domain/release/intake-line.ts';
import { givenValues } from '../../shared/formats/column-plan.ts';
import type { Mapped, Mapper, SourceRecord, UnreadableRecord } from '../../shared/formats/format.ts';
import { formats } from '../../shared/formats/formats.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { onDisk } from '../platform/files.ts';
import { createBatch, type Batch } from './batch.ts';
import { SourceFailed, type CarriedFile } from '../platform/carried.ts';
import { baseName, openCarried, storeRaw, type OpenedFile } from './carried-file.ts';
import { plainMapping, type FileEntry, type FileLedger } from './file-ledger.ts';
import { createReader, inspectHead, type Inspection } from './inspect-head.ts';
import type { TakeFault, TakeOptions, TakeReport } from './intake.ts';
import type { LogFault, NewIntakeLine } from './intake-log.ts';
import type { WritableRowIndex } from './row-index.ts';
import type { PackedChunk, SampleStore } from './sample-store.ts';

/** What taking a file needs of the intake it is taken into. */
export type TakeContext = {
  readonly rawDirectory: string;
  readonly now: () => number;
  readonly ledger: FileLedger;
  readonly index: WritableRowIndex;
  readonly store: SampleStore;
  /** Writes chunks, then the line that names them; both are noted in memory when they are on the disk. */
  readonly append: (line: NewIntakeLine, chunks: readonly PackedChunk[]) => Promise<Result<IntakeLine, LogFault>>;
};

type Stop = TakeReport['stopped'];
type Fault = Omit<TakeFault, 'kept'>;
type MappedItem = Exclude<Mapped, { kind: 'many' }>;
type RawFile = { readonly name: string; readonly sha256: string; readonly size: number };

/** Records over which the share of bad ones is taken. */
const windowSize = 500;
/** A share of bad records above this stops the import and asks. */
const badShare = 0.2;

const nothingKept = { accepted: 0, unchanged: 0 };

/** Takes one carried file in: raw copy first, then batches of mapped rows, each on the disk before the next is read. */
export async function takeFile(
  context: TakeContext,
  file: CarriedFile,
  options: TakeOptions,
): Promise<Result<TakeReport, TakeFault>> {
  const name = baseName(file.name);
  const opened = await openSource(file);
  if (!opened.ok) return opened;
  const { head, whole, all, close } = opened.value;
  try {
    const choice = { format: options.format, mapping: options.mapping ?? emptyMapping, now: context.now() };
    const inspected = inspectHead(name, head, whole, choice);
    if (!inspected.ok) return err({ ...inspected.error, kept: nothingKept });
    const raw = await onDisk(() => storeRaw(context.rawDirectory, all(), options.signal));
    if (!raw.ok) return err({ ...raw.error, kept: nothingKept });
    return await mapRaw(context, { name, ...raw.value }, inspected.value, options);
  } catch (error) {
    if (error instanceof SourceFailed) return err({ code: 'source-failed', message: error.message, kept: nothingKept });
    if (options.signal?.aborted !== true) throw error;
    return err({ code: 'cancelled', message: 'Cancelled before anything was taken in.', kept: nothingKept });
  } finally {
    await close();
  }
}

export async function openSource(file: CarriedFile): Promise<Result<OpenedFile, TakeFault>> {
  const opened = await onDisk(() => openCarried(file)).catch((error: unknown) => {
    if (error instanceof SourceFailed) return err({ code: 'source-failed' as const, message: error.message });
    throw error;
  });
  if (opened.ok) return opened;
  const { code, message } = opened.error;
  const unreadable = code === 'read-only' || code === 'not-found';
  return err({
    code: unreadable ? 'unreadable' : code,
    message: unreadable ? 'The file cannot be opened. Check that it is there and may be read.' : message,
    kept: nothingKept,
  });
}

/** Maps a raw copy into the log. A file that the log already has to its end is answered from there. */
async function mapRaw(
  context: TakeContext,
  raw: RawFile,
  inspection: Inspection,
  options: TakeOptions,
): Promise<Result<TakeReport, TakeFault>> {
  const mapper = inspection.createMapper(raw.sha256, raw.size);
  const mapping = plainMapping(inspection.mapping);
  const { format, why } = inspection;
  const source: IntakeLine['source'] = {
    name: raw.name,
    sha256: raw.sha256,
    format,
    mapVersion: formats[format].mapVersion,
    mapping,
  };
  const report = {
    name: raw.name,
    sha256: raw.sha256,
    format,
    why,
    unknownColumns: mapper.plan.unknown,
    mapping: { ...mapping, columns: { ...mapper.plan.columns } },
  };
  if (format === 'metrics' && context.ledger.all().some((entry) => isOtherZone(entry.source, source)))
    return err({ ...zoneConflict, kept: nothingKept });
  const before = context.ledger.find(source);
  if (before?.done === true) return ok({ ...report, ...repeated(before), stopped: null });
  const batch = createBatch(context, source, before);
  const outcome = await readInto(context, raw, inspection, mapper, batch, options);
  const totals = batch.totals();
  if (outcome.ok) return ok({ ...report, ...totals, stopped: outcome.value });
  const { accepted, unchanged } = totals;
  const message = `${outcome.error.message} Kept of this file: ${accepted + unchanged} records.`;
  return err({ ...outcome.error, message, kept: { accepted, unchanged } });
}

const zoneConflict: Fault = {
  code: 'zone-conflict',
  message:
    'These samples were brought in before with another time zone. Both in one series would mix two clocks; give the corrected series another name (the mapping\'s constant "metric").',
};

/** Whether a file's samples stand in the log already, read with another zone into the same series. */
function isOtherZone(before: IntakeLine['source'], now: IntakeLine['source']): boolean {
  if (before.sha256 !== now.sha256 || before.format !== now.format || before.mapping.zone === now.mapping.zone)
    return false;
  const [was, is] = [givenValues(before.mapping), givenValues(now.mapping)];
  return ['service', 'metric', 'environment'].every((name) => was[name] === is[name]);
}

function repeated(entry: FileEntry): ReturnType<Batch['totals']> {
  const { records, quarantined, quarantinedTotal } = entry;
  return { accepted: 0, unchanged: records, quarantined, quarantinedTotal, byKind: {} };
}

async function readInto(
  context: TakeContext,
  raw: RawFile,
  inspection: Inspection,
  mapper: Mapper,
  batch: Batch,
  options: TakeOptions,
): Promise<Result<Stop, Fault>> {
  const reader = createReader(inspection.shape, formats[inspection.format].maxRecord);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const feed = createFeed(mapper, batch, options, inspection.shape === 'csv' || inspection.shape === 'raw');
  const path = join(context.rawDirectory, raw.sha256);
  const read = await onDisk<Result<Stop, Fault>>(async () => {
    let bytesRead = 0;
    for await (const part of createReadStream(path, { highWaterMark: 1 << 16 })) {
      if (options.signal?.aborted === true)
        return ok({ code: 'cancelled', message: 'Cancelled. What was taken in so far is kept.' });
      const bytes = part as Buffer;
      const stop = await feed.take(reader.push(decoder.decode(bytes, { stream: true })));
      if (!stop.ok || stop.value !== null) return stop;
      bytesRead += bytes.length;
      options.onProgress?.({ bytesRead, bytesTotal: raw.size, rows: feed.rows() });
    }
    const stop = await feed.take([...reader.push(decoder.decode()), ...reader.end()]);
    return stop.ok && stop.value === null ? feed.end() : stop;
  });
  return read.ok ? read.value : read;
}

type Feed = {
  readonly take: (records: readonly (SourceRecord | UnreadableRecord)[]) => Promise<Result<Stop, Fault>>;
  readonly end: () => Promise<Result<Stop, Fault>>;
  readonly rows: () => number;
};

/** Maps records into a batch, commits it when full, and stops when too many of a window's records are bad. */
function createFeed(mapper: Mapper, batch: Batch, options: TakeOptions, hasHeader: boolean): Feed {
  let headerAhead = hasHeader;
  let rows = 0;
  let windowStart = 0;
  let badBefore = 0;
  let notes = 0;

  const tooManyBad = (): boolean => {
    const bad = batch.bad() - badBefore - notes;
    return options.acceptBad !== true && bad > (rows - windowStart) * badShare;
  };
  const stop = async (): Promise<Result<Stop, Fault>> => {
    const written = await batch.finish(false);
    if (!written.ok) return written;
    const counts = `${batch.bad() - badBefore - notes} of ${rows - windowStart} records`;
    return ok({
      code: 'too-many-bad',
      message: `Stopped after record ${rows}: ${counts} in the last batch could not be taken. The good ones so far are kept. Look at the mapping and bring the file in again, or accept that the bad ones stay out and go on.`,
    });
  };
  /** A promise only when there is something to wait for, since millions of records pass here. */
  const takeOne = (record: SourceRecord | UnreadableRecord): Promise<void> | undefined => {
    if (record.kind === 'unreadable') {
      batch.quarantine(record.row, record.fault);
      return undefined;
    }
    const mapped = mapper.map(record);
    return mapped.kind === 'many' ? takeMany(record.row, mapped.items) : takeItem(record.row, mapped);
  };
  const takeItem = (row: number, item: MappedItem): Promise<void> | undefined => {
    if (item.kind === 'sample') return batch.addSample(row, item);
    if (item.kind === 'row') batch.addRow(row, item.row);
    else batch.quarantine(row, item.fault);
    if (item.kind === 'noted') notes += 1;
    return undefined;
  };
  const takeMany = async (row: number, items: Iterable<MappedItem>): Promise<void> => {
    for (const item of items) await takeItem(row, item);
  };
  return {
    rows: () => rows,
    take: async (records) => {
      for (const record of records) {
        if (headerAhead) {
          headerAhead = false;
          continue;
        }
        rows += 1;
        const waiting = takeOne(record);
        if (waiting !== undefined) await waiting;
        if (rows - windowStart >= windowSize) {
          if (tooManyBad()) return stop();
          windowStart = rows;
          badBefore = batch.bad();
          notes = 0;
        }
        if (!batch.isFull()) continue;
        const written = await batch.commit(false);
        if (!written.ok) return written;
      }
      return ok(null);
    },
    end: async () => {
      if (mapper.end !== undefined) await takeMany(rows, mapper.end());
      if (rows > windowStart && tooManyBad()) return stop();
      const written = await batch.finish(true);
      return written.ok ? ok(null) : written;
    },
  };
}
