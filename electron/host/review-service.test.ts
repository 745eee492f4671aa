import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { MemberId, ReleaseId } from '../../shared/domain/ids.ts';
import { carriedFileAt } from '../intake/carried-file.ts';
import { createServices } from './create-services.ts';
import type { Services } from './services.ts';
import { commandPort } from './with-workspace.ts';

/** A workspace with one release and a roster of one, at which nobody sits yet. */
async function openServices(): Promise<Services> {
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-reviews-'));
  const running = await createServices({ workspaceDir: join(folder, 'workspace'), port: commandPort });
  onTestFinished(async () => {
    await running.close();
    await rm(folder, { recursive: true, force: true });
  });
  const tags = join(folder, 'tags.csv');
  await writeFile(tags, 'tag,tagged_at,commit\n4.18.0,2026-03-12T12:00:00Z,c3f4f0a925c52a1e735f2ecef8558bf30aa5bc5a\n');
  const mapping = { columns: {}, constants: { service: 'checkout' } };
  expect(await running.services.intake.takeFile(await carriedFileAt(tags), { mapping })).toMatchObject({ ok: true });
  await running.services.workspace.record('hotwash', {
    type: 'member.added.v1',
    body: { id: 'ops-01' as MemberId, display: 'ops-01', role: 'operations', leads: true },
  });
  return running.services;
}

const seat = { type: 'seat.fill', seat: 'operations', accountable: 'ops-01', deputy: null } as const;

it('[H3] nothing changes a review until somebody said who sits here, and every line names them', async () => {
  const { reviews, workspace } = await openServices();
  const opened = await reviews.open('checkout@4.18.0' as ReleaseId, 'full', 'Checkout 4.18.0');
  if (!opened.ok) throw new Error(opened.error.message);
  const { review } = opened.value;
  const before = reviews.lines(review).length;
  expect(await reviews.run(review, 'command1', seat)).toMatchObject({ ok: false, error: { rule: 'H3' } });
  expect(reviews.lines(review)).toHaveLength(before);
  await workspace.record('ops-01', { type: 'member.sat-down.v1', body: { member: 'ops-01' as MemberId } });
  expect(await reviews.run(review, 'command1', seat)).toMatchObject({ ok: true });
  expect(reviews.lines(review).at(-1)).toMatchObject({ type: 'seat.filled.v1', actor: 'ops-01' });
});

it('a command that is sent twice is carried out once and answered alike', async () => {
  const { reviews, workspace } = await openServices();
  await workspace.record('ops-01', { type: 'member.sat-down.v1', body: { member: 'ops-01' as MemberId } });
  const opened = await reviews.open('checkout@4.18.0' as ReleaseId, 'full', 'Checkout 4.18.0');
  if (!opened.ok) throw new Error(opened.error.message);
  const { review } = opened.value;
  const answers = await Promise.all([1, 2, 3].map(() => reviews.run(review, 'command1', seat)));
  expect(answers.map((answer) => answer.ok && answer.value.events)).toEqual(answers.map(() => ['seat.filled.v1']));
  expect(reviews.lines(review).filter(({ type }) => type === 'seat.filled.v1')).toHaveLength(1);
});

it('a command id of another shape never reaches the journal', async () => {
  const { reviews, workspace } = await openServices();
  await workspace.record('ops-01', { type: 'member.sat-down.v1', body: { member: 'ops-01' as MemberId } });
  const opened = await reviews.open('checkout@4.18.0' as ReleaseId, 'full', 'Checkout 4.18.0');
  if (!opened.ok) throw new Error(opened.error.message);
  await expect(reviews.run(opened.value.review, 'not an id', seat)).rejects.toThrow('invariant');
  expect(reviews.read(opened.value.review)).toMatchObject({ ok: true });
});

it('[M4.6] a line written past the rules with a sound chain is named, and the review goes no further', async () => {
  const { reviews, workspace, journals } = await openServices();
  await workspace.record('ops-01', { type: 'member.sat-down.v1', body: { member: 'ops-01' as MemberId } });
  const opened = await reviews.open('checkout@4.18.0' as ReleaseId, 'full', 'Checkout 4.18.0');
  if (!opened.ok) throw new Error(opened.error.message);
  const { review } = opened.value;
  const journal = journals.get(review);
  const origin = { kind: 'said', id: null };
  const cause = { id: 'cau1', parent: null, category: 'process', text: 'x', author: 'ops-01', origin, evidence: [] };
  await journal?.append(journal.head().seq, 'ops-01', [
    { type: 'cause.added.v1', body: { ...cause, command: 'hand1' } },
    { type: 'cause.supported.v1', body: { cause: 'cau1', evidence: ['evi1'], command: 'hand1' } },
  ]);
  expect(reviews.read(review)).toMatchObject({ ok: false, error: { code: 'rule-broken' } });
  expect(await reviews.run(review, 'command1', seat)).toMatchObject({ ok: false, error: { code: 'rule-broken' } });
});
