import type { StartChild } from '../platform/child.ts';
import { saidSchema, type Ask, type Said } from './worker-protocol.ts';

/** The bundled script in which engines run, its assets, and how it is started here. */
export type SpeechWorker = { readonly entry: string; readonly assets: string; readonly start: StartChild };

/** How a child process ended: by itself after its last answer, or broken, or because nobody wanted it any more. */
export type WorkerEnd = 'done' | 'broke' | 'stopped';

/**
 * Starts a child process for one question and yields its answers as they come. It is killed with everything in it when
 * the signal aborts or the reader leaves.
 */
export async function* askWorker(
  { entry, start }: Pick<SpeechWorker, 'entry' | 'start'>,
  ask: Ask,
  signal: AbortSignal,
): AsyncGenerator<Said, WorkerEnd> {
  if (signal.aborted) return 'stopped';
  const child = start(entry);
  const kill = (): void => child.kill();
  signal.addEventListener('abort', kill);
  child.ask(JSON.stringify(ask));
  let isAnswered = false;
  try {
    for await (const line of child.lines) {
      const said = saidSchema.safeParse(toJson(line));
      // Native code may print what it likes.
      if (!said.success) continue;
      isAnswered = said.data.say === 'ended' || said.data.say === 'failed' || said.data.say === 'probed';
      yield said.data;
    }
    await child.ended;
  } finally {
    signal.removeEventListener('abort', kill);
    kill();
  }
  if (signal.aborted) return 'stopped';
  return isAnswered ? 'done' : 'broke';
}

function toJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
