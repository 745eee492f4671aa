import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { IntakeLine } from '../../shared/domain/release/intake-line.ts';
import { decodeChunk } from '../../shared/formats/chunk.ts';
import { formatIds, formats } from '../../shared/formats/formats.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { onDisk } from '../platform/files.ts';
import type { CarriedFile } from '../platform/carried.ts';
import { createFileLedger, type FileEntry, type FileLedger } from './file-ledger.ts';
import type { Intake, IntakeChange, TakeFault, TakeReport } from './intake.ts';
import { openIntakeLog, type IntakeNote } from './intake-log.ts';
import { previewFile } from './preview-file.ts';
import { createRowIndex } from './row-index.ts';
import { createSampleStore } from './sample-store.ts';
import { takeFile, type TakeContext } from './take-file.ts';

/**
 * Opens the intake of a workspace folder: `intake/log.jsonl`, `intake/raw/`, `intake/chunks/`, `intake/torn/`. `now`
 * gives ms since 1970 UTC. Throws the file system's error when the folder cannot be read or made.
 */
export async function openIntake(workspace: string, options: { readonly now: () => number }): Promise<Intake> {
  const directory = join(workspace, 'intake');
  const rawDirectory = join(directory, 'raw');
  await mkdir(rawDirectory, { recursive: true, mode: 0o700 });
  const ledger = createFileLedger();
  const index = createRowIndex();
  const store = createSampleStore(join(directory, 'chunks'));
  const listeners = new Set<(change: IntakeChange) => void>();
  const note = (line: IntakeLine): void => {
    ledger.note(line);
    for (const row of line.rows) index.put(row, line.source.sha256);
    for (const chunk of line.samples) store.note(chunk, line.source.sha256);
  };
  const log = await openIntakeLog(directory, note);
  const acknowledge = (line: IntakeLine): void => {
    note(line);
    for (const listener of listeners) listener({ head: log.head(), rows: line.rows, samples: line.samples });
  };
  const context: TakeContext = {
    rawDirectory,
    now: options.now,
    ledger,
    index,
    store,
    append: async (line, chunks) => {
      const kept = await onDisk(() => store.write(chunks));
      if (!kept.ok) return kept;
      const appended = await log.append(line);
      if (appended.ok) acknowledge(appended.value);
      return appended;
    },
  };
  const serially = createQueue();
  const rawAtOpening = new Set(await readdir(rawDirectory));

  return {
    notes: [...log.notes, ...noRawCopies(ledger, rawAtOpening)],
    takeFile: (file, choice = {}) => serially(() => takeFile(context, file, choice)),
    previewFile: (file, choice = {}) => previewFile(file, choice, options.now()),
    retryQuarantined: () => serially(() => retryQuarantined(context)),
    quarantine: () =>
      latestEntries(ledger.all())
        .filter((entry) => entry.quarantinedTotal > 0)
        .map(({ source: { name, sha256 }, quarantined }) => ({ name, sha256, rows: quarantined })),
    head: log.head,
    lines: log.lines,
    chunk: store.chunk,
    rows: index,
    series: () => index.of('series'),
    samples: store.samples,
    chunksOf: store.chunksOf,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    restore: (texts) =>
      serially(async () => {
        const lines = await log.restore(texts);
        if (!lines.ok) return lines;
        for (const line of lines.value) acknowledge(line);
        return ok(log.head());
      }),
    restoreChunk: (bytes) =>
      serially(async () => {
        const decoded = decodeChunk(bytes);
        if (!decoded.ok) return err({ code: 'wrong-lines' as const, message: `${decoded.error.message}.` });
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        const copy = new Uint8Array(bytes);
        const { summary } = decoded.value;
        const chunk = { ...summary, series: summary.series as IntakeLine['samples'][number]['series'], sha256 };
        const written = await onDisk(() => store.write([{ chunk, bytes: copy }]));
        return written.ok ? ok(sha256) : written;
      }),
    close: () => serially(() => log.close()),
  };
}

/** A window that gives lines back has the rows, not the bytes they were mapped from. */
function noRawCopies(ledger: FileLedger, names: ReadonlySet<string>): readonly IntakeNote[] {
  const gone = new Map(
    ledger.all().flatMap(({ source }) => (names.has(source.sha256) ? [] : [[source.sha256, source.name]])),
  );
  if (gone.size === 0) return [];
  const shown = [...gone.values()].slice(0, 3).join(', ');
  const more = gone.size > 3 ? ` and ${gone.size - 3} more` : '';
  const message = `The carried bytes of ${shown}${more} are not here, only the rows mapped from them: this release data was given back by a window after its folder was lost. Bring the files in again to have them beside their rows; nothing is counted twice.`;
  return [{ code: 'no-raw-copies', files: gone.size, message }];
}

function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let queue: Promise<unknown> = Promise.resolve();
  return (work) => {
    const run = queue.then(work, work);
    queue = run.catch(() => undefined);
    return run;
  };
}

/** Of a file that was mapped more than once, the entry that counts is the last one. */
function latestEntries(entries: readonly FileEntry[]): FileEntry[] {
  return [...new Map(entries.map((entry) => [entry.source.sha256, entry])).values()];
}

async function retryQuarantined(context: TakeContext): Promise<Result<TakeReport, TakeFault>[]> {
  const reports: Result<TakeReport, TakeFault>[] = [];
  for (const { source, quarantinedTotal } of latestEntries(context.ledger.all())) {
    const format = formatIds.find((id) => id === source.format);
    if (quarantinedTotal === 0 || format === undefined || formats[format].mapVersion <= source.mapVersion) continue;
    const path = join(context.rawDirectory, source.sha256);
    const found = await onDisk(() => stat(path));
    if (!found.ok) continue;
    const file: CarriedFile = { name: source.name, size: found.value.size, open: () => createReadStream(path) };
    reports.push(await takeFile(context, file, { format, mapping: source.mapping, acceptBad: true }));
  }
  return reports;
}
