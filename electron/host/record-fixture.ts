import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkpointOfLines } from '../../shared/journal/checkpoint.ts';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';
import { genesis, hashBody, hashLine, serializeLine, type JournalLine } from '../../shared/journal/line.ts';
import { invariant } from '../../shared/lib/invariant.ts';
import type { Result } from '../../shared/lib/result.ts';
import { allowedSignersLine } from '../../shared/record/allowed-signers.ts';
import type { SignOffAct, SignOffClaim } from '../../shared/record/statement.ts';
import { addSignOff, prepareSignOff } from '../export/sign-off-files.ts';
import { writeBundle, type BundleParts } from '../export/write-bundle.ts';
import { createDeviceKey, signCheckpoint, type DeviceKey } from '../signing/device-key.ts';
import { createPersonKey, unlockPersonKey, type PersonKey } from '../signing/person-key.ts';
import { signOffWith } from '../signing/sign-off.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const passphrase = 'correct horse battery staple';
export const reviewId = 'r-2026-118';

export function valueOf<T>(result: Result<T, { readonly message: string }>): T {
  invariant(result.ok, result.ok ? '' : result.error.message);
  return result.value;
}

/** A key made the way people make one, with scrypt turned down so that tests do not wait. */
export async function makePerson(): Promise<PersonKey> {
  const made = valueOf(await createPersonKey({ passphrase, scryptLogN: 4 }));
  return valueOf(await unlockPersonKey(made.ageFile, passphrase));
}

/** A small history: bodies with every kind of JSON, one of them erased. */
export function makeLines(count = 7, device = '0123456789abcdef'): readonly JournalLine[] {
  const lines: JournalLine[] = [];
  for (let seq = 1; seq <= count; seq += 1) {
    const salt = seq.toString(16).padStart(32, '0');
    const body = {
      text: `p95 rose "to" 1\u20448 s \u{1f600} \\ /`,
      share: 0.1 + seq,
      tiny: 1e-7,
      big: 1e21,
      held: seq % 2 === 0,
      none: null,
      list: [{ b: 1, a: [] }],
    };
    const last = lines.at(-1);
    const line: JournalLine = {
      seq,
      prev: last === undefined ? genesis : hashLine(last),
      at: new Date(Date.UTC(2026, 2, 16, 10, 0, seq)).toISOString(),
      device,
      actor: seq === 1 ? 'ops-02' : 'dev "x" \\',
      type: 'claim.added.v1',
      bodyHash: hashBody(salt, body),
      ...(seq === 3 ? {} : { salt, body }),
    };
    lines.push(line);
  }
  return lines;
}

export type RecordFixture = {
  readonly base: string;
  readonly dir: string;
  readonly trustDir: string;
  readonly device: DeviceKey;
  readonly people: { readonly [member: string]: PersonKey };
};

export type FixtureOptions = {
  readonly roles?: readonly Seat[];
  readonly requiredRoles?: readonly string[];
  readonly lines?: readonly JournalLine[];
  readonly verifyHtml?: string;
  readonly parts?: Partial<BundleParts>;
  readonly base?: string;
  /** Of another review; the fixture's own otherwise. */
  readonly reviewId?: string;
  /** Keys to sign with, where several records are by the same people and device. */
  readonly people?: { readonly [member: string]: PersonKey };
  readonly device?: DeviceKey;
};
export type Seat = readonly [role: string, act: SignOffAct, member: string];

export const twoRoles: readonly Seat[] = [
  ['facilitator', 'facilitated', 'ops-02'],
  ['release-manager', 'countersigned', 'rel-01'],
];

export function makeParts(device: DeviceKey, options: FixtureOptions = {}): BundleParts {
  const lines = options.lines ?? makeLines();
  const id = options.reviewId ?? reviewId;
  const review: Json = {
    reviewId: id,
    requiredRoles: options.requiredRoles ?? ['facilitator', 'release-manager'],
    title: 'checkout 4.18.0',
  };
  return {
    reviewId: id,
    title: 'checkout 4.18.0:\nrolled back',
    sealedAt: Date.UTC(2026, 2, 16, 11),
    reviewJson: canonicalJson(review),
    eventsJsonl: lines.map((line) => `${serializeLine(line)}\n`).join(''),
    checkpoint: signCheckpoint(device, checkpointOfLines(id, lines)),
    reportHtml: '<!doctype html><title>checkout 4.18.0</title>',
    reportPdf: Buffer.from('%PDF-1.7 a stand-in for tests of the format'),
    actionsCsv: 'id,title\r\n1,Alert on drift\r\n',
    evidence: [
      { name: '001.png', bytes: Buffer.from([137, 80, 78, 71, 0, 1, 2]) },
      { name: '002.csv', bytes: Buffer.from('at,value\n1,2\n') },
    ],
    verifyHtml: options.verifyHtml ?? '<!doctype html><title>Verify</title>',
    devicePem: device.publicPem,
    ...options.parts,
  };
}

export function claimOf([role, act, signer]: Seat): SignOffClaim {
  return { role, act, signer, claimedAt: '2026-03-16T11:30:00.000Z', rosterVersion: 3 };
}

/** Writes a record with its sign-offs, and beside it the trust folder an auditor would have been handed. */
export async function makeRecord(options: FixtureOptions = {}): Promise<RecordFixture> {
  const base = options.base ?? (await temporaryFolder('record'));
  const device = options.device ?? createDeviceKey().key;
  const dir = join(base, 'record');
  const trustDir = join(base, 'trust');
  valueOf(await writeBundle(dir, makeParts(device, options)));
  const people: { [member: string]: PersonKey } = { ...options.people };
  for (const seat of options.roles ?? twoRoles) {
    const key = (people[seat[2]] ??= await makePerson());
    const prepared = valueOf(await prepareSignOff(dir));
    valueOf(await addSignOff(dir, signOffWith(key, prepared, claimOf(seat))));
  }
  await mkdir(trustDir);
  const signers = Object.entries(people).map(([principal, { publicPem }]) =>
    allowedSignersLine({ principal, publicPem }),
  );
  await writeFile(join(trustDir, 'allowed_signers'), signers.join(''));
  for (const [member, { publicPem }] of Object.entries(people))
    await writeFile(join(trustDir, `${member}.pem`), publicPem);
  await writeFile(join(trustDir, 'device.pem'), device.publicPem);
  return { base, dir, trustDir, device, people };
}
