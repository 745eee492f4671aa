import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkpointOfLines, type Checkpoint } from '../../shared/journal/checkpoint.ts';
import { hashToWords } from '../../shared/journal/words.ts';
import { consistencyProof, inclusionProof, leafHash, rootOfHashes } from '../../shared/journal/merkle-proofs.ts';
import { formatContinuation, formatLogProof, logLeaf, logOrigin } from '../../shared/journal/review-log.ts';
import { createDeviceKey, signCheckpoint, type DeviceKey } from '../signing/device-key.ts';
import type { VerifyReport } from '../verifier/core/report.ts';
import { verifyBundle, type VerifyRequest } from '../verifier/verify-bundle.ts';
import { makeLines, makeParts, makeRecord, reviewId, type RecordFixture } from './record-fixture.ts';
import { removeTemporaryFolders } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

const lines = makeLines();
const ours = checkpointOfLines(reviewId, lines);
const others = [3, 5, 9, 12].map((size): Checkpoint => ({ ...ours, origin: `hotwash/r-2026-00${size}`, size }));
const leaves = [...others.slice(0, 2), ours, ...others.slice(2)].map((each) => leafHash(logLeaf(each)));

const logAt = (size: number): Checkpoint => ({
  origin: logOrigin('w1'),
  size,
  root: rootOfHashes(leaves, 0, size),
});

const proofBy = (device: DeviceKey, index = 2, sealed = logAt(5)): string =>
  formatLogProof({ index, hashes: inclusionProof(leaves, 2), checkpoint: signCheckpoint(device, sealed) });

/** A record whose log-proof is made by `proof` with the key that signs the record's own checkpoint. */
async function recordWith(proof: (device: DeviceKey) => string): Promise<RecordFixture> {
  const { key } = createDeviceKey();
  const parts = { ...makeParts(key), attachments: [{ name: 'log-proof.txt', bytes: proof(key) }] };
  const record = await makeRecord({ parts });
  await writeFile(join(record.trustDir, 'device.pem'), key.publicPem);
  return record;
}

const verify = ({ dir, trustDir }: RecordFixture, more: VerifyRequest = {}): Promise<VerifyReport> =>
  verifyBundle(dir, { trust: [trustDir], ...more });

async function file(record: RecordFixture, name: string, text: string): Promise<string> {
  const path = join(record.base, name);
  await writeFile(path, text);
  return path;
}

describe("a record's place in the workspace's log", () => {
  it('[J11] is proven, by this device or by one that is trusted; another device is said', async () => {
    const record = await recordWith((device) => proofBy(device));
    expect(await verify(record)).toMatchObject({
      exit: 0,
      findings: [],
      history: { log: { index: 2, size: 5, signedBy: 'a trusted device' } },
    });
    const stranger = await recordWith(() => proofBy(createDeviceKey().key));
    expect(await verify(stranger)).toMatchObject({ exit: 0, history: { log: { signedBy: 'another device' } } });
  });

  it.each([
    ['a proof of another place', (device: DeviceKey) => proofBy(device, 1)],
    ['a log without it', (device: DeviceKey) => proofBy(device, 2, { ...logAt(5), root: new Uint8Array(32) })],
    ['another text', () => 'c2sp.org/tlog-proof@v1\nindex 02\n\n'],
    ['a review in place of a log', (device: DeviceKey) => proofBy(device, 2, { ...logAt(5), origin: 'hotwash/r-1' })],
    [
      'a checkpoint that its device did not sign',
      (device: DeviceKey) => proofBy(device).replace(/.(?=.{20}\n$)/, (one) => (one === 'A' ? 'B' : 'A')),
    ],
  ])('[R11] refuses %s', async (_name, proof) => {
    const report = await verify(await recordWith(proof));
    expect(report).toMatchObject({ exit: 1, findings: [{ case: 11, path: 'data/log-proof.txt' }] });
  });

  it('[R12] continues an older checkpoint of the log only with a proof of it', async () => {
    const record = await recordWith((device) => proofBy(device));
    const since = await file(record, 'older.txt', signCheckpoint(record.device, logAt(2)));
    const hashes = consistencyProof(leaves, 2);
    const sealed = (await readFile(join(record.dir, 'data/log-proof.txt'), 'utf8')).split('\n\n').slice(1).join('\n\n');
    const proof = await file(record, 'proof.txt', formatContinuation({ older: 2, hashes, checkpoint: sealed }));
    expect(await verify(record, { since, proof })).toMatchObject({ exit: 0 });
    expect(await verify(record, { since })).toMatchObject({ exit: 2 });
    const bent = formatContinuation({ older: 2, hashes: hashes.toReversed(), checkpoint: sealed });
    expect(await verify(record, { since, proof: await file(record, 'bent.txt', bent) })).toMatchObject({
      exit: 1,
      findings: [{ case: 12 }],
    });
    const rolled = await file(record, 'newer.txt', signCheckpoint(record.device, { ...logAt(5), size: 6 }));
    expect(await verify(record, { since: rolled })).toMatchObject({ exit: 1, findings: [{ case: 12 }] });
    const bare = await makeRecord();
    expect(await verify(bare, { since, proof })).toMatchObject({ exit: 1, findings: [{ case: 12 }] });
  });

  it('[R12] knows the words that somebody noted, after whichever event they were the head', async () => {
    const record = await makeRecord();
    const words = hashToWords(checkpointOfLines(reviewId, lines.slice(0, 4)).root).join(' ');
    expect(await verify(record, { sinceWords: ` ${words.toUpperCase()}\n` })).toMatchObject({
      exit: 0,
      history: { wordsAt: 4 },
    });
    expect(await verify(record, { sinceWords: words.replace(/^\S+/, 'zoo') })).toMatchObject({
      exit: 1,
      findings: [{ case: 12 }],
    });
    // Words written down wrongly say nothing about the record.
    for (const sinceWords of [words.replace(/^\S+/, 'zooo'), words.replace(/^\S+ /, '')])
      expect(await verify(record, { sinceWords })).toMatchObject({ exit: 2, findings: [{ case: 0 }] });
  });
});
