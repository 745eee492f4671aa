import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { checkpointOfLines } from '../../shared/journal/checkpoint.ts';
import { entryCheckpoint } from '../../shared/journal/log-entry.ts';
import { leafHash, rootFromInclusion } from '../../shared/journal/merkle-proofs.ts';
import { logLeaf, parseLogProof, readSignedCheckpoint } from '../../shared/journal/review-log.ts';
import { openJournals, type Journals } from '../journal/journals.ts';
import { createDeviceKey } from '../signing/device-key.ts';
import { createHistoryService, type HistoryService } from './history-service.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { createWorkspaceService } from './workspace-service.ts';

const { key: device } = createDeviceKey();
const id = 'r-2026-001' as ReviewId;
const clock = { wall: () => Date.parse('2026-03-16T10:00:00Z'), monotonic: () => 0 };

type Opened = { readonly journals: Journals; readonly history: HistoryService; close(): Promise<void> };

async function open(workspaceDir: string): Promise<Opened> {
  const journals = await openJournals(join(workspaceDir, 'journals'), { clock, device: device.id });
  const workspace = await createWorkspaceService(journals, { name: 'T', sample: false, zone: 'UTC' });
  await workspace.found();
  const onBug = (error: unknown): never => {
    throw error;
  };
  const history = await createHistoryService({ workspaceDir, clock, device, journals, workspace, onBug });
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await history.stop();
    await journals.close();
  };
  onTestFinished(close);
  return { journals, history, close };
}

const said = (text: string) => ({ type: 'claim.added.v1', body: { text } });
const entered = (item: string) => ({ type: 'item.entered.v1', body: { item } });

async function append(journals: Journals, events: readonly { type: string; body: object }[]): Promise<void> {
  const journal = await journals.open(id);
  const appended = await journal.append(journal.head().seq, 'ops-01', events as never);
  expect(appended.ok).toBe(true);
}

describe('the histories of a workspace', () => {
  it('[J12] seals at each boundary once, and makes up for what a kill prevented', async () => {
    const dir = await temporaryFolder('history');
    const first = await open(dir);
    await append(first.journals, [{ type: 'review.opened.v1', body: {} }]);
    await append(first.journals, [said('a'), entered('facts'), said('b')]);
    await first.history.settled();
    const read = () => readFile(join(dir, 'log', 'entries.jsonl'), 'utf8');
    const sizes = (text: string) => text.match(/"size":\d+/g);
    expect(sizes(await read())).toEqual(['"size":1', '"size":3']);
    await first.history.checkpoint(id, 'asked', 3);
    expect(sizes(await read())).toHaveLength(2);
    await first.close();
    const alone = await openJournals(join(dir, 'journals'), { clock, device: device.id });
    await append(alone, [entered('causes'), said('c')]);
    await alone.close();
    const second = await open(dir);
    await second.history.settled();
    expect(second.history.notes).toEqual([]);
    expect(sizes(await read())).toEqual(['"size":1', '"size":3', '"size":5']);
    expect(await second.history.head(id)).toMatchObject({ ok: true, value: { size: 5, cause: 'caught-up' } });
  });

  it('[J11] proves that a checkpoint is in the log, and its root is that of the lines', async () => {
    const { journals, history } = await open(await temporaryFolder('history'));
    await append(journals, [{ type: 'review.opened.v1', body: {} }, said('a'), entered('facts'), said('b')]);
    await history.settled();
    const sealed = await history.checkpoint(id, 'asked');
    if (!sealed.ok) throw new Error(sealed.error.message);
    const lines = journals.get(id)?.read(0) ?? [];
    expect(entryCheckpoint(sealed.value).root).toEqual(checkpointOfLines(id, lines).root);
    const proof = parseLogProof(history.logProof(id, 4) ?? '');
    if (!proof.ok) throw new Error(proof.error.message);
    const log = readSignedCheckpoint(proof.value.checkpoint)?.checkpoint;
    const leaf = leafHash(logLeaf(checkpointOfLines(id, lines)));
    expect(log?.size).toBe(3);
    expect(rootFromInclusion(leaf, proof.value.index, 3, proof.value.hashes)).toEqual(Uint8Array.from(log?.root ?? []));
  });

  it('[J13] says at opening what was sealed and is gone, cut or rewritten', async () => {
    const dir = await temporaryFolder('history');
    const first = await open(dir);
    await append(first.journals, [{ type: 'review.opened.v1', body: {} }, said('a'), entered('facts')]);
    await first.close();
    const path = join(dir, 'journals', `${id}.jsonl`);
    const whole = await readFile(path, 'utf8');
    const [one = ''] = whole.split('\n');
    const other = await openJournals(join(dir, 'other'), { clock, device: device.id });
    await append(other, [{ type: 'review.opened.v1', body: {} }, said('x'), entered('facts')]);
    await other.close();
    const rewritten = await readFile(join(dir, 'other', `${id}.jsonl`), 'utf8');
    for (const [text, code, words] of [
      [null, 'journal-gone', 'over 3 events'],
      [`${one}\n`, 'journal-shorter', '1 of 3 events'],
      [rewritten, 'journal-rewritten', 'not those that were sealed'],
    ] as const) {
      await (text === null ? rm(path) : writeFile(path, text));
      const again = await open(dir);
      expect(again.history.notes).toMatchObject([
        { code, stream: id, message: expect.stringContaining(words) as string },
      ]);
      await again.close();
    }
    await mkdir(join(dir, 'journals'), { recursive: true });
    await writeFile(path, whole);
    expect((await open(dir)).history.notes).toEqual([]);
  });

  it('[J12] closes a review of 10,000 events without keeping anybody waiting', async () => {
    const { journals, history } = await open(await temporaryFolder('history'));
    await append(journals, [{ type: 'review.opened.v1', body: {} }]);
    for (let part = 0; part < 10; part += 1)
      await append(journals, [...Array.from({ length: 999 }, (_, at) => said(`${part} ${at}`)), entered('facts')]);
    await history.settled();
    const times: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const began = performance.now();
      await append(journals, [{ type: 'review.closed.v1', body: { summary: 'done' } }]);
      await history.settled();
      times.push(performance.now() - began);
    }
    expect(await history.head(id)).toMatchObject({ ok: true, value: { size: 10_004, cause: 'closed' } });
    expect(Math.min(...times)).toBeLessThan(50);
  });
});
