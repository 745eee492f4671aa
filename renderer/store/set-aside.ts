import { intakeStream } from '../../shared/contract/frames.ts';
import { rowTables, type Store } from './schema.ts';

/**
 * Sets a stream's lines aside, verbatim, because the main process has another history of it, and makes room for that one.
 * Chunks of samples stay: they are named by their content and belong to whoever names them.
 */
export async function setAside(store: Store, stream: string, now: number): Promise<void> {
  const rows = Object.values(rowTables).map((name) => store.table(name));
  const tables = [store.lines, store.intake, store.cursors, store.forked, store.directory, ...rows];
  await store.transaction('rw', tables, async () => {
    const isIntake = stream === intakeStream;
    const kept = isIntake
      ? await store.intake.toArray()
      : await store.lines.where('[stream+seq]').between([stream, 0], [stream, Infinity]).toArray();
    if (kept.length > 0) await store.forked.add({ stream, foundAt: now, lines: kept.map(({ text }) => text) });
    await store.cursors.delete(stream);
    if (!isIntake) {
      await store.lines.where('[stream+seq]').between([stream, 0], [stream, Infinity]).delete();
      return;
    }
    await store.intake.clear();
    await store.directory.clear();
    for (const table of rows) await table.clear();
  });
}
