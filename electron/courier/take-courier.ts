import { createHash } from 'node:crypto';
import type { ColumnMapping } from '../../shared/domain/release/column-mapping.ts';
import type { CourierItem } from '../../shared/domain/release/courier.ts';
import type { Pulled } from '../../shared/domain/release/intake-line.ts';
import type { PulledBatch } from '../../shared/domain/release/pulled-batch.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { SourceFailed, type CarriedFile } from '../platform/carried.ts';
import type { DiskFault } from '../platform/files.ts';
import type { OpenedCourier } from './open-courier.ts';

/** Which line of which origin brought something here. */
export type CourierOriginOf = { readonly origin: string; readonly seq: number };

type Taken = { readonly accepted: number; readonly unchanged: number; readonly quarantinedTotal: number };
type Fault = { readonly code: string; readonly message: string; readonly kept: { readonly accepted: number } };

/** What taking a bundle needs of the intake: the same doors as for files and pulls, so that nothing goes round a check. */
export type CourierIntake = {
  readonly takeFile: (
    file: CarriedFile,
    options: { format: string; mapping: ColumnMapping; acceptBad: true; courier: CourierOriginOf },
  ) => Promise<Result<Taken, Fault>>;
  readonly takePulled: (
    batch: PulledBatch,
    options: { acceptBad: true; courier: CourierOriginOf },
  ) => Promise<Result<Taken, Fault>>;
};

/** What became of one item. `refused` items are not here; the bundle is to be brought again. */
export type CourierItemReport = {
  readonly name: string;
  readonly sha256: string;
  readonly format: string;
  readonly seq: number;
  readonly outcome: 'taken' | 'known' | 'refused';
  readonly accepted: number;
  readonly unchanged: number;
  readonly quarantined: number;
  /** Why it was refused, or what differs from the origin; empty when there is nothing to say. */
  readonly note: string;
};

/** Largest answer of a connector that is held in memory. */
const mostPulledBytes = 256 * 1024 * 1024;

/** Why taking ended before the last item. What came before it is kept, and bringing the bundle again goes on there. */
export type CourierStop = { readonly code: 'cancelled' | DiskStop; readonly message: string };

type DiskStop = keyof typeof diskWords;

/** What is wrong with this machine's disk, and what to do about it. No item is to blame, so none is refused for it. */
const diskWords = {
  'disk-full': { wrong: 'The disk is full.', mend: 'Free some space' },
  'read-only': { wrong: 'The workspace folder cannot be written.', mend: 'Make it writable' },
  'not-found': { wrong: 'The workspace folder is no longer where it was.', mend: 'Put it back' },
  'disk-error': { wrong: 'The disk reported an error.', mend: 'See to the disk' },
} satisfies Record<DiskFault['code'], { readonly wrong: string; readonly mend: string }>;

/**
 * Takes a bundle's items in, one after the other, in the order of their origin: each is mapped again from its raw bytes,
 * which must have the hash the manifest says. A bad item costs itself; a disk that says no ends it, since the next item
 * would fare no better.
 */
export async function takeCourier(
  courier: OpenedCourier,
  intake: CourierIntake,
  signal: AbortSignal,
  onItem: (report: CourierItemReport, done: number, of: number) => void,
): Promise<Result<readonly CourierItemReport[], CourierStop>> {
  const { items, failed, origin } = courier.manifest;
  const reports: CourierItemReport[] = [];
  for (const item of items) {
    if (signal.aborted) break;
    const report = await takeItem(courier, intake, item);
    if (!report.ok) return err(stopOfDisk(report.error, reports, items.length));
    reports.push(report.value);
    onItem(report.value, reports.length, items.length);
  }
  if (signal.aborted) return err(cancelled(reports.length, items.length));
  for (const pulled of failed) {
    const noted = await intake.takePulled(
      { name: pulled.source, pulled, body: null },
      { acceptBad: true, courier: { origin: origin.device, seq: courier.manifest.to } },
    );
    if (!noted.ok && isDiskFault(noted.error)) return err(stopOfDisk(noted.error, reports, items.length));
  }
  return ok(reports);
}

