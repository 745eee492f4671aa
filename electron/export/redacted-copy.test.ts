import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeRedactedCopy, type CopyFile, type RedactedCopy } from './redacted-copy.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hotwash-redacted-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const files: readonly CopyFile[] = [
  { path: 'bagit.txt', content: 'a', sha256: null },
  { path: 'data/evidence/001.txt', content: 'b', sha256: null },
];
const copyOf = (more: Partial<RedactedCopy> = {}): RedactedCopy => ({
  name: 'hotwash-r-1',
  files,
  withheldTags: [],
  fault: () => Promise.resolve(null),
  ...more,
});

async function* breaksWith(code: string): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(Buffer.from('half'));
  throw Object.assign(new Error(code), { code });
}

describe('writing a redacted copy', () => {
  it.each(['copy', 'copy.zip'])('has nothing under the name %s until every byte is there', async (name) => {
    let during: readonly string[] = [];
    const look = async (): Promise<null> => {
      during = await readdir(folder);
      return null;
    };
    expect(await writeRedactedCopy(join(folder, name), copyOf({ fault: look }))).toMatchObject({ ok: true });
    expect(during).toEqual([expect.stringMatching(/^\.copy.*\.redacting$/)]);
    expect(await readdir(folder)).toEqual([name]);
  });

  it.each(['copy', 'copy.zip'])(
    'leaves nothing of %s when the disk is full or the copy does not hold',
    async (name) => {
      const half = [...files, { path: 'data/x.csv', content: breaksWith('ENOSPC'), sha256: null }];
      const full = await writeRedactedCopy(join(folder, name), copyOf({ files: half }));
      expect(full).toMatchObject({ ok: false, error: { code: 'disk-full' } });
      const wrong = await writeRedactedCopy(join(folder, name), copyOf({ fault: () => Promise.resolve('wrong') }));
      expect(wrong).toMatchObject({ ok: false, error: { message: 'wrong' } });
      const changed = [{ path: 'data/x.csv', content: 'changed', sha256: 'a'.repeat(64) }];
      expect(await writeRedactedCopy(join(folder, name), copyOf({ files: changed }))).toMatchObject({ ok: false });
      expect(await readdir(folder)).toEqual([]);
    },
  );

  it('clears away what a kill left, and overwrites nothing', async () => {
    await mkdir(join(folder, '.copy.0123456789ab.redacting', 'data'), { recursive: true });
    expect(await writeRedactedCopy(join(folder, 'copy'), copyOf())).toMatchObject({ ok: true });
    expect(await readdir(folder)).toEqual(['copy']);
    expect(await writeRedactedCopy(join(folder, 'copy'), copyOf())).toMatchObject({
      ok: false,
      error: { code: 'exists' },
    });
  });
});
