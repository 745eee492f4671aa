import type { Mapped, Mapper, SourceRecord, UnreadableRecord } from '../../shared/formats/format.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { Batch } from './batch.ts';
import type { TakeOptions, TakeReport } from './intake.ts';
import type { LogFault } from './intake-log.ts';

export type Stop = TakeReport['stopped'];
type MappedItem = Exclude<Mapped, { kind: 'many' }>;

/** Records over which the share of bad ones is taken. */
const windowSize = 500;
/** A share of bad records above this stops the import and asks. */
const badShare = 0.2;

export type Feed = {
  readonly take: (records: readonly (SourceRecord | UnreadableRecord)[]) => Promise<Result<Stop, LogFault>>;
  readonly end: () => Promise<Result<Stop, LogFault>>;
  readonly rows: () => number;
};

/** Maps records into a batch, commits it when full, and stops when too many of a window's records are bad. */
export function createFeed(
  mapper: Mapper,
  batch: Batch,
  options: Pick<TakeOptions, 'acceptBad'>,
  hasHeader: boolean,
): Feed {
  let headerAhead = hasHeader;
  let rows = 0;
  /** Records, and of one that holds many things those: one bad alert among ten of a payload is a tenth. */
  let things = 0;
  let windowStart = 0;
  let thingsBefore = 0;
  let badBefore = 0;
  let notes = 0;
  let lastFault = '';
  let failed: LogFault | null = null;

  const tooManyBad = (): boolean => {
    const bad = batch.bad() - badBefore - notes;
    return options.acceptBad !== true && bad > (things - thingsBefore) * badShare;
  };
  const stop = async (): Promise<Result<Stop, LogFault>> => {
    const written = await batch.finish(false);
    if (!written.ok) return written;
    if (rows === 1 && things === 1)
      return ok({
        code: 'too-many-bad',
        message: `The one record could not be taken: ${lastFault}. Correct it, or the mapping, and bring it in again.`,
      });
    const counts = `${batch.bad() - badBefore - notes} of ${things - thingsBefore} records`;
    return ok({
      code: 'too-many-bad',
      message: `Stopped after record ${rows}: ${counts} in the last batch could not be taken. The good ones so far are kept. Look at the mapping and bring the file in again, or accept that the bad ones stay out and go on.`,
    });
  };
  /** A promise only when there is something to wait for, since millions of records pass here. */
  const takeOne = (record: SourceRecord | UnreadableRecord): Promise<void> | undefined => {
    things += 1;
    if (record.kind === 'unreadable') {
      lastFault = record.fault.message;
      batch.quarantine(record.row, record.fault);
      return undefined;
    }
    const mapped = mapper.map(record);
    if (mapped.kind !== 'many') return takeItem(record.row, mapped);
    if (mapped.notUsed !== undefined) batch.passOver(mapped.notUsed);
    return takeMany(record.row, mapped.items);
  };
  const takeItem = (row: number, item: MappedItem): Promise<void> | undefined => {
    if (item.kind === 'sample') return batch.addSample(row, item);
    if (item.kind === 'row') batch.addRow(row, item.row);
    else {
      if (item.kind === 'noted') notes += 1;
      else lastFault = item.fault.message;
      batch.quarantine(row, item.fault);
    }
    return undefined;
  };
  const takeMany = async (row: number, items: Iterable<MappedItem>): Promise<void> => {
    let count = 0;
    for (const item of items) {
      count += 1;
      if (count > 1) things += 1;
      await takeItem(row, item);
      if (batch.isFull() && failed === null) await commit();
    }
  };
  const commit = async (): Promise<void> => {
    const written = await batch.commit(false);
    if (!written.ok) failed = written.error;
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
          thingsBefore = things;
          badBefore = batch.bad();
          notes = 0;
        }
        if (batch.isFull()) await commit();
        if (failed !== null) return err(failed);
      }
      return ok(null);
    },
    end: async () => {
      if (mapper.end !== undefined) await takeMany(rows, mapper.end());
      if (failed !== null) return err(failed);
      if (rows > windowStart && tooManyBad()) return stop();
      const written = await batch.finish(true);
      return written.ok ? ok(null) : written;
    },
  };
}
