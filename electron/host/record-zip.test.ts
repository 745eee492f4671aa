import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32, deflateRawSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listFiles } from '../export/bag-files.ts';
import { zipBundle } from '../export/zip-bundle.ts';
import { verifyBundle } from '../verifier/verify-bundle.ts';
import { makeRecord, valueOf, type RecordFixture } from './record-fixture.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

const run = promisify(execFile);
const top = 'hotwash-r-2026-118';

let record: RecordFixture;
let zip: string;
beforeAll(async () => {
  record = await makeRecord();
  zip = join(record.base, 'record.zip');
  valueOf(await zipBundle(record.dir, top, zip));
});

/** One entry of a hand-made zip; everything a liar can lie about can be said. */
type Raw = {
  readonly name: string;
  readonly data?: Buffer;
  readonly localName?: string;
  readonly flags?: number;
  readonly attributes?: number;
  readonly declared?: number;
  readonly packed?: boolean;
  readonly extra?: Buffer;
};

function makeZip(entries: readonly Raw[], between: Buffer = Buffer.alloc(0)): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const {
    name,
    data = Buffer.from('x'),
    localName = name,
    flags = 0,
    attributes = (0o100644 << 16) >>> 0,
    declared = data.length,
    packed = false,
    extra = Buffer.alloc(0),
  } of entries) {
    const body = packed ? deflateRawSync(data) : data;
    const sizes = Buffer.alloc(20);
    sizes.writeUInt16LE(flags, 0);
    sizes.writeUInt16LE(packed ? 8 : 0, 2);
    sizes.writeUInt32LE(crc32(data), 8);
    sizes.writeUInt32LE(body.length, 12);
    sizes.writeUInt32LE(declared, 16);
    const local = Buffer.concat([
      Buffer.from('504b03041400', 'hex'),
      sizes,
      u16(Buffer.byteLength(localName)),
      u16(0),
      Buffer.from(localName),
      body,
    ]);
    directory.push(
      Buffer.concat([
        Buffer.from('504b010214031400', 'hex'),
        sizes,
        u16(Buffer.byteLength(name)),
        u16(extra.length),
        u16(0),
        u16(0),
        u16(0),
        u32(attributes),
        u32(at),
        Buffer.from(name),
        extra,
      ]),
    );
    parts.push(local, between);
    at += local.length + between.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.concat([
    Buffer.from('504b050600000000', 'hex'),
    u16(Math.min(entries.length, 0xffff)),
    u16(Math.min(entries.length, 0xffff)),
    u32(central.length),
    u32(at),
    u16(0),
  ]);
  return Buffer.concat([...parts, central, end]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

async function verify(bytes: Buffer): Promise<{ exit: number; first: string }> {
  const file = join(await temporaryFolder('zip'), 'r.zip');
  await writeFile(file, bytes);
  const { exit, findings } = await verifyBundle(file, { trust: [record.trustDir] });
  return { exit, first: `${findings[0]?.case}: ${findings[0]?.message}` };
}

const good = `${top}/bagit.txt`;

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
    const entries: Raw[] = [];
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

  it.each<[string, readonly Raw[], string]>([
    ['a name that leads out', [{ name: `${top}/../../etc/cron.d/x` }], 'leads out of its folder'],
    ['a single dot', [{ name: `${top}/./x` }], 'leads out of its folder'],
    ['an absolute name', [{ name: '/etc/passwd' }], 'absolute name'],
    ['a drive letter', [{ name: 'C:/windows/x' }], 'absolute name'],
    ['a backslash', [{ name: `${top}\\..\\x` }], 'backslash'],
    ['a symbolic link', [{ name: good, attributes: (0o120777 << 16) >>> 0 }], 'symbolic link'],
    ['a device', [{ name: good, attributes: (0o020666 << 16) >>> 0 }], 'not a file'],
    ['the same name twice', [{ name: good }, { name: good }], 'is there twice'],
    ['names that differ in case', [{ name: good }, { name: `${top}/BagIt.txt` }], 'but for letter case'],
    ['a file that is also a folder', [{ name: good }, { name: `${good}/x` }], 'both a file and a folder'],
    ['encryption', [{ name: good, flags: 1 }], 'encrypted'],
    ['AES encryption', [{ name: good, extra: Buffer.from('0199000000000000', 'hex').subarray(0, 4) }], 'encrypted'],
    ['a second name in an extra field', [{ name: good, extra: Buffer.from('75700000', 'hex') }], 'second name'],
    ['two names for one entry', [{ name: good, localName: `${top}/other.txt` }], 'described twice, differently'],
    ['a bomb', [{ name: good, packed: true, data: Buffer.alloc(32 * 1024 * 1024) }], 'unpacks to over 200 times'],
    [
      'a size that is too small',
      [{ name: good, packed: true, data: Buffer.from('x'.repeat(100)), declared: 10 }],
      'does not unpack to what it declares',
    ],
    ['two top folders', [{ name: good }, { name: 'other/x' }], 'one top folder'],
    [
      'too many entries',
      Array.from({ length: 70_000 }, (_, index) => ({ name: `${top}/${index}` })),
      'more than 20000 entries',
    ],
    ['no top folder', [{ name: 'bagit.txt' }], 'one top folder'],
    ['control characters', [{ name: `${top}/a\u001b[31m` }], 'unusual characters'],
  ])('[R15] %s is unsafe', async (_name, entries, why) => {
    const { exit, first } = await verify(makeZip(entries));
    expect(exit).toBe(2);
    expect(first).toMatch(/^15: UNSAFE ARCHIVE: /);
    expect(first).toContain(why);
  });

  it('[R15] so are many bombs together, bytes after, before and between, and overlapping entries', async () => {
    const bytes = await readFile(zip);
    const big = { data: Buffer.alloc(1024), declared: 0xffff_fff0 };
    expect((await verify(Buffer.concat([bytes, Buffer.from('x')]))).first).toContain('bytes after its end');
    expect((await verify(Buffer.concat([Buffer.from('x'), bytes]))).first).toContain('15: UNSAFE ARCHIVE');
    expect((await verify(makeZip([{ name: good }], Buffer.from('hidden')))).first).toContain('bytes between');
    expect((await verify(makeZip([{ name: good, ...big }]))).first).toContain('two sizes');
    const overlapping = makeZip([{ name: good }, { name: `${top}/b` }]);
    overlapping.writeUInt32LE(0, overlapping.length - 22 - (46 + `${top}/b`.length) + 42);
    expect((await verify(overlapping)).first).toContain('overlap');
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
