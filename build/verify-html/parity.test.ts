import { File } from 'node:buffer';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { zipBundle } from '../../electron/export/zip-bundle.ts';
import { hostileZips, zipTop } from '../../electron/host/hostile-zips.ts';
import { makeLines, makePerson, makeRecord, valueOf, type RecordFixture } from '../../electron/host/record-fixture.ts';
import {
  computeManifests,
  makeRandom,
  pick,
  readFiles,
  sha256Of,
  sourceOf,
  type Files,
} from '../../electron/host/record-memory.ts';
import { historyMutators, signOffMutators, trustMutators } from '../../electron/host/record-mutators-around.ts';
import { envelopeMutators, sshMutators } from '../../electron/host/record-mutators-signed.ts';
import { fileMutators, flip, manifestMutators, type World } from '../../electron/host/record-mutators.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../electron/host/temporary-folder.ts';
import { u16, u32 } from '../../electron/host/zip-maker.ts';
import { SourceFault } from '../../electron/verifier/core/bundle-source.ts';
import { reportOf, type VerifyReport } from '../../electron/verifier/core/report.ts';
import { parseTrust, type Trust } from '../../electron/verifier/core/trust.ts';
import { verifyRecord } from '../../electron/verifier/core/verify.ts';
import { nodeCrypto } from '../../electron/verifier/node-crypto.ts';
import { verifyBundle } from '../../electron/verifier/verify-bundle.ts';
import { webCrypto } from './web-crypto.ts';
import { openPicked, type PickedFile } from './web-source.ts';

afterAll(removeTemporaryFolders);

let record: RecordFixture;
let world: World;
let trust: Trust;
let zip: Buffer;

beforeAll(async () => {
  record = await makeRecord();
  const earlier = await makeRecord({ people: record.people, device: record.device, lines: makeLines(4) });
  world = {
    record: await readFiles(record.dir),
    others: [await readFiles(earlier.dir)],
    stranger: await makePerson(),
  };
  const text = await readFile(join(record.trustDir, 'allowed_signers'), 'utf8');
  const read = parseTrust([{ name: 'allowed_signers', text }], webCrypto);
  if (!read.ok) throw new Error(read.message);
  trust = read.value;
  const file = join(record.base, 'record.zip');
  valueOf(await zipBundle(record.dir, zipTop, file));
  zip = await readFile(file);
});

const picked = (path: string, bytes: Buffer): PickedFile => ({
  path,
  file: new File([bytes], path.slice(path.lastIndexOf('/') + 1)) as unknown as PickedFile['file'],
});

/** As the page does it: what was picked, by WebCrypto. */
async function byPage(files: readonly PickedFile[]): Promise<VerifyReport> {
  try {
    return await verifyRecord(await openPicked(files), { trust }, webCrypto);
  } catch (error) {
    if (error instanceof SourceFault) return reportOf([error.finding]);
    throw error;
  }
}

describe('the page and the command say the same', () => {
  it('[R1] of a record changed in sixty ways', async () => {
    const random = makeRandom(4_180);
    const kinds = [
      fileMutators,
      manifestMutators,
      envelopeMutators,
      sshMutators,
      historyMutators,
      trustMutators,
      signOffMutators,
    ];
    const exits = new Set<number>();
    for (let trial = 0; trial < 60; trial += 1) {
      const files: Files = new Map(world.record);
      const all = kinds.flatMap((family) => Object.entries(family));
      const [name, mutator] = all[trial % all.length] ?? pick(all, random);
      const { what, keeps } = mutator(files, random, world);
      if (keeps === undefined && trial % 2 === 0) computeManifests(files, 'both');
      const command = await verifyRecord(sourceOf(files), { trust }, nodeCrypto);
      const page = await byPage([...files].map(([path, bytes]) => picked(`record/${path}`, bytes)));
      expect({ name, what, report: page }).toEqual({ name, what, report: command });
      exits.add(page.exit);
    }
    expect(exits.size).toBeGreaterThanOrEqual(3);
  });

  it('[R15] of every hostile zip, and of the true one', async () => {
    const file = join(await temporaryFolder('parity'), 'r.zip');
    // A browser's decompressor refuses bytes behind its data, as the standard says; Node's lets them pass. The end-to-end
    // test of the page has that one.
    const shapes = hostileZips.filter(({ name }) => name !== 'bytes behind packed data');
    for (const { name, bytes } of [...shapes, { name: 'the true one', bytes: () => zip }]) {
      const content = bytes();
      await writeFile(file, content);
      const command = await verifyBundle(file, { trust: [join(record.trustDir, 'allowed_signers')] });
      const page = await byPage([picked('r.zip', content)]);
      expect({ name, exit: page.exit, findings: page.findings }).toEqual({
        name,
        exit: command.exit,
        findings: command.findings,
      });
    }
  });
});

