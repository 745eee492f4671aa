import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSpeechWorker, hasCommands } from '../../test/support/speech-worker.ts';
import { speak } from '../../test/support/spoken.ts';
import { wordErrorRate } from '../../test/support/word-errors.ts';
import { askWorker } from './run-worker.ts';
import type { Said } from './worker-protocol.ts';

const sentences = [
  { text: 'The meeting is open and everybody is here.', pauseMs: 900 },
  { text: 'We will look at the timeline of the release.', pauseMs: 1200 },
  { text: 'The first change was made on Monday morning.', pauseMs: 700 },
  { text: 'Nobody saw the error before the customers called.', pauseMs: 1500 },
  { text: 'Next time we want to test the new version first.', pauseMs: 1000 },
];

describe.runIf(hasCommands('flite', 'ffmpeg', 'pocketsphinx_continuous'))('pocketsphinx over spoken sentences', () => {
  let folder = '';
  let worker: Awaited<ReturnType<typeof buildSpeechWorker>>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hotwash-speech-'));
    worker = await buildSpeechWorker(folder);
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('[E2] hears most words, and each where it was said', async () => {
    const spoken = speak(folder, 'meeting', sentences);
    const said: Said[] = [];
    const engine = { kind: 'pocketsphinx', folder: join(folder, 'job') } as const;
    const parts = [{ path: spoken.path, offsetMs: 0 }];
    const ask = { ask: 'transcribe', assets: worker.assets, parts, fromMs: 0, engine } as const;
    for await (const each of askWorker(worker, ask, new AbortController().signal)) said.push(each);
    const heard = said.flatMap((each) => (each.say === 'heard' ? [each] : []));
    const rate = wordErrorRate(sentences.map(({ text }) => text).join(' '), heard.map(({ text }) => text).join(' '));
    process.stdout.write(`word error rate ${(rate * 100).toFixed(1)} %\n`);
    expect(said.at(-1)).toEqual({ say: 'ended', damaged: 0 });
    expect(rate).toBeLessThan(0.4);
    expect(heard).toHaveLength(sentences.length);
    for (const [index, { start, end, words }] of heard.entries()) {
      const place = spoken.sentences[index];
      expect(Math.abs(start - (place?.start ?? 0))).toBeLessThan(150);
      expect(Math.abs(end - (place?.end ?? 0))).toBeLessThan(250);
      expect(words.length).toBeGreaterThan(0);
      for (const word of words) {
        expect(word.start).toBeGreaterThanOrEqual(start);
        expect(word.end).toBeLessThanOrEqual(end);
        expect(word.end).toBeGreaterThan(word.start);
      }
    }
  });
});
