import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import type { MemberId, ReviewId } from '../../shared/domain/ids.ts';
import { erasingType } from '../../shared/journal/erased-lines.ts';
import type { JournalLine } from '../../shared/journal/line.ts';
import { allowedSignersLine } from '../../shared/record/allowed-signers.ts';
import { bundleName } from '../../shared/record/names.ts';
import { verifyBundle } from '../verifier/verify-bundle.ts';
import { historyWords } from '../verifier/core/history-report.ts';
import { createServices } from './create-services.ts';
import { makeRecord, passphrase, reviewId } from './record-fixture.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';
import { commandPort } from './with-workspace.ts';
import type { Services } from './services.ts';

afterAll(removeTemporaryFolders);

const review = reviewId as ReviewId;
const member = 'ops-02' as MemberId;
const clock = { wall: () => Date.parse('2026-03-16T10:00:00Z'), monotonic: () => 0 };
const command = 'c0ffee00';
const opening = {
  id: reviewId,
  title: 'checkout 4.18.0',
  release: 'checkout@4.18.0',
  service: 'checkout',
  tier: 'full',
  zone: 'UTC',
  agenda: [{ id: 'facts', title: 'Facts', kind: 'facts', plannedMs: 600_000, minimumMs: 0 }],
  requiredRoles: ['facilitator'],
};
const moved = (day: number, reason: string) => ({
  type: 'meeting.scheduled.v2',
  body: { at: Date.UTC(2026, 2, day, 10), reason, command },
});

/** A workspace with a review in which somebody named a person, and a key to decide with. */
async function open(): Promise<{ dir: string; services: Services; close: () => Promise<void> }> {
  const dir = join(await temporaryFolder('erasure'), 'workspace');
  const founding = { name: 'T', sample: false, zone: 'UTC' };
  const running = await createServices({ workspaceDir: dir, port: commandPort, clock, founding, scryptLogN: 4 });
  onTestFinished(() => running.close().catch(() => undefined));
  const { services } = running;
  await services.workspace.record('hotwash', {
    type: 'member.added.v1',
    body: { id: member, display: 'Ops', role: 'operations', leads: true },
  });
  expect(await services.keys.create(member, passphrase)).toMatchObject({ ok: true });
  const journal = await services.journals.open(reviewId);
  const events = [
    { type: 'review.opened.v1', body: { ...opening, command } },
    moved(17, 'Jane Doe is ill'),
    moved(18, 'the hall is taken'),
  ];
  expect(await journal.append(0, member, events as never)).toMatchObject({ ok: true });
  return { dir, services, close: () => running.close() };
}

const erase = (services: Services, seqs: readonly number[], key = passphrase) =>
  services.erasure.carryOut({ review, seqs, reason: 'retention of 12 months', member, passphrase: key });

describe('erasing what was said', () => {
  it('[J14] takes the words everywhere, signed by who decided it, and the review is read as before', async () => {
    const { dir, services, close } = await open();
    const known = await services.erasure.events(review);
    expect(known).toMatchObject({ ok: true, value: { events: [{ seq: 2 }, { seq: 3 }], erased: [], record: 'none' } });
    const before = services.reviews.read(review);
    if (!before.ok) throw new Error(before.error.message);
    expect(await erase(services, [2])).toEqual({ ok: true, value: { erased: 1, record: 'none' } });
    const read = services.reviews.read(review);
    if (!read.ok) throw new Error(read.error.message);
    expect(read.value.review).toEqual(before.value.review);
    expect(services.reviews.lines(review)[1]).not.toHaveProperty('body');
    expect(await services.erasure.events(review)).toMatchObject({
      value: { events: [{ seq: 3 }], erased: [{ seqs: [2], signer: member, reason: 'retention of 12 months' }] },
    });
    await services.history.settled();
    expect(await services.history.head(review)).toMatchObject({ value: { size: 4, cause: 'erasure' } });
    const lines = services.reviews.lines(review);
    const pem = services.keys.publicKey(member);
    await close();
    expect(await readFile(join(dir, 'journals', `${reviewId}.jsonl`), 'utf8')).not.toContain('Jane');
    await checkRecord(lines, pem.ok ? pem.value.pem : '');
    const again = await createServices({ workspaceDir: dir, port: commandPort, clock });
    onTestFinished(() => again.close());
    expect(again.services.reviews.read(review)).toMatchObject({ ok: true });
  });

  it('[J14] throws an unsigned record away, which holds the words, and keeps a signed one', async () => {
    const { dir, services } = await open();
    const signatures = join(dir, 'records', bundleName(reviewId), 'signatures');
    await mkdir(join(signatures, '..', 'data'), { recursive: true });
    expect(await erase(services, [2])).toEqual({ ok: true, value: { erased: 1, record: 'thrown-away' } });
    expect(await readdir(join(dir, 'records'))).toEqual([]);
    await mkdir(signatures, { recursive: true });
    await writeFile(join(signatures, '01-facilitator.dsse.json'), '{}');
    expect(await erase(services, [3])).toEqual({ ok: true, value: { erased: 1, record: 'kept' } });
    expect(await readdir(signatures)).toEqual(['01-facilitator.dsse.json']);
  });

  it('[J15] refuses what holds no words, what is not there, what was erased before, and a wrong passphrase', async () => {
    const { services } = await open();
    for (const seqs of [[1], [9], []])
      expect(await erase(services, seqs)).toMatchObject({ ok: false, error: { rule: 'J15' } });
    expect(await erase(services, [2], 'another passphrase')).toMatchObject({ ok: false });
    expect(services.reviews.lines(review)).toHaveLength(3);
    await erase(services, [2]);
    expect(await erase(services, [2, 3])).toMatchObject({ ok: false, error: { rule: 'J15' } });
    expect(await erase(services, [4])).toMatchObject({ ok: false, error: { rule: 'J15' } });
  });
});

/** The verifier says how many bodies were erased and by whose key, and finds an erasure that was not signed so. */
async function checkRecord(lines: readonly JournalLine[], pem: string): Promise<void> {
  const trusted = join(await temporaryFolder('trusted'), 'ops-02.pem');
  await mkdir(join(trusted, '..'), { recursive: true });
  await writeFile(trusted, pem);
  const record = await makeRecord({ lines });
  const report = await verifyBundle(record.dir, { trust: [record.trustDir, trusted] });
  expect(report).toMatchObject({
    exit: 0,
    history: { erased: { count: 1, unsigned: 0, by: [{ member, trusted: true, events: [2] }] } },
  });
  expect(report.history === undefined ? [] : historyWords(report.history)).toEqual([
    expect.stringContaining('The body of 1 event is erased by ops-02 at 2026-03-16T10:00:00.000Z: retention of 12'),
  ]);
  const stranger = await verifyBundle(record.dir, { trust: [record.trustDir] });
  expect(stranger).toMatchObject({ exit: 0, history: { erased: { by: [{ trusted: false }] } } });
  // Another member's key, and one whose time was over, do not make it known who erased.
  for (const line of [
    allowedSignersLine({ principal: 'rel-09', publicPem: pem }),
    allowedSignersLine({ principal: member, publicPem: pem, validBefore: clock.wall() }),
  ]) {
    await writeFile(trusted, line);
    expect(await verifyBundle(record.dir, { trust: [record.trustDir, trusted] })).toMatchObject({
      history: { erased: { by: [{ trusted: false }] } },
    });
  }
  const last = lines.at(-1);
  expect(last?.type).toBe(erasingType);
}
