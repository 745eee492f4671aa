import type { SeriesId } from '../../shared/domain/ids.ts';
import type { IntakeLine } from '../../shared/domain/release/intake-line.ts';
import type { QuarantinedRow, Row } from '../../shared/domain/release/rows.ts';
import type { Mapped, RecordFault } from '../../shared/formats/format.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { quarantineShown, type FileEntry } from './file-ledger.ts';
import type { TakeReport } from './intake.ts';
import type { LogFault } from './intake-log.ts';
import { hashRow } from './row-index.ts';
import { createSampleBuffer } from './sample-buffer.ts';
import type { PackedChunk } from './sample-store.ts';
import type { TakeContext } from './take-file.ts';

type Totals = Pick<TakeReport, 'accepted' | 'unchanged' | 'quarantined' | 'quarantinedTotal' | 'byKind'>;

/** Collects what one file brings until there is enough for a line of the log, and counts what was acknowledged. */
export type Batch = {
  readonly addRow: (recordRow: number, row: Row) => void;
  /** A promise when a chunk had to be packed; await it before the next record. */
  readonly addSample: (recordRow: number, sample: Extract<Mapped, { kind: 'sample' }>) => Promise<void> | undefined;
  readonly quarantine: (recordRow: number, fault: RecordFault) => void;
  /** Bad records so far. */
  readonly bad: () => number;
  readonly isFull: () => boolean;
  readonly commit: (done: boolean) => Promise<Result<null, LogFault>>;
  /** Packs what waits and commits it. */
  readonly finish: (done: boolean) => Promise<Result<null, LogFault>>;
  readonly totals: () => Totals;
};

const rowsPerLine = 500;
const chunksPerLine = 16;
/** Samples waiting in memory over all series before all are packed. */
const samplesWaiting = 1 << 18;

type Pending = {
  rows: Row[];
  /** Content hash and revision by row id, of rows not yet acknowledged. */
  byId: Map<string, { readonly hash: string; readonly revision: number }>;
  chunks: PackedChunk[];
  quarantined: QuarantinedRow[];
  unchanged: number;
};

const nothingPending = (): Pending => ({ rows: [], byId: new Map(), chunks: [], quarantined: [], unchanged: 0 });

/** `before` is what an interrupted import of the same file left in the log. */
export function createBatch(context: TakeContext, source: IntakeLine['source'], before: FileEntry | undefined): Batch {
  const buffer = createSampleBuffer(context.store, source.sha256);
  const seriesSeen = new Set<string>();
  const byKind: Record<string, number> = {};
  const quarantined: QuarantinedRow[] = [];
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
    const entry: QuarantinedRow = { row, ...fault };
    bad += 1;
    if (quarantined.length < quarantineShown) quarantined.push(entry);
    if (before?.logged.has(`${row}:${fault.code}`) !== true) pending.quarantined.push(entry);
  };
  /** Whether a row is news; queues it when it is. */
  const queue = (row: Row): 'queued' | 'known' | 'duplicate' => {
    const hash = hashRow(row);
    const waiting = pending.byId.get(row.id);
    if (waiting !== undefined) {
      if (waiting.hash === hash || row.revision < waiting.revision) return 'known';
      if (row.revision === waiting.revision) return 'duplicate';
    } else {
      const standing = context.index.standing(row, hash, source.sha256);
      if (standing === 'unchanged' || standing === 'older') return 'known';
      if (standing === 'duplicate') return 'duplicate';
    }
    pending.rows.push(row);
    pending.byId.set(row.id, { hash, revision: row.revision });
    return 'queued';
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
  const commit = async (done: boolean): Promise<Result<null, LogFault>> => {
    const { rows, chunks, quarantined, unchanged } = pending;
    if (!done && rows.length + chunks.length + quarantined.length === 0) return ok(null);
    const at = new Date(context.now()).toISOString();
    const samples = chunks.map(({ chunk }) => chunk);
    const written = await context.append({ at, source, rows, samples, quarantined, unchanged, done }, chunks);
    if (!written.ok) return written;
    pending = nothingPending();
    const count = (kind: string, by: number): void => {
      accepted += by;
      byKind[kind] = (byKind[kind] ?? 0) + by;
    };
    for (const row of rows) if (row.kind !== 'series') count(row.kind, 1);
    for (const { chunk } of chunks) count('sample', chunk.count);
    return ok(null);
  };

  return {
    addRow: (recordRow, row) => {
      const standing = queue(row);
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
        queue(series);
      }
      if (buffer.add(series.series, time, value, recordRow)) return pack(series.series);
      return buffer.size() >= samplesWaiting ? packAll() : undefined;
    },
    quarantine,
    bad: () => bad,
    isFull: () =>
      pending.rows.length >= rowsPerLine ||
      pending.chunks.length >= chunksPerLine ||
      pending.quarantined.length >= rowsPerLine,
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
    }),
  };
}
