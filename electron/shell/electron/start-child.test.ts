import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forkInNode } from '../../../test/support/electron-stand-in-utility.ts';
import { buildSpeechWorker } from '../../../test/support/speech-worker.ts';
import { startNodeChild } from '../../platform/child.ts';
import { createStartChild } from './start-child.ts';

describe.each([
  ['a utility process, which is asked by a message', createStartChild(forkInNode)],
  ['a process of Node, which is asked by a line', startNodeChild],
])('the script in which engines run, as %s', (_, start) => {
  let folder = '';
  let entry = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hotwash-child-'));
    ({ entry } = await buildSpeechWorker(folder));
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('[E5] answers what it is asked, then ends', async () => {
    const child = start(entry);
    child.ask(JSON.stringify({ ask: 'probe' }));
    const said: unknown[] = [];
    for await (const line of child.lines) said.push(JSON.parse(line));
    await child.ended;
    expect(said).toMatchObject([{ say: 'probed' }]);
    child.kill();
  });

  it('[E5] is gone when it is killed before it was asked anything', async () => {
    const child = start(entry);
    child.kill();
    for await (const line of child.lines) expect(line).toBe('');
    await child.ended;
  });
});
