import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { MemberId, ReleaseId, ReviewId, ServiceId } from '../../shared/domain/ids.ts';
import { neededKpis } from '../../shared/domain/kpi/kpi-map.ts';
import type { Said } from '../../shared/domain/packet/packet.ts';
import type { ReviewCommand } from '../../shared/domain/review/commands.ts';
import { carriedFileAt } from '../intake/carried-file.ts';
import { createServices } from './create-services.ts';
import type { Services } from './services.ts';
import { commandPort } from './with-workspace.ts';

const roster = ['rel-01', 'ops-01', 'prod-01', 'eng-01'] as const;
const passphrase = 'nine grey seals on the sandbank';

/** A workspace with a roster, at which somebody sits; keys cost next to nothing here. */
async function openWorkspace(me: string): Promise<Services & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-rounds-'));
  const running = await createServices({ workspaceDir: join(folder, 'w'), port: commandPort, scryptLogN: 4 });
  onTestFinished(async () => {
    await running.close();
    await rm(folder, { recursive: true, force: true });
  });
  const { workspace } = running.services;
  for (const id of roster)
    await workspace.record('hotwash', {
      type: 'member.added.v1',
      body: { id: id as MemberId, display: id, role: 'operations', leads: true },
    });
  await workspace.record(me, { type: 'member.sat-down.v1', body: { member: me as MemberId } });
  return { ...running.services, folder };
}

async function askedReview() {
  const here = await openWorkspace('eng-01');
  const tags = join(here.folder, 'tags.csv');
  await writeFile(tags, 'tag,tagged_at,commit\n4.18.0,2026-03-12T12:00:00Z,c3f4f0a925c52a1e735f2ecef8558bf30aa5bc5a\n');
  const mapping = { columns: {}, constants: { service: 'checkout' } };
  expect(await here.intake.takeFile(await carriedFileAt(tags), { mapping })).toMatchObject({ ok: true });
  const opened = await here.reviews.open('checkout@4.18.0' as ReleaseId, 'full', 'Checkout 4.18.0');
  const review = (opened.ok ? opened.value.review : '') as ReviewId;
  let count = 0;
  const done = async (command: ReviewCommand) =>
    expect(await here.reviews.run(review, `cmd${String(count++).padStart(4, '0')}`, command)).toMatchObject({
      ok: true,
    });
  for (const [seat, accountable] of [
    ['release', 'rel-01'],
    ['operations', 'ops-01'],
    ['product', 'prod-01'],
  ] as const)
    await done({ type: 'seat.fill', seat, accountable, deputy: null });
  await done({ type: 'host.name', facilitator: 'eng-01', scribe: null });
  await done({ type: 'review.prepare' });
  for (const kpi of neededKpis)
    await done({ type: 'hole.waive', service: 'checkout' as ServiceId, kpi, reason: 'Nothing is measured yet.' });
  await done({
    type: 'round.ask',
    id: 'round1',
    phase: 'facts',
    deadline: Date.now() + 3_600_000,
    reviewers: ['rel-01', 'ops-01', 'prod-01'].map((id) => id as MemberId),
  });
  const asking = await here.rounds.asking(review, 'round1');
  if (!asking.ok) throw new Error(asking.error.message);
  return { here, review, done, asking: asking.value.text };
}

/** Somebody's own machine: a key is made there, the answer signed there. */
async function answerElsewhere(asking: string, author: MemberId, said: readonly Said[]) {
  const there = await openWorkspace(author);
  expect(await there.keys.create(author, passphrase)).toMatchObject({ ok: true });
  expect(there.rounds.read(asking)).toMatchObject({ ok: true, value: { asking: { phase: 'facts' } } });
  const key = there.keys.publicKey(author);
  const signed = await there.rounds.sign(asking, { author, signed: 0, said }, passphrase);
  if (!key.ok || !signed.ok) throw new Error('the answer was not signed');
  return { pem: key.value.pem, words: key.value.words, text: signed.value.text };
}

const fact: Said = { kind: 'fact', id: 'fact1', text: 'Two versions answered for an hour.', happenedAt: null };
const author = 'ops-01' as MemberId;

