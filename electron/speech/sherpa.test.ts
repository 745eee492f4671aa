import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSpeechWorker } from '../../test/support/speech-worker.ts';
import { createEngines } from './engines.ts';
import { askWorker, type WorkerEnd } from './run-worker.ts';
import { readSherpa } from './sherpa.ts';
import type { Ask, Said } from './worker-protocol.ts';

describe('[E5] sherpa-onnx in a process of its own', () => {
  let folder = '';
  let worker: Awaited<ReturnType<typeof buildSpeechWorker>>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hotwash-sherpa-'));
    worker = await buildSpeechWorker(folder);
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function ask(question: Ask): Promise<{ readonly said: readonly Said[]; readonly end: WorkerEnd }> {
    const said: Said[] = [];
    const answers = askWorker(worker, question, new AbortController().signal);
    for (;;) {
      const next = await answers.next();
      if (next.done === true) return { said, end: next.value };
      said.push(next.value);
    }
  }

  it('says its version, or why it is not there', async () => {
    const { said, end } = await ask({ ask: 'probe' });
    expect(end).toBe('done');
    expect(said).toEqual([
      { say: 'probed', sherpa: expect.toSatisfy((state: object) => 'version' in state || 'why' in state) as object },
    ]);
  });

  /** Made-up bytes under the right names: as far as loading goes without a real model. */
  async function madeUp(name: string, text: string) {
    const place = join(folder, 'models', name);
    await mkdir(place, { recursive: true });
    const file = (named: string) => ({
      file: named,
      sha256: createHash('sha256').update(text).digest('hex'),
      bytes: Buffer.byteLength(text),
    });
    for (const named of ['model.onnx', 'tokens.txt']) await writeFile(join(place, named), text);
    const files = { model: file('model.onnx'), tokens: file('tokens.txt') };
    const about = { name, kind: 'paraformer', files, licence: 'CC0-1.0', languages: ['en'], sampleRate: 16_000 };
    await writeFile(join(place, 'model.json'), JSON.stringify(about));
  }

  it('takes only its own process down when a file is no model', async () => {
    await madeUp('no-model', 'these are not weights');
    const engines = createEngines(join(folder, 'models'), worker);
    const [engine] = await engines.list();
    if (engine?.state.kind !== 'available') {
      process.stderr.write('skipped: sherpa-onnx-node has no build here\n');
      return;
    }
    const choice = await engines.choose('model:no-model', folder);
    if (!choice.ok) throw new Error(choice.error.why);
    const parts = [{ path: join(folder, 'none.webm'), offsetMs: 0 }];
    const { said, end } = await ask({
      ask: 'transcribe',
      assets: worker.assets,
      parts,
      fromMs: 0,
      engine: choice.value.choice,
    });
    const isSaid = end === 'done' && said[0]?.say === 'failed' && said[0].code === 'no-model';
    process.stdout.write(`made-up model: ${isSaid ? 'refused by sherpa-onnx' : `its process ${end}`}\n`);
    expect(isSaid || end === 'broke').toBe(true);
  });

  it('is not offered, nor is any other engine, where no process can be started', async () => {
    await madeUp('no-model', 'these are not weights');
    const states = (await createEngines(join(folder, 'models'), null).list()).map(({ state }) => state.kind);
    expect(states).toEqual(['missing', 'missing']);
  });

  it('joins tokens to words with their times', () => {
    const tokens = ['\u2581the', '\u2581re', 'lease', '\u2581is'];
    expect(readSherpa({ text: ' the release is', tokens, timestamps: [0.1, 0.3, 0.5, 0.9] }, 1200)).toEqual({
      text: 'the release is',
      words: [
        { start: 100, end: 300, text: 'the', confidence: null },
        { start: 300, end: 900, text: 'release', confidence: null },
        { start: 900, end: 1200, text: 'is', confidence: null },
      ],
    });
    expect(readSherpa({ text: 'no times', tokens: ['no', 'times'], timestamps: [] }, 1200)).toEqual({
      text: 'no times',
      words: [],
    });
  });
});