const seed = Number(process.env['HOTWASH_SEED'] ?? 20_260_316);
const trials = 1_000;

/** Where headers begin, by their signatures; packed data may hold one by chance, which does no harm here. */
function headersIn(bytes: Buffer): readonly number[] {
  const found: number[] = [];
  for (const mark of ['PK\u0001\u0002', 'PK\u0003\u0004', 'PK\u0005\u0006', 'PK\u0007\u0008'])
    for (let at = bytes.indexOf(mark, 0, 'latin1'); at >= 0; at = bytes.indexOf(mark, at + 1, 'latin1')) found.push(at);
  return found;
}

it(`[R15] ${trials} zips with changed headers hold the same record or are refused (seed ${seed})`, async () => {
  const random = makeRandom(seed);
  const counts = new Map<string, number>();
  const starts = headersIn(zip);
  for (let trial = 0; trial < trials; trial += 1) {
    const copy = Buffer.from(zip);
    const at = pick(starts, random) + 4 + random(42);
    const width = pick([1, 2, 4] as const, random);
    const value = pick([0, 1, 8, 0xff, 0xffff, 0xffff_ffff, random(0x1_0000), copy.length], random);
    const bytes = width === 1 ? Buffer.of(value & 0xff) : width === 2 ? u16(value & 0xffff) : u32(value);
    bytes.copy(copy, Math.min(at, copy.length - width));
    const changed = [
      () => copy,
      () => flip(Buffer.from(zip), random),
      () => Buffer.concat([zip.subarray(0, at), bytes, zip.subarray(at)]),
      () => Buffer.concat([zip.subarray(0, at), zip.subarray(at + width)]),
    ];
    const content = (changed[random(8)] ?? changed[0])?.() ?? copy;
    const report = await byPage([picked('r.zip', content)]);
    const verdict =
      report.exit === 0 ? (content.equals(zip) ? 'nothing was changed' : 'the same record') : `exit ${report.exit}`;
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    if (report.exit === 0)
      expect({ seed, trial, at, contents: await contentsOf(content) }).toEqual({
        seed,
        trial,
        at,
        contents: expected(),
      });
    else expect(report.findings.length).toBeGreaterThan(0);
  }
  console.log(
    `zip-mutations: seed ${seed}, ${trials} zips, 0 false accepts, 0 crashes, ${JSON.stringify(Object.fromEntries(counts))}`,
  );
}, 120_000);

const expected = (): readonly string[] =>
  [...world.record].map(([path, bytes]) => `${zipTop}/${path} ${sha256Of(bytes)}`).toSorted();

/** What another reader finds in it. */
async function contentsOf(bytes: Buffer): Promise<readonly string[]> {
  const opened = await fromBufferPromise(bytes);
  const contents: string[] = [];
  for await (const entry of opened.eachEntry()) {
    const pieces: Buffer[] = [];
    for await (const piece of await opened.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
    contents.push(`${entry.fileName} ${sha256Of(Buffer.concat(pieces))}`);
  }
  return contents.toSorted();
}
