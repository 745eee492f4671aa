import { intakeStream, isRecordingStream } from '../../shared/contract/frames.ts';
import { transcriptOfStream } from '../../shared/domain/transcript/transcript.ts';
import { setRecordingAside } from './recording-losses.ts';
import { derivedTables, type Store } from './schema.ts';

/**
 * Sets a stream's lines aside, verbatim, because the main process has another history of it, and makes room for that one.
 * Chunks stay: they are named by their content and belong to whoever names them. Those that were sealed here belong to
 * nobody else and go.
 */
export async function setAside(store: Store, stream: string, now: number): Promise<void> {
  if (isRecordingStream(stream)) return setRecordingAside(store, stream, now);
  const following = derivedTables.map((name) => store.table(name));
  const logs = [store.lines, store.intake, store.cursors, store.forked, store.transcripts];
  const tables = [...logs, store.derived, store.rowChunks, store.rowKeys, ...following];
  await store.transaction('rw', tables, async () => {
    const isIntake = stream === intakeStream;
    const kept = isIntake
      ? await store.intake.toArray()
      : await store.lines.where('[stream+seq]').between([stream, 0], [stream, Infinity]).toArray();
    if (kept.length > 0) await store.forked.add({ stream, foundAt: now, lines: kept.map(({ text }) => text) });
    await store.cursors.delete(stream);
    if (!isIntake) {
      await store.transcripts.delete(transcriptOfStream(stream) ?? '');
      await store.lines.where('[stream+seq]').between([stream, 0], [stream, Infinity]).delete();
      return;
    }
    await store.intake.clear();
    const sealedHere = await store.rowDirectory.filter(({ origin }) => origin.kind === 'tail').toArray();
    await store.rowChunks.bulkDelete(sealedHere.map(({ kind, t0, sha256 }) => [kind, t0, sha256]));
    const derived = await store.derived.get('intake');
    const epoch = (derived?.epoch ?? 0) + 1;
    await store.rowKeys.bulkDelete(sealedHere.map(({ kind, sha256 }) => [kind, sha256]));
    for (const table of following) await table.clear();
    await store.derived.put({ name: 'intake', seq: 0, version: (derived?.version ?? 0) + 1, epoch });
  });
}
