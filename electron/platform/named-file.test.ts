import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readNamedFile } from './named-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hotwash-named-'));
  await writeFile(join(folder, 'text'), 'abc');
  await mkdir(join(folder, 'folder'));
  await symlink('round', join(folder, 'circle'));
  await symlink('circle', join(folder, 'round'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.each([
  ['nothing there', 'none', 'missing'],
  ['a name through a file', 'text/more', 'missing'],
  ['links in a circle', 'round', 'missing'],
  ['a name that no disk takes', 'x'.repeat(300), 'missing'],
  ['a folder', 'folder', 'folder'],
])('a name of %s is a fault in a word, never an exception', async (_what, name, fault) => {
  expect(await readNamedFile(join(folder, name), 10)).toEqual({ ok: false, error: fault });
});

it('reads a file of the greatest length, and none that is a byte longer', async () => {
  const read = await readNamedFile(join(folder, 'text'), 3);
  expect(read.ok && read.value.toString()).toBe('abc');
  expect(await readNamedFile(join(folder, 'text'), 2)).toEqual({ ok: false, error: 'too-large' });
});

it.runIf(process.platform !== 'win32')('a device without an end is too large', async () => {
  expect(await readNamedFile('/dev/zero', 1000)).toEqual({ ok: false, error: 'too-large' });
});