const cancelled = (done: number, of: number): CourierStop => ({
  code: 'cancelled',
  message: `Cancelled after ${done} of ${of} items, which are kept. Bring the bundle again to go on.`,
});

type OfDisk = { readonly code: DiskStop; readonly kept?: { readonly accepted: number } };

/** Whether a fault is this machine's disk, not the bundle. */
export const isDiskFault = <F extends { readonly code: string }>(fault: F): fault is F & OfDisk =>
  Object.hasOwn(diskWords, fault.code);

/** What a person is told when the disk said no: what is wrong, what is kept, and what to do. */
export function stopOfDisk({ code, kept }: OfDisk, reports: readonly CourierItemReport[], of: number): CourierStop {
  const here = reports.filter(({ outcome }) => outcome !== 'refused').length;
  const part = kept?.accepted ?? 0;
  const begun = part === 0 ? '' : `, and ${part} records of the next one`;
  const { wrong, mend } = diskWords[code];
  return {
    code,
    message: `${wrong} Of the bundle's ${of} files ${here} were read here and stay${begun}. ${mend} and bring the bundle again; nothing is counted twice.`,
  };
}

/** An item's report, refused or not; fails only where the disk does. */
async function takeItem(
  courier: OpenedCourier,
  intake: CourierIntake,
  item: CourierItem,
): Promise<Result<CourierItemReport, OfDisk>> {
  const { name, sha256, format, seq, mapping, pulled } = item;
  const report = { name, sha256, format, seq };
  const refused = (note: string): Result<CourierItemReport, never> =>
    ok({ ...report, outcome: 'refused', accepted: 0, unchanged: 0, quarantined: 0, note });
  const file = courier.raw(sha256);
  if (file === undefined) return refused('it is not in the bundle in the size its manifest says');
  const wrong = await checkHash(file, sha256, pulled === null ? Infinity : mostPulledBytes);
  if (wrong !== null) return refused(wrong);
  const from = { origin: courier.manifest.origin.device, seq };
  const taken =
    pulled === null
      ? await intake.takeFile({ ...file, name }, { format, mapping, acceptBad: true, courier: from })
      : await takeAnswer(intake, file, item, pulled, from);
  if (!taken.ok) return isDiskFault(taken.error) ? err(taken.error) : refused(taken.error.message);
  const { accepted, unchanged, quarantinedTotal: quarantined } = taken.value;
  const here = accepted + unchanged;
  const differs = here < item.records ? `its origin read ${item.records} records, this version reads ${here}` : '';
  return ok({ ...report, outcome: accepted > 0 ? 'taken' : 'known', accepted, unchanged, quarantined, note: differs });
}

async function takeAnswer(
  intake: CourierIntake,
  file: CarriedFile,
  { name, format, mapping }: CourierItem,
  pulled: Pulled,
  courier: CourierOriginOf,
): Promise<Result<Taken, Fault>> {
  const pieces: Uint8Array[] = [];
  for await (const piece of file.open()) pieces.push(piece);
  const body = { bytes: Buffer.concat(pieces), format, mapping };
  return intake.takePulled({ name, pulled, body }, { acceptBad: true, courier });
}

/** What is wrong with a raw file; null when it is the one the manifest names. */
async function checkHash(file: CarriedFile, sha256: string, most: number): Promise<string | null> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const piece of file.open()) {
      hash.update(piece);
      bytes += piece.length;
      if (bytes > most) return 'it is larger than an answer of a source can be';
    }
  } catch (error) {
    if (error instanceof SourceFailed) return error.message;
    throw error;
  }
  return hash.digest('hex') === sha256 ? null : 'its bytes are not those its origin signed for: the hash differs';
}
