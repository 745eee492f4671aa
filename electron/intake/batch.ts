import type { SeriesId } from '../../shared/domain/ids.ts';
import type { IntakeLine, Pulled } from '../../shared/domain/release/intake-line.ts';
import type { QuarantinedRow, Row } from '../../shared/domain/release/rows.ts';
import type { Mapped, RecordFault } from '../../shared/formats/format.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import type { NamedBytes } from './chunk-files.ts';
import { quarantineShown, type FileEntry } from './file-ledger.ts';
import type { TakeReport } from './intake.ts';
import type { LogFault, NewIntakeLine } from './intake-log.ts';
import { createPendingRows } from './pending-rows.ts';
import { createSampleBuffer } from './sample-buffer.ts';
import type { PackedChunk } from './sample-store.ts';
import type { TakeContext } from './take-context.ts';
import { wellFormed } from './well-formed.ts';

type Totals = Pick<TakeReport, 'accepted' | 'unchanged' | 'quarantined' | 'quarantinedTotal' | 'byKind' | 'passedOver'>;

/** Collects what one file brings until there is enough for a line of the log, and counts what was acknowledged. */
export type Batch = {
  readonly addRow: (recordRow: number, row: Row) => void;
  /** A promise when a chunk had to be packed; await it before the next record. */
  readonly addSample: (recordRow: number, sample: Extract<Mapped, { kind: 'sample' }>) => Promise<void> | undefined;
  readonly quarantine: (recordRow: number, fault: RecordFault) => void;
  /** Counts a sound record that nothing is used of. */
  readonly passOver: (why: string) => void;
  /** Bad records so far. */
  readonly bad: () => number;
  readonly isFull: () => boolean;
  readonly commit: (done: boolean) => Promise<Result<null, LogFault>>;
  /** Packs what waits and commits it. */
  readonly finish: (done: boolean) => Promise<Result<null, LogFault>>;
  readonly totals: () => Totals;
};

const quarantinedPerLine = 500;
const chunksPerLine = 128;
/** Samples waiting in memory over all series before all are packed. */
const samplesWaiting = 1 << 18;

/** Reasons that are counted each by itself, since a reason may name a word of the file. */
const reasonsShown = 40;

type Pending = { chunks: PackedChunk[]; quarantined: QuarantinedRow[]; unchanged: number };

const nothingPending = (): Pending => ({ chunks: [], quarantined: [], unchanged: 0 });

/**
 * `before` is what an interrupted import of the same file left in the log. `pulled` goes into the last line of all, so that
 * a source counts as read this far when all of its answer is kept.
 */
export function createBatch(
  context: TakeContext,
  source: IntakeLine['source'],
  before: FileEntry | undefined,
  pulled?: Pulled,
): Batch {
  const buffer = createSampleBuffer(context.store, source.sha256);
  const rows = createPendingRows(context.index, source.sha256);
  const seriesSeen = new Set<string>();
  const byKind: Record<string, number> = {};
  const quarantined: QuarantinedRow[] = [];
  const passedOver = new Map<string, number>();
  let pending = nothingPending();
  /** Records that an interrupted import has logged: they come again as unchanged and are not logged twice. */
  let replayed = before?.records ?? 0;
  let accepted = 0;
  let unchanged = 0;
  let bad = 0;

  const countUnchanged = (count: number): void => {
    unchanged += count;
    const again = Math.min(replayed, count);
    replayed -= again;
    pending.unchanged += count - again;
  };
  const quarantine = (row: number, fault: RecordFault): void => {
    const entry: QuarantinedRow = wellFormed({ row, ...fault });
    bad += 1;
    if (quarantined.length < quarantineShown) quarantined.push(entry);
    if (before?.logged.has(`${row}:${fault.code}`) !== true) pending.quarantined.push(entry);
  };
  const pack = async (series: SeriesId): Promise<void> => {
    const flushed = await buffer.flush(series);
    if (flushed.packed !== null) pending.chunks.push(flushed.packed);
    countUnchanged(flushed.unchanged);
    for (const { row, fault } of flushed.bad) quarantine(row, fault);
  };
  const packAll = async (): Promise<void> => {
    for (const series of buffer.waiting()) await pack(series);
  };
  const count = (kind: string, by: number): void => {
    accepted += by;
    byKind[kind] = (byKind[kind] ?? 0) + by;
  };
  const append = async (
    line: Omit<NewIntakeLine, 'at' | 'source'>,
    files: readonly NamedBytes[],
  ): Promise<Result<null, LogFault>> => {
    const written = await context.append({ at: new Date(context.now()).toISOString(), source, ...line }, files);
    if (!written.ok) return written;
    for (const row of line.rows) if (row.kind !== 'series') count(row.kind, 1);
    for (const chunk of line.bulk ?? []) if (chunk.kind !== 'series') count(chunk.kind, chunk.count);
    for (const chunk of line.samples) count('sample', chunk.count);
    return ok(null);
  };
  const commit = async (done: boolean): Promise<Result<null, LogFault>> => {
    const { lines, bulk } = rows.take();
    const { chunks, quarantined, unchanged } = pending;
    pending = nothingPending();
    if (!done && lines.length + bulk.length + chunks.length + quarantined.length === 0) {
      pending.unchanged = unchanged;
      return ok(null);
    }
    for (const early of lines.slice(0, -1)) {
      const written = await append({ rows: [...early], samples: [], quarantined: [], unchanged: 0, done: false }, []);
      if (!written.ok) return written;
    }
    const last: Omit<NewIntakeLine, 'at' | 'source'> = {
      rows: [...(lines.at(-1) ?? [])],
      samples: chunks.map(({ chunk }) => chunk),
      ...(bulk.length === 0 ? {} : { bulk: bulk.map(({ chunk }) => chunk) }),
      ...(pulled === undefined || !done ? {} : { pulled }),
      quarantined,
      unchanged,
      done,
    };
    return append(last, [...chunks, ...bulk]);
  };

  return {
    addRow: (recordRow, row) => {
      const standing = rows.add(wellFormed(row));
      if (standing === 'known') countUnchanged(1);
      else if (standing === 'duplicate')
        quarantine(recordRow, {
          code: 'duplicate-id',
          path: 'id',
          message: `another record of the file has the same id (${row.id.slice(-120)}) and says something else; the first one counts`,
        });
    },
    addSample: (recordRow, { series, time, value }) => {
      if (!seriesSeen.has(series.series)) {
        seriesSeen.add(series.series);
        rows.add(wellFormed(series));
      }
      if (buffer.add(series.series, time, value, recordRow)) return pack(series.series);
      return buffer.size() >= samplesWaiting ? packAll() : undefined;
    },
    quarantine,
    passOver: (why) => {
      const reason = passedOver.has(why) || passedOver.size < reasonsShown ? why : 'other reasons';
      passedOver.set(reason, (passedOver.get(reason) ?? 0) + 1);
    },
    bad: () => bad,
    isFull: () =>
      rows.isFull() || pending.chunks.length >= chunksPerLine || pending.quarantined.length >= quarantinedPerLine,
    commit,
    finish: async (done) => {
      await packAll();
      return commit(done);
    },
    totals: () => ({
      accepted,
      unchanged,
      quarantined: quarantined.toSorted((a, b) => a.row - b.row),
      quarantinedTotal: bad,
      byKind: { ...byKind },
      passedOver: Object.fromEntries(passedOver),
    }),
  };
}
