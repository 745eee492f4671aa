import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeBundle, type BundleParts } from '../../../electron/export/write-bundle.ts';
import { zipBundle } from '../../../electron/export/zip-bundle.ts';
import { createDeviceKey, signCheckpoint, type DeviceKey } from '../../../electron/signing/device-key.ts';
import { verifyBundle } from '../../../electron/verifier/verify-bundle.ts';
import { canonicalJson } from '../../../shared/journal/canonical-json.ts';
import { checkpointOfLines } from '../../../shared/journal/checkpoint.ts';
import { serializeLine } from '../../../shared/journal/line.ts';
import { invariant } from '../../../shared/lib/invariant.ts';
import { caps, goals, type Capped } from '../goals.ts';
import type { Arm, Comparison } from '../harness.ts';
import { notesAfter } from '../made-notes.ts';
import { watchResident } from '../resident.ts';

const run = promisify(execFile);
const reviewId = 'r-2026-118';

export type RecordBench = {
  readonly comparisons: readonly Comparison[];
  /** What Node grew by while records were written, zipped and verified; to be asked for after the comparisons. */
  readonly capped: () => Promise<readonly Capped[]>;
  readonly close: () => Promise<void>;
};

/**
 * X2 and X3: a record with `pieces` exhibits of `pieceBytes` and 10,000 events, written beside `cp`, `sync` and
 * `openssl dgst` of the same files, and verified beside `openssl dgst` of its files alone.
 */
