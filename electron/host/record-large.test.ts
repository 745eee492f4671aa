import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { canonicalJson } from '../../shared/journal/canonical-json.ts';
import { hashFile } from '../export/bag-files.ts';
import { writeBundle } from '../export/write-bundle.ts';
import { zipBundle } from '../export/zip-bundle.ts';
import { createDeviceKey } from '../signing/device-key.ts';
import { verifyBundle } from '../verifier/verify-bundle.ts';
import { makeLines, makeParts, makeRecord, reviewId, valueOf } from './record-fixture.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

it('[R11] verifies a record whose files are read in several pieces, as a folder and as a zip', async () => {
  const note = 'said in the room; '.repeat(80_000);
  const reviewJson = canonicalJson({ reviewId, requiredRoles: ['facilitator', 'release-manager'], note });
  const { base, dir, trustDir } = await makeRecord({ lines: makeLines(4000), parts: { reviewJson } });
  for (const name of ['events.jsonl', 'review.json'])
    expect((await stat(join(dir, 'data', name))).size).toBeGreaterThan(1 << 20);
  const report = await verifyBundle(dir, { trust: [trustDir] });
  expect(report).toMatchObject({ exit: 0, findings: [] });
  const zip = join(base, 'record.zip');
  valueOf(await zipBundle(dir, `hotwash-${reviewId}`, zip));
  expect(await verifyBundle(zip, { trust: [trustDir] })).toMatchObject({ exit: 0, findings: [] });
});

/** Three pieces and a bit, with bytes that differ from piece to piece. */
const large = Buffer.alloc(3 * (1 << 20) + 7, 'a line of a log, and another\n');
large.write('the end', large.length - 7);

async function withKept(
  again: () => Promise<Uint8Array | { readonly gone: string }>,
  change: (file: string) => Promise<unknown>,
) {
  const base = await temporaryFolder('kept');
  const file = join(base, 'kept');
  await writeFile(file, large);
  const { sha256 } = await hashFile(base, 'kept');
  await change(file);
  const dir = join(base, 'record');
  const { key } = createDeviceKey();
  const parts = makeParts(key, { parts: { evidence: [{ name: '001.log', bytes: { file, sha256, again } }] } });
  return { base, dir, written: await writeBundle(dir, parts) };
}

const nothing = () => Promise.resolve({ gone: 'It is gone; bring it back.' });

it('copies a kept file whole, takes the right bytes again where it was changed or is gone, and writes nothing otherwise', async () => {
  const kept = await withKept(nothing, () => Promise.resolve());
  expect(kept.written.ok).toBe(true);
  expect(large.equals(await readFile(join(kept.dir, 'data/evidence/001.log')))).toBe(true);

  const longer = (file: string) => writeFile(file, Buffer.concat([large, large]));
  const mended = await withKept(() => Promise.resolve(large), longer);
  expect(large.equals(await readFile(join(mended.dir, 'data/evidence/001.log')))).toBe(true);
  const { sha256 } = await hashFile(mended.dir, 'data/evidence/001.log');
  expect(await readFile(join(mended.dir, 'manifest-sha256.txt'), 'utf8')).toContain(`${sha256}  data/evidence/001.log`);

  for (const change of [longer, (file: string) => rm(file)]) {
    const refused = await withKept(nothing, change);
    expect(refused.written).toMatchObject({
      ok: false,
      error: { code: 'evidence-gone', message: 'It is gone; bring it back.' },
    });
    await expect(stat(refused.dir)).rejects.toMatchObject({ code: 'ENOENT' });
  }
});
