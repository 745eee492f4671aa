import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tmpdir } from 'node:os';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listFiles } from '../export/bag-files.ts';
import { zipBundle } from '../export/zip-bundle.ts';
import { verifyBundle } from '../verifier/verify-bundle.ts';
import { hostileZips, zipTop as top } from './hostile-zips.ts';
import { makeRecord, valueOf, type RecordFixture } from './record-fixture.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';
import { makeZip, type RawEntry } from './zip-maker.ts';

afterAll(removeTemporaryFolders);

const run = promisify(execFile);

let record: RecordFixture;
let zip: string;
beforeAll(async () => {
  record = await makeRecord();
  zip = join(record.base, 'record.zip');
  valueOf(await zipBundle(record.dir, top, zip));
});

async function verify(bytes: Buffer): Promise<{ exit: number; first: string }> {
  const file = join(await temporaryFolder('zip'), 'r.zip');
  await writeFile(file, bytes);
  const { exit, findings } = await verifyBundle(file, { trust: [record.trustDir] });
  return { exit, first: `${findings[0]?.case}: ${findings[0]?.message}` };
}

describe('a record as a zip', () => {
  it('verifies like the folder it was made of, without being unpacked', async () => {
    const before = await readdir(record.base);
    expect(await verifyBundle(zip, { trust: [record.trustDir] })).toMatchObject({ exit: 0, findings: [] });
    expect(await readdir(record.base)).toEqual(before);
  });

  it('verifies when a person unpacked it and packed it again with another program', async (context) => {
    if (!existsSync('/usr/bin/zip') || !existsSync('/usr/bin/unzip')) context.skip('zip and unzip are not installed');
    const folder = await temporaryFolder('repacked');
    await run('unzip', ['-q', zip], { cwd: folder });
    await run('zip', ['-qr', 'again.zip', top], { cwd: folder });
    expect(await verifyBundle(join(folder, 'again.zip'), { trust: [record.trustDir] })).toMatchObject({
      exit: 0,
      findings: [],
    });
  });

  it('says what was changed inside', async () => {
    const entries: RawEntry[] = [];
    for (const path of await listFiles(record.dir))
      entries.push({
        name: `${top}/${path}`,
        packed: true,
        data: path === 'data/actions.csv' ? Buffer.from('other') : await readFile(join(record.dir, path)),
      });
    expect(await verify(makeZip(entries))).toMatchObject({
      exit: 1,
      first: expect.stringMatching(/^1: CHANGED data\/actions.csv: signed sha256/) as string,
    });
  });

  it.each(hostileZips)('[R15] $name is unsafe', async ({ bytes, why }) => {
    const { exit, first } = await verify(bytes());
    expect(exit).toBe(2);
    expect(first).toMatch(/^15: UNSAFE ARCHIVE: /);
    expect(first).toContain(why);
  });

  it('[R15] cut anywhere it is refused, and nothing is ever unpacked beside it', async () => {
    const bytes = await readFile(zip);
    const folder = await temporaryFolder('cut');
    const before = await readdir(tmpdir());
    const structures = [0, 4, 30, bytes.length - 22, bytes.length - 1];
    for (let at = bytes.indexOf('PK', 1); at > 0; at = bytes.indexOf('PK', at + 1))
      structures.push(at, at + 1, at + 29);
    for (const end of structures.filter((end) => end < bytes.length)) {
      const file = join(folder, 'cut.zip');
      await writeFile(file, bytes.subarray(0, end));
      expect({ end, exit: (await verifyBundle(file, { trust: [record.trustDir] })).exit }).toEqual({ end, exit: 2 });
    }
    expect(await readdir(folder)).toEqual(['cut.zip']);
    const appeared = (await readdir(tmpdir())).filter((name) => !before.includes(name));
    expect(appeared.filter((name) => /bagit|hotwash-r-2026/.test(name))).toEqual([]);
  });

  it('what other programs make of a record is read, or refused in words', async (context) => {
    if (!existsSync('/usr/bin/python3')) context.skip('python3 is not installed');
    const folder = await temporaryFolder('python');
    const script = `import zipfile,sys,os
src,out,how=sys.argv[1:4]
z=zipfile.ZipFile(out,'w',zipfile.ZIP_DEFLATED if how!='stored' else zipfile.ZIP_STORED)
for d,_,fs in os.walk(src):
  for f in fs:
    p=os.path.join(d,f); name='${top}/'+os.path.relpath(p,src)
    if how=='twice' and f=='bagit.txt': z.writestr(name,'BagIt-Version: 1.0')
    z.write(p,name)
if how=='comment': z.comment=b'by python'
if how=='parent': z.writestr('${top}/../x','x')
z.close()`;
    const outcomes: string[] = [];
    for (const how of ['deflated', 'stored', 'twice', 'comment', 'parent']) {
      const out = join(folder, `${how}.zip`);
      await run('python3', ['-W', 'ignore', '-c', script, record.dir, out, how]);
      const { exit, findings } = await verifyBundle(out, { trust: [record.trustDir] });
      outcomes.push(`${how} ${exit} ${findings[0]?.message ?? ''}`);
    }
    expect(outcomes).toEqual([
      'deflated 0 ',
      'stored 0 ',
      expect.stringMatching(/^twice 2 UNSAFE ARCHIVE: .* is there twice$/),
      'comment 2 UNSAFE ARCHIVE: there are bytes after its end',
      expect.stringMatching(/^parent 2 UNSAFE ARCHIVE: .* leads out of its folder$/),
    ]);
  });

  it('what is no zip at all is unreadable', async () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('PK'),
      Buffer.alloc(100_000),
      (await readFile(zip)).subarray(0, 5000),
    ])
      expect(await verify(bytes)).toEqual({ exit: 2, first: '0: UNREADABLE: it is neither a record folder nor a zip' });
  });

  it('[R1] no byte of the zip can be changed into another accepted record', async () => {
    const bytes = await readFile(zip);
    const accepted: number[] = [];
    for (let at = 0; at < bytes.length; at += 97) {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 0x20;
      if ((await verify(copy)).exit === 0) accepted.push(at);
    }
    // Time stamps, owners and the like are outside what is signed, so some bytes may differ; no content may.
    for (const at of accepted) {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 0x20;
      expect(await contentsOf(copy)).toEqual(await contentsOf(bytes));
    }
  });
});

