import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import type { MemberId } from '../../shared/domain/ids.ts';
import { standardPolicy } from '../../shared/domain/policy/standard-policy.ts';
import type { Policy } from '../../shared/domain/policy/policy.ts';
import { missingTools, speak, toChunks } from '../recordings/testing.ts';
import { valueOf } from './record-fixture.ts';
import { call, makeRecordedRoom, record, recorded, type RecordedRoom } from './recording-fixture.ts';
import { removeTemporaryFolders } from './temporary-folder.ts';
import { threeCues } from './transcript-fixture.ts';

const missing = missingTools();
if (missing !== null) console.warn(`skipped: ${missing}`);
const day = 86_400_000;
const by = 'eng-01' as MemberId;
const passphrase = 'correct horse battery staple';

/** A review that was recorded, transcribed, closed, and signed by its facilitator. */
async function signedRoom(): Promise<RecordedRoom & { readonly transcript: string }> {
  const room = await makeRecordedRoom();
  const { running, review, command } = room;
  onTestFinished(() => running.close());
  const { services } = running;
  await record(room, running, toChunks(await speak('We released at noon.', 2)));
  const ref = { review, recording: recorded };
  valueOf(await services.recordings.stop(ref, 'asked'));
  valueOf(await services.recordingMedia.seekable(ref, () => undefined, new AbortController().signal));
  const query = new URLSearchParams({ name: 'said.vtt', review, recording: recorded }).toString();
  const url = `http://hotwash.localhost/api/transcript.import?${query}`;
  await running.handler(new Request(url, { method: 'PUT', body: threeCues }));
  for (const each of [{ type: 'meeting.next' }, { type: 'meeting.next' }] as const) await command(each);
  await command({ type: 'facts.agree', inFavour: 4 });
  await command({ type: 'meeting.next' });
  await command({ type: 'causes.triage', directEvidence: true, recurring: false, severalComponents: false });
  await command({ type: 'meeting.next' });
  await command({ type: 'review.close', summary: 'Nothing was found.' });
  valueOf(await services.records.write(review));
  valueOf(await services.keys.create(by, passphrase));
  valueOf(await services.records.sign(review, 'facilitator', by, passphrase));
  const [made] = services.transcripts.list(review);
  return { ...room, transcript: made?.transcript ?? '' };
}

const adopt = async ({ running }: RecordedRoom, retention: Policy['retention']): Promise<void> => {
  const base = { id: 'standard' as never, version: 9, sha256: 'a'.repeat(64), text: 'retention' };
  const policy = { ...standardPolicy, retention };
  const body = { base, overlay: null, policy, reason: 'It was decided so.', by };
  valueOf(await running.services.workspace.record(by, { type: 'policy.adopted.v1', body }));
};

const deletedBy = async (room: RecordedRoom): Promise<readonly string[]> => {
  const { deleted, failed } = await room.running.services.retention.tend();
  expect(failed).toEqual([]);
  return deleted.map(({ kind }) => kind);
};
const verdict = async ({ running, review }: RecordedRoom): Promise<readonly unknown[]> => {
  const { report } = valueOf(await running.services.records.status(review));
  return [report?.findings.filter(({ case: number }) => number !== 7), report?.signers.map(({ trusted }) => trusted)];
};
const soundOf = async ({ workspaceDir, review }: RecordedRoom): Promise<readonly string[]> =>
  (await readdir(join(workspaceDir, 'recordings', review, recorded))).toSorted();

