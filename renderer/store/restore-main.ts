import { call } from '../host/client.ts';
import { intakeStream } from '../../shared/contract/frames.ts';
import type { CallFault } from '../../shared/contract/procedures.ts';
import type { IntakeLine } from '../../shared/domain/release/intake-line.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { pageStore } from './page-store.ts';
import type { Store } from './schema.ts';
import { restartSync } from './start-store.ts';
import type { LostStream } from './sync-state.ts';

/** How the lines and chunks reach the main process. */
export type RestoreWay = {
  readonly giveLines: (
    stream: string,
    lines: readonly string[],
    receipt: string,
  ) => Promise<Result<{ seq: number }, CallFault>>;
  readonly giveChunk: (bytes: ArrayBuffer) => Promise<Result<unknown, CallFault>>;
};

/** A journal comes back in one piece: its receipt stands for its last line. */
const journalLinesAtOnce = 50_000;
/** An intake line holds up to 500 rows. */
const intakeLinesAtOnce = 8;

/**
 * Gives the main process back what it lost and this window kept, and lets the sync begin anew. `onProgress` counts lines.
 * A refusal stops it; what was given back until then stays, and trying again goes on from there.
 */
export async function restoreMain(
  streams: readonly LostStream[],
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Result<null, CallFault>> {
  const given = await giveBack(pageStore(), streams, productWay, onProgress);
  restartSync();
  return given;
}

export async function giveBack(
  store: Store,
  streams: readonly LostStream[],
  way: RestoreWay,
  onProgress: (done: number, total: number) => void,
): Promise<Result<null, CallFault>> {
  const total = streams.reduce((sum, { here, there }) => sum + here - there, 0);
  let done = 0;
  // The workspace first: reviews name its members and services.
  const ordered = streams.toSorted((a, b) => Number(b.stream === 'workspace') - Number(a.stream === 'workspace'));
  for (const { stream, here, there } of ordered) {
    for (let after = there; after < here;) {
      const lines = await readLines(store, stream, after);
      if (lines.length === 0) return err(lostHere(stream));
      if (stream === intakeStream) {
        const chunks = await giveChunks(store, lines, way);
        if (!chunks.ok) return chunks;
      }
      const answer = await way.giveLines(stream, lines, (await store.cursors.get(stream))?.receipt ?? '');
      if (!answer.ok) return answer;
      after += lines.length;
      done += lines.length;
      onProgress(done, total);
    }
  }
  return ok(null);
}

async function readLines(store: Store, stream: string, after: number): Promise<readonly string[]> {
  const kept =
    stream === intakeStream
      ? await store.intake.where('seq').above(after).limit(intakeLinesAtOnce).toArray()
      : await store.lines
          .where('[stream+seq]')
          .between([stream, after], [stream, Infinity], false)
          .limit(journalLinesAtOnce)
          .toArray();
  return kept.map(({ text }) => text);
}

async function giveChunks(store: Store, lines: readonly string[], way: RestoreWay): Promise<Result<null, CallFault>> {
  for (const text of lines) {
    const { samples, bulk = [] } = JSON.parse(text) as IntakeLine;
    const wanted = [
      ...samples.map(
        ({ series, t0, sha256 }) =>
          () =>
            store.chunks.get([series, t0, sha256]),
      ),
      ...bulk.map(
        ({ kind, t0, sha256 }) =>
          () =>
            store.rowChunks.get([kind, t0, sha256]),
      ),
    ];
    for (const read of wanted) {
      const kept = await read();
      if (kept === undefined) return err(lostHere(intakeStream));
      const answer = await way.giveChunk(kept.bytes);
      if (!answer.ok) return answer;
    }
  }
  return ok(null);
}

const lostHere = (stream: string): CallFault => ({
  code: 'not-kept',
  message: `This window does not have all of ${stream} either. What it has was given back; bring the files in again.`,
});

const productWay: RestoreWay = {
  giveLines: (stream, lines, receipt) => call('sync.restore', { stream, lines: [...lines], receipt }),
  giveChunk: async (bytes) => {
    try {
      const response = await fetch('/api/sync.restore-chunk', {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream' },
        body: bytes,
      });
      if (response.ok) return ok(null);
    } catch {
      // Falls through to the same answer as a refusal without words.
    }
    return err({
      code: 'no-host',
      message: 'Hotwash did not take the samples back. What this window has is safe; try again.',
    });
  },
};
