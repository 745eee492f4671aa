import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyBundle } from '../verifier/verify-bundle.ts';
import { makeRecord, type RecordFixture } from './record-fixture.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

const seed = Number(process.env['HOTWASH_SEED'] ?? Date.now() % 1_000_000_007);
const trials = 500;

/** mulberry32: small, and the same everywhere. */
function makeRandom(state: number): (below: number) => number {
  let a = state >>> 0;
  return (below) => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}
type Random = (below: number) => number;
type Mutation = { readonly name: string; readonly apply: (dir: string, random: Random) => Promise<string> };

const filesIn = async (dir: string): Promise<readonly string[]> =>
  (await readdir(dir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .toSorted();

const pick = <T>(items: readonly T[], random: Random): T => items[random(items.length)] as T;

async function edit(dir: string, path: string, change: (bytes: Buffer) => Buffer): Promise<string> {
  const before = await readFile(join(dir, path));
  const after = change(Buffer.from(before));
  expect(after.equals(before)).toBe(false);
  await writeFile(join(dir, path), after);
  return path;
}

function flip(bytes: Buffer, random: Random): Buffer {
  const at = random(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 + random(255));
  return bytes;
}

type EnvelopeJson = { payload: string; payloadType: string; signatures: { keyid: string; sig: string }[] };
const envelopeEdits: readonly ((json: EnvelopeJson, random: Random) => string)[] = [
  (json, random) =>
    JSON.stringify({ ...json, payload: flip(Buffer.from(json.payload, 'base64'), random).toString('base64') }),
  (json, random) =>
    JSON.stringify({
      ...json,
      signatures: json.signatures.map(({ keyid, sig }) => ({
        keyid,
        sig: flip(Buffer.from(sig, 'base64'), random).toString('base64'),
      })),
    }),
  (json, random) =>
    JSON.stringify({
      ...json,
      signatures: json.signatures.map(({ keyid, sig }) => ({
        keyid: flip(Buffer.from(keyid), () => random(40)).toString('latin1'),
        sig,
      })),
    }),
  (json) => JSON.stringify({ ...json, payloadType: 'application/json' }),
  (json) => JSON.stringify({ ...json, signatures: [...json.signatures, ...json.signatures] }),
  (json) => JSON.stringify({ ...json, signatures: [] }),
  (json) => JSON.stringify({ ...json, note: 'x' }),
  (json) => JSON.stringify(json, null, 1),
  (json) => `${JSON.stringify(json)}\n`,
  (json) => `{"payload":"",${JSON.stringify(json).slice(1)}`,
  (json) => JSON.stringify({ payloadType: json.payloadType, payload: json.payload, signatures: json.signatures }),
  (json) =>
    JSON.stringify({
      ...json,
      signatures: json.signatures.map(({ sig, keyid }) => ({ keyid, sig: `${sig.slice(0, 4)}\n${sig.slice(4)}` })),
    }),
  (json) => {
    const statement = JSON.parse(Buffer.from(json.payload, 'base64').toString()) as { predicate: { role: string } };
    statement.predicate.role = 'product-manager';
    return JSON.stringify({ ...json, payload: Buffer.from(JSON.stringify(statement)).toString('base64') });
  },
];

const mutations: readonly Mutation[] = [
  {
    name: 'flip a byte',
    apply: async (dir, random) => edit(dir, pick(await filesIn(dir), random), (bytes) => flip(bytes, random)),
  },
  {
    name: 'cut the end',
    apply: async (dir, random) =>
      edit(dir, pick(await filesIn(dir), random), (bytes) => bytes.subarray(0, random(bytes.length))),
  },
  {
    name: 'append',
    apply: async (dir, random) =>
      edit(dir, pick(await filesIn(dir), random), (bytes) =>
        Buffer.concat([bytes, Buffer.from(pick(['\n', ' ', '\0', 'x'], random))]),
      ),
  },
  {
    name: 'delete a file',
    apply: async (dir, random) => {
      const path = pick(await filesIn(dir), random);
      await rm(join(dir, path));
      return path;
    },
  },
  {
    name: 'add a file',
    apply: async (dir, random) => {
      const folder = pick(['', 'data', 'data/evidence', 'signatures', 'trust', 'timestamps', 'data/more'], random);
      const path = join(
        folder,
        pick(
          [
            'x.txt',
            '003.png',
            '03-product-manager.dsse.json',
            '03-product-manager.manifest.sig',
            '03-x.pem',
            'A.TXT',
            '.hidden',
            'manifest-sha512.txt',
            'fetch.txt',
            'allowed_signers2',
          ],
          random,
        ),
      );
      await mkdir(dirname(join(dir, path)), { recursive: true });
      await writeFile(join(dir, path), pick(['', 'x', '{}'], random));
      return path;
    },
  },
  {
    name: 'add a folder or a link',
    apply: async (dir, random) => {
      const path = pick(['data/empty', 'more', 'signatures/x'], random);
      await (random(2) === 0 ? mkdir(join(dir, path)) : symlink('/etc/hostname', join(dir, path)));
      return path;
    },
  },
  {
    name: 'rename a file',
    apply: async (dir, random) => {
      const path = pick(await filesIn(dir), random);
      const to = pick(
        [
          `${path}x`,
          path
            .replace('01-', '03-')
            .replace('02-', '03-')
            .replace(/([^/]+)$/, (name) => (path.includes('0') ? name : `x${name}`)),
          path.toUpperCase(),
          `data/${path.replaceAll('/', '-')}`,
        ],
        random,
      );
      await rename(join(dir, path), join(dir, to === path ? `${path}.old` : to)).catch(async () => {
        await mkdir(dirname(join(dir, to)), { recursive: true });
        await rename(join(dir, path), join(dir, to));
      });
      return `${path} to ${to}`;
    },
  },
  {
    name: 'swap two files',
    apply: async (dir, random) => {
      const files = await filesIn(dir);
      const one = pick(files, random);
      const bytes = await readFile(join(dir, one));
      const others: string[] = [];
      for (const path of files) if (!(await readFile(join(dir, path))).equals(bytes)) others.push(path);
      const other = pick(others, random);
      const otherBytes = await readFile(join(dir, other));
      await writeFile(join(dir, one), otherBytes);
      await writeFile(join(dir, other), bytes);
      return `${one} and ${other}`;
    },
  },
  {
    name: 'edit an envelope',
    apply: async (dir, random) => {
      const path = pick(
        (await filesIn(dir)).filter((name) => name.endsWith('.dsse.json')),
        random,
      );
      return edit(dir, path, (bytes) =>
        Buffer.from(pick(envelopeEdits, random)(JSON.parse(bytes.toString()) as EnvelopeJson, random)),
      );
    },
  },
  {
    name: 'edit the history',
    apply: async (dir, random) =>
      edit(dir, 'data/events.jsonl', (bytes) => {
        const lines = bytes.toString().split('\n').slice(0, -1);
        const at = random(lines.length - 1);
        const edits = [
          () => lines.splice(at, 1),
          () => lines.splice(at, 2, lines[at + 1] ?? '', lines[at] ?? ''),
          () => lines.splice(at, 0, lines[at] ?? ''),
          () => lines.pop(),
          () => lines.splice(at, 1, (lines[at] ?? '').replace('2026', '2025')),
          () => lines.splice(at, 1, (lines[at] ?? '').replace('{', '{ ')),
        ];
        pick(edits, random)();
        return Buffer.from(lines.map((line) => `${line}\n`).join(''));
      }),
  },
];

const listing = async (dir: string, paths: readonly string[]): Promise<string> => {
  const lines: string[] = [];
  for (const path of paths)
    lines.push(
      `${createHash('sha256')
        .update(await readFile(join(dir, path)))
        .digest('hex')}  ${path}\n`,
    );
  return lines.join('');
};

/** What a forger does next: both manifests are computed anew, as BagIt tools would. */
async function computeAnew(dir: string): Promise<void> {
  const files = await filesIn(dir);
  await writeFile(
    join(dir, 'manifest-sha256.txt'),
    await listing(
      dir,
      files.filter((path) => path.startsWith('data/')),
    ),
  );
  const tags = (await filesIn(dir)).filter((path) => !path.startsWith('data/') && path !== 'tagmanifest-sha256.txt');
  await writeFile(join(dir, 'tagmanifest-sha256.txt'), await listing(dir, tags));
}

describe('a changed record', () => {
  let record: RecordFixture;
  beforeAll(async () => {
    record = await makeRecord();
  });

  it(`[R1] ${trials} random changes, with and without new manifests, and none is accepted (seed ${seed})`, async () => {
    console.log(`record-mutations: seed ${seed}`);
    const random = makeRandom(seed);
    const trust = [join(record.trustDir, 'allowed_signers')];
    const work = await temporaryFolder('mutations');
    const exits = new Map<number, number>();
    for (let trial = 0; trial < trials; trial += 1) {
      const dir = join(work, String(trial));
      await cp(record.dir, dir, { recursive: true });
      const mutation = mutations[trial % mutations.length] as Mutation;
      const what = await mutation.apply(dir, random);
      const anew = random(2) === 1 && !/tagmanifest|^manifest/.test(what);
      if (anew) await computeAnew(dir);
      const report = await verifyBundle(dir, { trust });
      exits.set(report.exit, (exits.get(report.exit) ?? 0) + 1);
      expect({
        seed,
        trial,
        mutation: mutation.name,
        what,
        anew,
        accepted: report.exit === 0,
        silent: report.findings.length === 0,
      }).toEqual({ seed, trial, mutation: mutation.name, what, anew, accepted: false, silent: false });
      await rm(dir, { recursive: true });
    }
    console.log(`record-mutations: ${trials} changes, 0 accepted, exits ${JSON.stringify([...exits])}`);
    expect((await verifyBundle(record.dir, { trust })).exit).toBe(0);
  }, 300_000);
});
