import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ColumnMapping } from '../../shared/domain/release/column-mapping.ts';
import type { IntakeLine, Pulled } from '../../shared/domain/release/intake-line.ts';
import { givenValues } from '../../shared/formats/column-plan.ts';
import type { Mapper } from '../../shared/formats/format.ts';
import { formats, type FormatId } from '../../shared/formats/formats.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { onDisk } from '../platform/files.ts';
import { createBatch, type Batch } from './batch.ts';
import { headBytes } from './carried-file.ts';
import { createFeed, type Stop } from './feed.ts';
import { plainMapping, type FileEntry } from './file-ledger.ts';
import { createReader, inspectHead, type Inspection } from './inspect-head.ts';
import type { LogFault } from './intake-log.ts';
import type { TakeFault, TakeOptions, TakeReport } from './intake.ts';
import type { TakeContext } from './take-context.ts';

type Fault = Omit<TakeFault, 'kept'>;
export type RawFile = { readonly name: string; readonly sha256: string; readonly size: number };
/** `pulled` stands in the last line of what is written, and makes that line be written in any case. */
export type MapOptions = Pick<TakeOptions, 'acceptBad' | 'courier' | 'signal' | 'onProgress'> & {
  readonly pulled?: Pulled | undefined;
};

export const nothingKept = { accepted: 0, unchanged: 0 };

/** Looks at the head of a raw copy that is read as a named format. */
export async function inspectRaw(
  context: TakeContext,
  raw: RawFile,
  format: FormatId,
  mapping: ColumnMapping,
): Promise<Result<Inspection, TakeFault>> {
  const head = await onDisk(() => readHead(join(context.rawDirectory, raw.sha256)));
  if (!head.ok) return err({ ...head.error, kept: nothingKept });
  const choice = { format, mapping, now: context.now(), isScrubbed: formats[format].scrub !== undefined };
  const inspected = inspectHead(raw.name, head.value, raw.size <= head.value.length, choice);
  return inspected.ok ? inspected : err({ ...inspected.error, kept: nothingKept });
}

async function readHead(path: string): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(headBytes);
    let length = 0;
    for (let read = -1; read !== 0 && length < headBytes; length += read)
      ({ bytesRead: read } = await handle.read(bytes, length, headBytes - length, length));
    return bytes.subarray(0, length);
  } finally {
    await handle.close();
  }
}

/** Maps a raw copy into the log. A file that the log already has to its end is answered from there. */
export async function mapRaw(
  context: TakeContext,
  raw: RawFile,
  inspection: Inspection,
  options: MapOptions,
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
    ...(options.courier === undefined ? {} : { courier: options.courier }),
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
  if (before?.done === true) {
    const noted = await notePull(context, source, options.pulled);
    return noted.ok
      ? ok({ ...report, ...repeated(before), stopped: null })
      : err({ ...noted.error, kept: nothingKept });
  }
  const batch = createBatch(context, source, before, options.pulled);
  const outcome = await readInto(context, raw, inspection, mapper, batch, options);
  const totals = batch.totals();
  if (outcome.ok) return ok({ ...report, ...totals, stopped: outcome.value });
  const { accepted, unchanged } = totals;
  const message = `${outcome.error.message} Kept of this file: ${accepted + unchanged} records.`;
  return err({ ...outcome.error, message, kept: { accepted, unchanged } });
}

/** Says in the log that a source is read this far, where its answer brought nothing that is not known. */
export async function notePull(
  context: TakeContext,
  source: IntakeLine['source'],
  pulled: Pulled | undefined,
): Promise<Result<null, LogFault>> {
  if (pulled === undefined) return ok(null);
  const at = new Date(context.now()).toISOString();
  const nothing = { rows: [], samples: [], quarantined: [], unchanged: 0, done: true };
  const written = await context.append({ at, source, ...nothing, pulled }, []);
  return written.ok ? ok(null) : written;
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
  return { accepted: 0, unchanged: records, quarantined, quarantinedTotal, byKind: {}, passedOver: {} };
}

async function readInto(
  context: TakeContext,
  raw: RawFile,
  inspection: Inspection,
  mapper: Mapper,
  batch: Batch,
  options: MapOptions,
): Promise<Result<Stop, Fault>> {
  const { maxRecord, scrub } = formats[inspection.format];
  const reader = createReader(inspection.shape, maxRecord, scrub !== undefined);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const feed = createFeed(mapper, batch, options, inspection.shape === 'csv' || inspection.shape === 'raw');
  const path = join(context.rawDirectory, raw.sha256);
  const read = await onDisk<Result<Stop, Fault>>(async () => {
    let bytesRead = 0;
    for await (const part of createReadStream(path, { highWaterMark: 1 << 16 })) {
      if (options.signal?.aborted === true) {
        const written = await batch.finish(false);
        return written.ok
          ? ok({ code: 'cancelled', message: 'Cancelled. What was taken in so far is kept.' })
          : written;
      }
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
