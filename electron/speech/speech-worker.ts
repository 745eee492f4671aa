import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { openPocketsphinx } from './pocketsphinx.ts';
import type { EngineChoice } from './recognizer.ts';
import { loadSherpa, openSherpa } from './sherpa.ts';
import { transcribe } from './transcribe.ts';
import { createVoiceDetector } from './voice-detector.ts';
import { askSchema, type Ask, type Said } from './worker-protocol.ts';

/**
 * The child process in which engines run: one question in JSON, answers as JSON lines on its output, then it ends. Native code that breaks takes only this process down. When its parent is gone, so is it.
 */
async function main(): Promise<void> {
  yieldToOthers();
  const line = await question();
  for await (const said of answer(askSchema.parse(JSON.parse(line)))) await say(said);
  process.exit(0);
}

/** A meeting, a recording and the page come first. */
function yieldToOthers(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // This system has no such thing.
  }
}

type ParentPort = { once(event: 'message', listener: (message: { readonly data: unknown }) => void): void };

/** What it is asked: a message where it is a utility process of Electron's, which has no input; a line otherwise. */
async function question(): Promise<string> {
  const { parentPort } = process as { readonly parentPort?: ParentPort };
  if (parentPort !== undefined)
    return new Promise((resolve) => parentPort.once('message', ({ data }) => resolve(String(data))));
  const lines = createInterface({ input: process.stdin });
  const [line] = (await once(lines, 'line')) as [string];
  // The input stays open as long as the parent lives.
  lines.on('close', leave);
  return line;
}

/** Takes the engine's own processes along. */
function leave(): void {
  try {
    if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL');
  } catch {
    // Started by hand, it leads no group.
  }
  process.exit(1);
}

async function* answer(ask: Ask): AsyncGenerator<Said, void> {
  if (ask.ask === 'probe') {
    const sherpa = loadSherpa();
    yield { say: 'probed', sherpa: sherpa.ok ? { version: sherpa.value.version } : { why: sherpa.error.message } };
    return;
  }
  const recognizer = await open(ask.engine);
  if (!recognizer.ok) {
    yield { say: 'failed', ...recognizer.error };
    return;
  }
  yield { say: 'opened' };
  const detector = await createVoiceDetector(ask.assets);
  try {
    yield* transcribe({ parts: ask.parts, fromMs: ask.fromMs, detector, recognizer: recognizer.value });
  } finally {
    await recognizer.value.close();
  }
}

const open = async (choice: EngineChoice) =>
  choice.kind === 'pocketsphinx' ? openPocketsphinx(choice.folder) : openSherpa(choice.model);

/** Waits for a slow reader, so that nothing piles up. */
const say = (said: Said): Promise<void> =>
  new Promise((resolve) => {
    process.stdout.write(`${JSON.stringify(said)}\n`, () => resolve());
  });

await main();