describe("the zip's bytes", () => {
  it('are the same in every time zone and at every writing', async () => {
    const folder = await temporaryFolder('zones');
    const script = await bundle(folder, join(import.meta.dirname, '../export/zip-bundle.ts'));
    const digests = new Set<string>();
    for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles', 'UTC']) {
      const out = join(folder, `${zone.replace('/', '-')}.zip`);
      const code = `import(${JSON.stringify(script)}).then((m) => m.zipBundle(${JSON.stringify(record.dir)}, ${JSON.stringify(top)}, ${JSON.stringify(out)})).then((r) => { if (!r.ok) process.exit(1); console.log(new Date(0).getTimezoneOffset()); })`;
      execFileSync(process.execPath, ['-e', code], { env: { ...process.env, TZ: zone } });
      digests.add(
        createHash('sha256')
          .update(await readFile(out))
          .digest('hex'),
      );
    }
    digests.add(
      createHash('sha256')
        .update(await readFile(zip))
        .digest('hex'),
    );
    expect(digests.size).toBe(1);
  });

  it('are read by unzip and bsdtar-like tools', async (context) => {
    if (!existsSync('/usr/bin/unzip')) context.skip('unzip is not installed');
    const { stdout } = await run('unzip', ['-t', zip]);
    expect(stdout).toContain('No errors detected');
  });
});

async function contentsOf(bytes: Buffer): Promise<readonly string[]> {
  const { fromBufferPromise } = await import('yauzl');
  const opened = await fromBufferPromise(bytes);
  const contents: string[] = [];
  for await (const entry of opened.eachEntry()) {
    const hash = createHash('sha256');
    for await (const piece of await opened.openReadStreamPromise(entry)) hash.update(piece as Buffer);
    contents.push(`${entry.fileName} ${hash.digest('hex')}`);
  }
  return contents;
}

async function bundle(folder: string, entry: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'entry.mjs' } },
    },
  });
  return join(folder, 'entry.mjs');
}
