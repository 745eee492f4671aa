import type { IntakeLine } from '../../shared/domain/release/intake-line.ts';
import { groupBy } from './group-by.ts';
import { fileAfter } from './intake-files.ts';
import { putRowChunk } from './put-row-chunk.ts';
import { putRows, type ArrivedRow } from './put-rows.ts';
import type { RowChanges } from './row-changes.ts';
import type { DirectoryEntry, Store } from './schema.ts';
import { sourceAfter } from './source-states.ts';

/** Rows of releases that are held at a time, some 15 MB. */
const notedAtOnce = 32_768;

/**
 * Brings every table that follows from the intake's lines up to date with these, the next ones in order. Runs inside the
 * caller's transaction. Of one line the sealed chunks count as brought in before its single rows.
 */
export async function deriveLines(changes: RowChanges, lines: readonly IntakeLine[]): Promise<void> {
  const { store } = changes;
  let arrived: ArrivedRow[] = [];
  for (const line of lines) {
    if (line.bulk !== undefined && line.bulk.length > 0) {
      await putRows(changes, arrived);
      arrived = [];
      for (const chunk of line.bulk) {
        await putRowChunk(changes, chunk, line.seq);
        await changes.tellReleases(notedAtOnce);
      }
    }
    for (const row of line.rows) arrived.push({ row, seq: line.seq });
  }
  await putRows(changes, arrived);
  await store.directory.bulkPut(lines.flatMap(directoryOf));
  await noteFiles(store, lines);
  await noteSources(store, lines);
}

function directoryOf(line: IntakeLine): DirectoryEntry[] {
  const bySeries = groupBy(line.samples, (chunk) => chunk.series);
  return [...bySeries].map(([series, chunks]) => ({ series, seq: line.seq, chunks }));
}

async function noteFiles(store: Store, lines: readonly IntakeLine[]): Promise<void> {
  const brought = lines.filter((line) => line.pulled?.outcome.kind !== 'failed');
  const bySha = groupBy(brought, (line) => line.source.sha256);
  const stored = await store.files.bulkGet([...bySha.keys()]);
  const files = [...bySha.values()].flatMap((ofFile, index) => {
    let file = stored[index];
    for (const line of ofFile) file = fileAfter(file, line);
    return file === undefined ? [] : [file];
  });
  await store.files.bulkPut(files);
  const bad = brought.filter((line) => line.quarantined.length > 0);
  await store.badLines.bulkPut(bad.map(({ seq, source }) => ({ sha256: source.sha256, seq })));
}

async function noteSources(store: Store, lines: readonly IntakeLine[]): Promise<void> {
  for (const [source, ofSource] of groupBy(lines, (line) => line.pulled?.source)) {
    if (source === undefined) continue;
    let state = await store.sources.get(source);
    for (const line of ofSource) state = sourceAfter(state, line);
    if (state !== undefined) await store.sources.put(state);
  }
}
