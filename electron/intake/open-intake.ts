import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { IntakeLine } from '../../shared/domain/release/intake-line.ts';
import { ok } from '../../shared/lib/result.ts';
import { onDisk } from '../platform/files.ts';
import { createChunkFiles, nameBytes } from './chunk-files.ts';
import { createFileLedger } from './file-ledger.ts';
import type { Intake, IntakeChange, Provenance } from './intake.ts';
import { openIntakeLog, type IntakeLog } from './intake-log.ts';
import { lostRows, noRawCopies } from './opening-notes.ts';
import { previewFile } from './preview-file.ts';
import { createPullLedger } from './pull-ledger.ts';
import { checkReturnedChunk } from './returned-chunk.ts';
import { latestEntries, retry, retryQuarantined } from './retry.ts';
import { createRowIndex } from './row-index.ts';
import { createSegmentReader, type LineOrigin } from './row-segments.ts';
import { createSampleStore } from './sample-store.ts';
import type { TakeContext } from './take-context.ts';
import { takeFile } from './take-file.ts';
import { takePulled } from './take-pulled.ts';

/**
 * Opens the intake of a workspace folder: `intake/log.jsonl`, `intake/raw/`, `intake/chunks/`, `intake/torn/`. `now`
 * gives ms since 1970 UTC. Throws the file system's error when the folder cannot be read or made.
 */
export async function openIntake(workspace: string, options: { readonly now: () => number }): Promise<Intake> {
  const directory = join(workspace, 'intake');
  const rawDirectory = join(directory, 'raw');
  await mkdir(rawDirectory, { recursive: true, mode: 0o700 });
  const ledger = createFileLedger();
  const pulls = createPullLedger();
  const files = createChunkFiles(join(directory, 'chunks'));
  const open: { log: IntakeLog | null } = { log: null };
  const index = createRowIndex(createSegmentReader(files, async (seq) => open.log?.line(seq)));
  const store = createSampleStore(files);
  const listeners = new Set<(change: IntakeChange) => void>();
  const note = async (line: IntakeLine): Promise<void> => {
    const origin: LineOrigin = { seq: line.seq, at: line.at, source: ledger.note(line) };
    pulls.note(line);
    await index.note(line, origin);
    for (const chunk of line.samples) store.note(chunk, origin);
  };
  const log = await openIntakeLog(directory, note);
  open.log = log;
  const acknowledge = async (line: IntakeLine): Promise<void> => {
    await note(line);
    const { rows, samples, bulk = [] } = line;
    for (const listener of listeners) listener({ head: log.head(), rows, bulk, samples });
  };
  const provenanceOf = ({ seq, at, source }: LineOrigin): Provenance => {
    const { name, sha256, format, mapVersion, courier } = source;
    const pulled = pulls.originOf(sha256);
    const brought = courier === undefined ? {} : { courier };
    return { name, sha256, format, mapVersion, seq, at, ...brought, ...(pulled === undefined ? {} : { pulled }) };
  };
  const context: TakeContext = {
    rawDirectory,
    now: options.now,
    ledger,
    pulls,
    index,
    store,
    append: async (line, chunks) => {
      const kept = await onDisk(() => files.write(chunks));
      if (!kept.ok) return kept;
      const appended = await log.append(line);
      if (appended.ok) await acknowledge(appended.value);
      return appended;
    },
  };
  const serially = createQueue();
  const rawAtOpening = new Set(await readdir(rawDirectory));

  return {
    notes: [...log.notes, ...noRawCopies(ledger, rawAtOpening), ...lostRows(index.missing())],
    takeFile: (file, choice = {}) => serially(() => takeFile(context, file, choice)),
    previewFile: (file, choice = {}) => previewFile(file, choice, options.now()),
    takePulled: (batch, choice = {}) => serially(() => takePulled(context, batch, choice)),
    pulls: pulls.states,
    retry: (sha256, choice = {}) => serially(() => retry(context, sha256, choice)),
    retryQuarantined: () => serially(() => retryQuarantined(context)),
    quarantine: () =>
      latestEntries(ledger.all())
        .filter((entry) => entry.quarantinedTotal > 0)
        .map(({ source: { name, sha256 }, quarantined }) => ({ name, sha256, rows: quarantined })),
    head: log.head,
    lines: log.lines,
    chunk: files.read,
    rows: index,
    series: () => index.of('series'),
    provenance: async (kind, id) => {
      const origin = await index.origin(kind, id);
      return origin === undefined ? undefined : provenanceOf(origin);
    },
    provenanceOfSamples: (series, from, to) => store.origins(series, from, to).map(provenanceOf),
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
        for (const line of lines.value) await acknowledge(line);
        return ok(log.head());
      }),
    restoreChunk: (bytes) =>
      serially(async () => {
        const checked = checkReturnedChunk(bytes);
        if (!checked.ok) return checked;
        const named = nameBytes(new Uint8Array(bytes));
        const written = await onDisk(() => files.write([named]));
        if (!written.ok) return written;
        await index.returned(named.sha256);
        return ok(named.sha256);
      }),
    close: () => serially(() => log.close()),
  };
}

function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let queue: Promise<unknown> = Promise.resolve();
  return (work) => {
    const run = queue.then(work, work);
    queue = run.catch(() => undefined);
    return run;
  };
}
