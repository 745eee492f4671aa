import { spawn } from 'node:child_process';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Heard, HeardWord } from '../../shared/domain/speech/engine.ts';
import { soundRate } from '../../shared/domain/speech/voice-segments.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { EngineFault, Recognizer } from './recognizer.ts';
import { wavOf } from './wav.ts';

export const pocketsphinxCommand = 'pocketsphinx_continuous';

/** Where Debian's pocketsphinx-en-us puts its model. */
export const pocketsphinxModel = '/usr/share/pocketsphinx/model/en-us';

/** What it is given to hear before and after a segment: it swallows a word at the very edge. Samples. */
const edge = soundRate / 5;

const arguments_ = (wav: string): readonly string[] =>
  [
    ['-infile', wav],
    ['-hmm', join(pocketsphinxModel, 'en-us')],
    ['-lm', join(pocketsphinxModel, 'en-us.lm.bin')],
    ['-dict', join(pocketsphinxModel, 'cmudict-en-us.dict')],
    ['-time', 'yes'],
    // Its own silence remover would shift the times of the words.
    ['-remove_silence', 'no'],
    ['-logfn', '/dev/null'],
  ].flat();

/** pocketsphinx for rough drafts: one process for each voice segment, over a file that is gone right after. */
export async function openPocketsphinx(folder: string): Promise<Result<Recognizer, EngineFault>> {
  const there = await stat(pocketsphinxModel).catch(() => undefined);
  if (there === undefined)
    return err({ code: 'no-model', message: 'The model of pocketsphinx is gone. Install pocketsphinx-en-us again.' });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const wav = join(folder, 'segment.wav');
  return ok({
    transcribe: async (samples) => {
      const padded = new Float32Array(samples.length + 2 * edge);
      padded.set(samples, edge);
      await writeFile(wav, wavOf(padded), { mode: 0o600 });
      try {
        const printed = await run(arguments_(wav));
        return printed.ok ? ok(readPocketsphinx(printed.value, samples.length)) : printed;
      } finally {
        await rm(wav, { force: true });
      }
    },
    close: () => rm(folder, { recursive: true, force: true }),
  });
}

/** Runs it to its end and answers with what it printed. */
function run(args: readonly string[]): Promise<Result<string, EngineFault>> {
  return new Promise((resolve) => {
    const child = spawn(pocketsphinxCommand, args, {
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
      shell: false,
    });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    child.once('error', () => resolve(failed('pocketsphinx could not be started. Is it still installed?')));
    child.once('close', (code) =>
      resolve(code === 0 ? ok(printed) : failed('pocketsphinx broke off. The segment was not transcribed.')),
    );
  });
}

const failed = (message: string): Result<never, EngineFault> => err({ code: 'engine-failed', message });

/**
 * Reads what `-time yes` prints: the text of an utterance, then `word begin end confidence` in seconds, with `(2)` for
 * another pronunciation, and `<s>`, `<sil>`, `[NOISE]` for what is no word.
 *
 * @param length samples of the segment without its edges, which bounds every time
 */
export function readPocketsphinx(printed: string, length: number): Heard {
  const last = Math.round((length / soundRate) * 1000);
  const inside = (seconds: number): number =>
    Math.min(last, Math.max(0, Math.round((seconds - edge / soundRate) * 1000)));
  const words: HeardWord[] = [];
  for (const line of printed.split('\n')) {
    const match = /^(\S+) (\d+\.\d+) (\d+\.\d+) (\d+(?:\.\d+)?(?:e[-+]?\d+)?)$/.exec(line.trim());
    const [, word = '', begin = '', end = '', confidence = ''] = match ?? [];
    const text = word.replace(/\(\d+\)$/, '');
    if (match === null || /^[<[+]/.test(text)) continue;
    words.push({
      start: inside(Number(begin)),
      end: inside(Number(end)),
      text,
      confidence: Math.min(1, Number(confidence)),
    });
  }
  return { text: words.map(({ text }) => text).join(' '), words };
}
