import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { formatIds, formats } from '../../shared/formats/formats.ts';
import { err, type Result } from '../../shared/lib/result.ts';
import { onDisk } from '../platform/files.ts';
import type { FileEntry } from './file-ledger.ts';
import type { RetryOptions, TakeFault, TakeReport } from './intake.ts';
import { inspectRaw, mapRaw, nothingKept } from './map-raw.ts';
import type { TakeContext } from './take-context.ts';

/** Of a file that was mapped more than once, the entry that counts is the last one. */
export function latestEntries(entries: readonly FileEntry[]): FileEntry[] {
  return [...new Map(entries.map((entry) => [entry.source.sha256, entry])).values()];
}

/** Maps one kept raw file again, as its format is read now. */
export async function retry(
  context: TakeContext,
  sha256: string,
  options: RetryOptions,
): Promise<Result<TakeReport, TakeFault>> {
  const entry = latestEntries(context.ledger.all()).find(({ source }) => source.sha256 === sha256);
  const format = formatIds.find((id) => id === entry?.source.format);
  const found = entry === undefined ? undefined : await onDisk(() => stat(join(context.rawDirectory, sha256)));
  if (entry === undefined || format === undefined || found?.ok !== true)
    return err({
      code: 'no-raw-copy',
      message: 'The bytes of this file are not kept here. Bring the file in again.',
      kept: nothingKept,
    });
  const raw = { name: entry.source.name, sha256, size: found.value.size };
  const inspected = await inspectRaw(context, raw, format, options.mapping ?? entry.source.mapping);
  return inspected.ok ? mapRaw(context, raw, inspected.value, options) : inspected;
}

/** Maps again what was quarantined under an older version of its format; a file whose bytes are gone is passed over. */
export async function retryQuarantined(context: TakeContext): Promise<Result<TakeReport, TakeFault>[]> {
  const reports: Result<TakeReport, TakeFault>[] = [];
  for (const { source, quarantinedTotal } of latestEntries(context.ledger.all())) {
    const format = formatIds.find((id) => id === source.format);
    if (quarantinedTotal === 0 || format === undefined || formats[format].mapVersion <= source.mapVersion) continue;
    const again = await retry(context, source.sha256, { acceptBad: true });
    if (again.ok || again.error.code !== 'no-raw-copy') reports.push(again);
  }
  return reports;
}