describe('signed packets', () => {
  it('[M7.5] are signed on one machine and taken in on another, once, against the key that was compared by voice', async () => {
    const { here, review, asking } = await askedReview();
    const { pem, words, text } = await answerElsewhere(asking, author, [fact]);
    expect(await here.rounds.take(review, text)).toMatchObject({ ok: false, error: { code: 'no-key' } });
    expect(here.keys.look(pem)).toMatchObject({ ok: true, value: { words } });
    expect(await here.keys.trust(author, pem)).toMatchObject({ ok: true });
    expect(await here.rounds.take(review, text)).toMatchObject({ ok: true, value: { author, said: 1, known: false } });
    const lines = here.reviews.lines(review).length;
    expect(await here.rounds.take(review, text)).toMatchObject({ ok: true, value: { known: true } });
    expect(here.reviews.lines(review)).toHaveLength(lines);
    const read = here.reviews.read(review);
    expect(read.ok && read.value.review.rounds[0]?.packets).toMatchObject([{ author, late: false, said: [fact] }]);
  });

  it('[M7.5] are refused when changed on their way, signed with another key, or nothing of the kind; nothing is kept', async () => {
    const { here, review, asking } = await askedReview();
    const { pem, text } = await answerElsewhere(asking, author, [fact]);
    await here.keys.trust(author, pem);
    const envelope = JSON.parse(text) as { payload: string };
    const payload = Buffer.from(envelope.payload, 'base64').toString('utf8').replace('an hour', 'a minute');
    const changed = JSON.stringify({ ...envelope, payload: Buffer.from(payload).toString('base64') });
    const forged = (await answerElsewhere(asking, author, [fact])).text;
    const before = here.reviews.lines(review).length;
    for (const [file, code] of [
      [changed, 'bad-signature'],
      [forged, 'bad-signature'],
      [asking, 'unreadable'],
      ['', 'unreadable'],
      ['{"payload":', 'unreadable'],
    ] as const) {
      const taken = await here.rounds.take(review, file);
      expect(taken).toMatchObject({ ok: false, error: { code } });
      expect(taken.ok ? '' : taken.error.message).toMatch(/Nothing was (taken|kept)/);
    }
    expect(here.reviews.lines(review)).toHaveLength(before);
  });

  it('[M7.5] one key belongs to one person, and a private key is not taken for a public one', async () => {
    const { here, asking } = await askedReview();
    const { pem } = await answerElsewhere(asking, author, [fact]);
    await here.keys.trust(author, pem);
    expect(await here.keys.trust('rel-01' as MemberId, pem)).toMatchObject({ ok: false, error: { code: 'has-key' } });
    expect(await here.keys.trust('nobody-1' as MemberId, pem)).toMatchObject({
      ok: false,
      error: { code: 'no-member' },
    });
    expect(here.keys.look('-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n')).toMatchObject({ ok: false });
  });

  it('[M7.5] a second answer rises above the first, of the same file and of a later one', async () => {
    const { here, review, asking } = await askedReview();
    const there = await openWorkspace(author);
    await there.keys.create(author, passphrase);
    const first = await there.rounds.sign(asking, { author, signed: 0, said: [fact] }, passphrase);
    const second = await there.rounds.sign(asking, { author, signed: 1, said: [fact] }, passphrase);
    expect([first.ok && first.value.revision, second.ok && second.value.revision]).toEqual([1, 2]);
    const key = there.keys.publicKey(author);
    await here.keys.trust(author, key.ok ? key.value.pem : '');
    expect(await here.rounds.take(review, second.ok ? second.value.text : '')).toMatchObject({ ok: true });
    const later = await here.rounds.asking(review, 'round1');
    expect(there.rounds.read(later.ok ? later.value.text : '')).toMatchObject({ value: { asking: { revision: 2 } } });
    const third = await there.rounds.sign(
      later.ok ? later.value.text : '',
      { author, signed: 0, said: [fact] },
      passphrase,
    );
    expect(third.ok && third.value.revision).toBe(3);
  });

  it('[M3.3] blame is found before signing, on the machine of whoever writes it', async () => {
    const { asking } = await askedReview();
    const there = await openWorkspace(author);
    await there.keys.create(author, passphrase);
    const blame: Said = { kind: 'fact', id: 'fact1', text: 'The engineer forgot to drain the pool.', happenedAt: null };
    const signed = await there.rounds.sign(asking, { author, signed: 0, said: [fact, blame] }, passphrase);
    expect(signed).toMatchObject({ ok: false, error: { rule: 'M3.3' } });
    expect(signed.ok ? '' : signed.error.message).toContain('Statement 2');
  });
});