describe.skipIf(missing !== null)('what is kept, and for how long', () => {
  afterAll(removeTemporaryFolders);

  it('[M3.6] deletes sound, words and record by their own clocks, and the signed record verifies all the while', async () => {
    const room = await signedRoom();
    const { clock, running, review, workspaceDir, transcript } = room;
    await adopt(room, { recordYears: 7, recordingDays: 90, transcriptDays: 365 });
    const intact = await verdict(room);
    expect(intact).toEqual([[], [true]]);
    const kept = running.services.reviews.read(review);
    const file = kept.ok ? kept.value.review.recordings[0]?.kept?.sha256 : undefined;

    clock.pass(90 * day - 3_600_000);
    expect(await deletedBy(room)).toEqual([]);
    clock.pass(3_600_000 * 2);
    expect(await deletedBy(room)).toEqual(['recording']);
    expect(await soundOf(room)).toEqual(['list.jsonl']);
    expect(await verdict(room)).toEqual(intact);
    expect(running.services.workspace.current().retention.tombstones).toMatchObject([
      { kind: 'recording', id: recorded, why: 'retention', sha256: file },
    ]);
    expect(await deletedBy(room)).toEqual([]);

    clock.pass(275 * day);
    expect(await deletedBy(room)).toEqual(['transcript']);
    expect(await readFile(join(workspaceDir, 'transcripts', `t-${transcript}.jsonl`), 'utf8')).not.toContain('pool');
    expect(await verdict(room)).toEqual(intact);

    clock.pass(6 * 366 * day);
    expect(await deletedBy(room)).toEqual(['record']);
    expect(existsSync(running.services.records.folder(review))).toBe(false);
    expect(await running.services.records.write(review)).toMatchObject({ ok: false, error: { code: 'deleted' } });
    expect(await running.services.retention.list()).toEqual([]);
  }, 30_000);

  it('[M3.6] runs by the policy that is in force, and a hold wins over it and over every order', async () => {
    const room = await signedRoom();
    const { clock, running, review } = room;
    clock.pass(40 * day);
    expect(await deletedBy(room)).toEqual([]);
    const hold = { review, reason: 'A claim is being heard.', by };
    expect(await call(running, 'retention.hold', hold)).toMatchObject({ ok: true });
    await adopt(room, { recordYears: 1, recordingDays: 30, transcriptDays: 30 });
    expect(await deletedBy(room)).toEqual([]);
    const order = { kind: 'recording', review, id: recorded, reason: 'It was asked for.', by };
    const refused = { ok: false, error: { code: 'refused', rule: 'M3.6' } };
    expect(await call(running, 'retention.delete', order)).toMatchObject(refused);
    const cut = { review, recording: recorded, fromMs: 0, toMs: 500, member: by, reason: 'I objected.' };
    expect(await call(running, 'recording.cut', cut)).toMatchObject(refused);
    const [placed] = running.services.workspace.current().retention.holds;
    const lift = { hold: placed?.id, reason: 'It was withdrawn.', by };
    expect(await call(running, 'retention.lift', lift)).toMatchObject({ ok: true });
    expect(await call(running, 'retention.lift', lift)).toMatchObject(refused);
    expect(await deletedBy(room)).toEqual(['recording', 'transcript']);
    expect(await verdict(room)).toEqual([[], [true]]);
  }, 30_000);

  it('[M3.6] deletes by order before the time, says who ordered it, and never a record', async () => {
    const room = await signedRoom();
    const { running, review, transcript } = room;
    const reason = 'Somebody asked for it.';
    for (const [kind, id] of [
      ['recording', recorded],
      ['transcript', transcript],
    ])
      expect(await call(running, 'retention.delete', { kind, review, id, reason, by })).toMatchObject({ ok: true });
    expect(running.services.workspace.current().retention.tombstones).toMatchObject([
      { kind: 'recording', why: 'order', by, reason },
      { kind: 'transcript', why: 'order', by, reason },
    ]);
    expect(await running.services.retention.remove({ kind: 'record', review, id: review, reason, by })).toMatchObject({
      ok: false,
      error: { rule: 'M3.6' },
    });
    expect(await verdict(room)).toEqual([[], [true]]);
  }, 30_000);

  it('[M3.6] writes the tombstone that a kill came before', async () => {
    const room = await signedRoom();
    const { clock, running } = room;
    clock.pass(91 * day);
    valueOf(await running.services.recordingMedia.purge(recorded, 'retention'));
    expect(running.services.workspace.current().retention.tombstones).toEqual([]);
    expect(await deletedBy(room)).toEqual(['recording']);
    expect(running.services.workspace.current().retention.tombstones).toHaveLength(1);
  }, 30_000);
});
