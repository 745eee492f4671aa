import { execFile } from 'node:child_process';
import { appendFile, chmod, cp, link, mkdir, readFile, rename, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFolder } from '../verifier/folder-source.ts';
import { verifyBundle } from '../verifier/verify-bundle.ts';
import { makeRecord, type RecordFixture } from './record-fixture.ts';
import { verdictOf } from './record-tamper.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;

let record: RecordFixture;
beforeAll(async () => {
  record = await makeRecord();
});

async function copyOf(change: (dir: string) => Promise<unknown>): Promise<string> {
  const dir = join(await temporaryFolder('folder'), 'record');
  await cp(record.dir, dir, { recursive: true });
  await change(dir);
  return dir;
}
const verify = (dir: string) => verdictOf(dir, { trust: [join(record.trustDir, 'allowed_signers')] });
const unlisted = (path: string): string => `2: UNLISTED file ${path} is not covered by any signature`;

describe('a record as a folder', () => {
  it.each<[string, (dir: string) => Promise<unknown>]>([
    ['a link to a file', (dir) => symlink('/etc/hostname', join(dir, 'data/x'))],
    ['a link to a folder', (dir) => symlink('/etc', join(dir, 'data/evidence/x'))],
    ['a link to itself', (dir) => symlink('x', join(dir, 'x'))],
    ['a pipe', (dir) => run('mkfifo', [join(dir, 'data/x')])],
    [
      'a pipe in the place of a file',
      async (dir) => {
        await rename(join(dir, 'bagit.txt'), join(dir, '..', 'bagit.txt'));
        await run('mkfifo', [join(dir, 'bagit.txt')]);
      },
    ],
    [
      'a socket',
      (dir) =>
        new Promise((resolve) => {
          const server = createServer().listen(join(dir, 'x'), () => resolve(undefined));
          server.unref();
        }),
    ],
  ])('[R15] with %s is unsafe, and nothing of it is opened', async (_name, change) => {
    const { exit, said } = await verify(await copyOf(change));
    expect(exit).toBe(2);
    expect(said).toEqual([expect.stringMatching(/^15: UNSAFE ARCHIVE: ".*" is a link or a device$/)]);
  });

  it('[R15] that is itself a pipe or a device is not waited for', async () => {
    const pipe = join(await temporaryFolder('pipe'), 'record.zip');
    await run('mkfifo', [pipe]);
    for (const path of [pipe, '/dev/zero'])
      expect(await verify(path)).toEqual({ exit: 2, said: ['15: UNSAFE ARCHIVE: it is a device or a pipe'] });
  });

  it('may be made of hard links, lie under any name and on a disk that cannot be written', async () => {
    const dir = await copyOf(async (copy) => {
      await rename(join(copy, 'data/report.html'), join(copy, '../report.html'));
      await link(join(copy, '../report.html'), join(copy, 'data/report.html'));
    });
    const odd = join(await temporaryFolder('odd'), 'a record, \u00fcber "alles" \u{1f600} $(x)');
    await rename(dir, odd);
    await chmod(odd, 0o500);
    expect(await verify(odd)).toEqual({ exit: 0, said: [] });
    await chmod(odd, 0o700);
  });

  it('[R2] has no file whose name differs in case, in its letters or in being UTF-8', async () => {
    const names = [
      'BagIt.txt',
      'data/Report.html',
      'data/repo\u0308rt.html',
      'data/rep\u00f6rt.html',
      'data/a b',
      'data/-x ',
    ];
    const dir = await copyOf(async (copy) => {
      for (const name of names) await writeFile(join(copy, name), 'x');
      await writeFile(Buffer.concat([Buffer.from(`${copy}/data/`), Buffer.of(0xff, 0xfe)]), 'x');
    });
    const { exit, said } = await verify(dir);
    expect(exit).toBe(1);
    expect(said).toEqual(expect.arrayContaining([...names, 'data/\ufffd\ufffd'].map(unlisted)));
  });

  it('[R15] of 100 000 files, or 300 levels, or a terabyte, is refused at once and in little memory', async () => {
    const many = await copyOf(async (dir) => {
      const script = `import os,sys\nos.makedirs(sys.argv[1])\nfor i in range(100000): os.close(os.open(sys.argv[1]+'/%d'%i, os.O_CREAT|os.O_WRONLY))`;
      await run('python3', ['-c', script, join(dir, 'data/many')]);
    });
    const deep = await copyOf((dir) => mkdir(join(dir, ...Array<string>(300).fill('d')), { recursive: true }));
    const sparse = await copyOf(async (dir) => {
      await writeFile(join(dir, 'data/recording.webm'), '');
      await truncate(join(dir, 'data/recording.webm'), 1024 ** 4);
    });
    const before = process.memoryUsage().rss;
    const started = performance.now();
    expect(await verify(many)).toEqual({ exit: 2, said: ['15: UNSAFE ARCHIVE: it has more than 20000 files'] });
    expect(await verify(deep)).toEqual({ exit: 2, said: [expect.stringContaining('more than 8 deep in each other')] });
    expect(await verify(sparse)).toEqual({ exit: 2, said: ['15: UNSAFE ARCHIVE: it holds more than 64 GiB'] });
    console.log(
      `record-folder: ${Math.round(performance.now() - started)} ms, ${Math.round((process.memoryUsage().rss - before) / 2 ** 20)} MiB more`,
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20);
  });

  it('that changes while it is read is said to, and one that grows without end is not followed', async () => {
    for (const change of [(file: string) => appendFile(file, 'more'), (file: string) => truncate(file, 3)]) {
      const dir = await copyOf(async () => undefined);
      const source = await openFolder(dir);
      await change(join(dir, 'data/report.html'));
      const read = async (): Promise<void> => {
        for await (const piece of source.read('data/report.html')) expect(piece.length).toBeGreaterThan(0);
      };
      await expect(read()).rejects.toThrow('data/report.html changed while it was read');
    }
    const swapped = await copyOf(async () => undefined);
    const source = await openFolder(swapped);
    await rename(join(swapped, 'bagit.txt'), join(swapped, '..', 'bagit.txt'));
    await run('mkfifo', [join(swapped, 'bagit.txt')]);
    await expect(source.read('bagit.txt')[Symbol.asyncIterator]().next()).rejects.toThrow('cannot be read');
  });

  it.skipIf(isRoot)('with a file that may not be read is unreadable, by name', async () => {
    const dir = await copyOf((copy) => chmod(join(copy, 'data/actions.csv'), 0));
    expect(await verify(dir)).toEqual({ exit: 2, said: ['0: UNREADABLE: data/actions.csv cannot be read'] });
  });

  it('[R1] manifests with a byte order mark or other line ends are not as they were signed', async () => {
    for (const edit of [(text: string) => `\ufeff${text}`, (text: string) => text.replaceAll('\n', '\r\n')]) {
      const dir = await copyOf(async (copy) => {
        const file = join(copy, 'manifest-sha256.txt');
        await writeFile(file, edit(await readFile(file, 'utf8')));
      });
      expect((await verify(dir)).said.join('\n')).toMatch(/1: CHANGED manifest-sha256\.txt: signed sha256/);
    }
  });

  it('a trust file with a byte order mark or Windows line ends is read', async () => {
    const folder = await temporaryFolder('bom');
    const text = await readFile(join(record.trustDir, 'allowed_signers'), 'utf8');
    await writeFile(join(folder, 'allowed_signers'), `\ufeff# from the archive\r\n${text.replaceAll('\n', '\r\n')}`);
    expect(await verifyBundle(record.dir, { trust: [join(folder, 'allowed_signers')] })).toMatchObject({ exit: 0 });
  });
});