export async function createRecordBench(pieces: number, pieceBytes: number): Promise<RecordBench> {
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-bench-record-'));
  const evidence = join(folder, 'evidence');
  await mkdir(evidence);
  const kept = await makeExhibits(evidence, pieces, pieceBytes);
  const { key: device } = createDeviceKey();
  const parts = partsOf(device, evidence, kept);
  const written = join(folder, 'written');
  const resident = watchResident();
  const comparisons = [
    writing(folder, kept, parts),
    await verifying(folder, written, parts, `${(pieces * pieceBytes) / (1 << 20)} MiB`),
  ];
  return {
    comparisons,
    capped: async () => {
      const zipped = performance.now();
      const zip = await zipBundle(written, `hotwash-${reviewId}`, join(folder, 'record.zip'));
      const zipMs = performance.now() - zipped;
      invariant(zip.ok, 'the zip is written');
      const { exit } = await verifyBundle(join(folder, 'record.zip'), { trust: [join(folder, 'trust')] });
      invariant(exit !== 2, 'the zip is read');
      return [
        {
          what: 'Node, resident, grown by while records are written, zipped and verified',
          value: resident.end(),
          cap: caps.grown,
        },
        { what: 'the zip of that record', value: zipMs, cap: caps.told },
      ];
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

type Exhibit = { readonly name: string; readonly sha256: string };

/** Files of bytes that do not compress, written a MiB at a time. */
async function makeExhibits(folder: string, pieces: number, bytes: number): Promise<readonly Exhibit[]> {
  const made: Exhibit[] = [];
  const buffer = Buffer.alloc(1 << 20);
  let state = 1;
  for (let i = 0; i < buffer.length; i += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    buffer[i] = state >>> 24;
  }
  for (let number = 1; number <= pieces; number += 1) {
    const name = `${String(number).padStart(3, '0')}.bin`;
    const hash = createHash('sha256');
    const handle = await open(join(folder, name), 'w');
    for (let at = 0; at < bytes; at += buffer.length) {
      buffer.writeUInt32LE(number * 100_000 + at / buffer.length);
      hash.update(buffer);
      await handle.writeFile(buffer);
    }
    await handle.close();
    made.push({ name, sha256: hash.digest('hex') });
  }
  return made;
}

function partsOf(device: DeviceKey, folder: string, kept: readonly Exhibit[]): BundleParts {
  const lines = notesAfter([], 10_000);
  return {
    reviewId,
    title: 'a record of the bench',
    sealedAt: 0,
    reviewJson: canonicalJson({ reviewId, requiredRoles: ['facilitator'] }),
    eventsJsonl: lines.map((line) => `${serializeLine(line)}\n`).join(''),
    checkpoint: signCheckpoint(device, checkpointOfLines(reviewId, lines)),
    reportHtml: '<!doctype html><title>bench</title>',
    reportPdf: null,
    actionsCsv: 'id\r\n',
    evidence: kept.map(({ name, sha256 }) => ({
      name,
      bytes: { file: join(folder, name), sha256, again: () => Promise.resolve({ gone: 'changed' }) },
    })),
    verifyHtml: '<!doctype html><title>verify</title>',
    devicePem: device.publicPem,
  };
}

function writing(folder: string, kept: readonly Exhibit[], parts: BundleParts): Comparison {
  const expected = sumOf(kept.map(({ sha256 }) => sha256));
  let runs = 0;
  const plain: Arm = {
    name: 'cp, sync, openssl dgst',
    expected,
    run: async () => {
      const out = join(folder, `plain-${(runs += 1)}`);
      const start = performance.now();
      await cpPlain(join(folder, 'evidence'), out);
      const { stdout } = await run('sh', ['-c', 'sync "$0"/* "$0" && openssl dgst -sha256 -r "$0"/*', out]);
      const ms = performance.now() - start;
      await rm(out, { recursive: true });
      return {
        nsPerUnit: ms * 1e6,
        checksum: sumOf(
          stdout
            .trim()
            .split('\n')
            .map((line) => line.slice(0, 64)),
        ),
      };
    },
  };
  const hotwash: Arm = {
    name: 'Hotwash writes the record',
    expected,
    run: async () => {
      const out = join(folder, `record-${(runs += 1)}`);
      const start = performance.now();
      const made = await writeBundle(out, parts);
      const ms = performance.now() - start;
      invariant(made.ok, 'the record is written');
      const { stdout } = await run('sh', ['-c', 'grep data/evidence/ "$0"/manifest-sha256.txt', out]);
      await rm(out, { recursive: true });
      return {
        nsPerUnit: ms * 1e6,
        checksum: sumOf(
          stdout
            .trim()
            .split('\n')
            .map((line) => line.slice(0, 64)),
        ),
      };
    },
  };
  return {
    id: 'X2',
    title: 'a record written, on the disk when it is there',
    unit: 'record',
    arms: [plain, hotwash],
    claims: [{ arm: hotwash.name, beside: plain.name, goal: goals.exportOverCopyAndHash }],
  };
}

const cpPlain = async (from: string, to: string): Promise<void> => {
  await run('cp', ['-r', from, to]);
};

async function verifying(folder: string, dir: string, parts: BundleParts, size: string): Promise<Comparison> {
  const made = await writeBundle(dir, parts);
  invariant(made.ok, 'the record is written');
  const files = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;
  const trust = join(folder, 'trust');
  await mkdir(trust);
  await writeFile(join(trust, 'device.pem'), parts.devicePem);
  const openssl: Arm = {
    name: 'openssl dgst of its files',
    expected: String(files),
    run: async () => {
      const start = performance.now();
      const { stdout } = await run('sh', ['-c', 'find "$0" -type f -exec openssl dgst -sha256 -r {} +', dir]);
      return { nsPerUnit: (performance.now() - start) * 1e6, checksum: String(stdout.trim().split('\n').length) };
    },
  };
  const hotwash: Arm = {
    name: 'Hotwash verifies it',
    // Nobody signed it: everything but a sign-off is judged, the same files and the history with them.
    expected: 'incomplete 10000',
    run: async () => {
      const start = performance.now();
      const { verdict, checkpoint } = await verifyBundle(dir, { trust: [trust] });
      const ms = performance.now() - start;
      return { nsPerUnit: ms * 1e6, checksum: `${verdict} ${checkpoint?.size}` };
    },
  };
  return {
    id: 'X3',
    title: `a record of ${size} and 10,000 events verified`,
    unit: 'record',
    arms: [openssl, hotwash],
    claims: [{ arm: hotwash.name, beside: openssl.name, goal: goals.verifyOverHash }],
  };
}

const sumOf = (hashes: readonly string[]): string =>
  createHash('sha256').update(hashes.toSorted().join('\n')).digest('hex').slice(0, 16);
