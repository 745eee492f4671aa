import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import type { TranscriptImport } from '../../shared/contract/transcript-procedures.ts';
import type { MemberId } from '../../shared/domain/ids.ts';
import { readTranscriptFile } from '../../shared/formats/read-transcript-file.ts';
import type { Result } from '../../shared/lib/result.ts';
import { valueOf } from './record-fixture.ts';
import { makeRecordedRoom, recorded, type RecordedRoom } from './recording-fixture.ts';
import { removeTemporaryFolders } from './temporary-folder.ts';
import { threeCues } from './transcript-fixture.ts';

afterAll(removeTemporaryFolders);

const by = 'eng-01' as MemberId;
const quote = 'The pool was exhausted before the alarm.';

/** A meeting that was recorded and has a transcript; the recording was stopped. */
async function talkedRoom(): Promise<RecordedRoom & { readonly transcript: string }> {
  const room = await makeRecordedRoom();
  const { running, review } = room;
  onTestFinished(() => running.close());
  valueOf(await running.services.recordings.stop({ review, recording: recorded }, 'asked'));
  const query = new URLSearchParams({ name: 'said.vtt', review, recording: recorded }).toString();
  const url = `http://hotwash.localhost/api/transcript.import?${query}`;
  const answer = await running.handler(new Request(url, { method: 'PUT', body: threeCues }));
  const taken = valueOf((await answer.json()) as Result<TranscriptImport, { message: string }>);
  return { ...room, transcript: taken.transcript };
}

async function close({ command }: RecordedRoom): Promise<void> {
  await command({ type: 'facts.agree', inFavour: 4 });
  await command({ type: 'meeting.next' });
  await command({ type: 'causes.triage', directEvidence: true, recurring: false, severalComponents: false });
  await command({ type: 'meeting.next' });
  await command({ type: 'review.close', summary: 'Nothing was found.' });
}

async function toFacts({ command }: RecordedRoom): Promise<void> {
  for (const each of [{ type: 'meeting.next' }, { type: 'meeting.next' }] as const) await command(each);
}

const reword = ({ running, transcript }: RecordedRoom & { readonly transcript: string }, id: string, text: string) =>
  running.services.transcripts.run(transcript, id, { type: 'segment.reword', segment: 's000001', text });

describe('what was said as evidence', () => {
  it('[M3.6] a moment is attached as its words, times and head, and alone it supports nothing', async () => {
    const room = await talkedRoom();
    const { services } = room.running;
    await toFacts(room);
    await room.command({ type: 'claim.add', id: 'clm1', text: 'The pool ran dry', happenedAt: null, author: by });
    const locator = {
      type: 'moment',
      transcript: room.transcript,
      recording: recorded,
      from: 1000,
      to: 3000,
      quote,
    } as const;
    const attach = (id: string, change: object) =>
      services.reviews.run(room.review, id, {
        type: 'evidence.attach',
        id,
        target: { kind: 'claim', id: 'clm1' },
        bearing: 'supports',
        locator: { ...locator, ...change },
      });
    expect(await attach('evd1', {})).toMatchObject({ ok: true });
    const { review } = valueOf(services.reviews.read(room.review));
    const [piece] = review.claims[0]?.evidence ?? [];
    expect(piece?.label).toBe(`recording 00:00:01–00:00:03: ${quote}`);
    const exhibit = Buffer.from((await services.evidence.kept(piece?.hash ?? '')) ?? []).toString('utf8');
    const head = services.transcripts.list(room.review)[0]?.hash ?? '';
    expect(exhibit).toBe(
      [
        `Review: ${room.review}`,
        `Transcript: ${room.transcript}`,
        `Recording: ${recorded}`,
        'Time: recording 00:00:01–00:00:03',
        'Speaker: Ada Lovelace',
        'Words: draft, not verified by a person',
        `Transcript head: ${head}`,
        '',
        quote,
        '',
      ].join('\n'),
    );
    expect(await attach('evd2', { quote: 'Nobody said that.' })).toMatchObject({ ok: false });
    expect(await attach('evd3', { from: 5000, to: 8000 })).toMatchObject({ ok: false });
    expect(await attach('evd4', { recording: null })).toMatchObject({ ok: false });
    expect(await attach('evd5', { transcript: 'tunknown' })).toMatchObject({ ok: false });
    await room.command({ type: 'facts.agree', inFavour: 4 });
    await room.command({ type: 'meeting.next' });
    const claim = valueOf(services.reviews.read(room.review)).review.claims[0];
    expect(claim?.evidence.map(({ locator: { type } }) => type)).toEqual(['moment']);
  });
});

describe('a transcript in the record', () => {
  it('[M3.6] goes in byte for byte as it was chosen, and the record verifies after it was deleted', async () => {
    const room = await talkedRoom();
    const { services } = room.running;
    const { review, transcript } = room;
    valueOf(
      await services.transcripts.run(transcript, 'cmd9001', {
        type: 'speaker.know',
        speaker: 'Ada Lovelace',
        member: 'prod-01' as MemberId,
      }),
    );
    await toFacts(room);
    await room.command({ type: 'transcript.enclose', transcript });
    await close(room);
    valueOf(await reword(room, 'cmd9002', 'The pool was exhausted long before the alarm.'));
    const refused = await services.records.write(review);
    expect(refused).toMatchObject({ ok: false, error: { code: 'transcript-changed' } });
    await room.command({ type: 'transcript.enclose', transcript });
    valueOf(await services.records.write(review));
    const folder = services.records.folder(review);
    const file = await readFile(join(folder, 'data', 'transcript.vtt'));
    const sha256 = createHash('sha256').update(file).digest('hex');
    const record = JSON.parse(await readFile(join(folder, 'data', 'review.json'), 'utf8')) as Record<string, unknown>;
    expect(record['transcripts']).toMatchObject([{ id: transcript, file: 'transcript.vtt', sha256 }]);
    expect(await readFile(join(folder, 'manifest-sha256.txt'), 'utf8')).toContain(`${sha256}  data/transcript.vtt`);
    expect(await readFile(join(folder, 'data', 'report.html'), 'utf8')).toContain(sha256);
    const read = valueOf(readTranscriptFile(file, 'transcript.vtt'));
    expect(read.segments.map(({ speaker, text }) => [speaker, text])).toEqual([
      ['prod-01', 'The pool was exhausted long before the alarm.'],
      ['Grace Hopper', 'We rolled back at nine.'],
      ['prod-01', 'Nobody had looked at the dashboard.'],
    ]);
    const late = await services.reviews.run(review, 'cmd9003', { type: 'transcript.leave-out', transcript });
    expect(late).toMatchObject({ ok: false, error: { rule: 'M3.6' } });
    valueOf(await services.keys.create(by, 'correct horse battery staple'));
    valueOf(await services.records.sign(review, 'facilitator', by, 'correct horse battery staple'));
    valueOf(await services.transcripts.erase(transcript, 'order', by));
    const { report } = valueOf(await services.records.status(review));
    // Nothing but signatures that are still to come.
    expect(report?.findings.filter(({ case: number }) => number !== 7)).toEqual([]);
    expect(await readFile(join(folder, 'data', 'transcript.vtt'))).toEqual(file);
  });

  it('[M3.6] nothing goes in that nobody chose, and what was deleted meanwhile has to be left out', async () => {
    const room = await talkedRoom();
    const { services } = room.running;
    const { review, transcript } = room;
    await toFacts(room);
    const strange = await services.reviews.run(review, 'cmd9001', {
      type: 'transcript.enclose',
      transcript: 'tunknown',
    });
    expect(strange).toMatchObject({ ok: false, error: { rule: 'M3.6' } });
    await room.command({ type: 'transcript.enclose', transcript });
    await close(room);
    valueOf(await services.transcripts.erase(transcript, 'objection', by));
    expect(await services.records.write(review)).toMatchObject({ ok: false, error: { code: 'deleted' } });
    await room.command({ type: 'transcript.leave-out', transcript });
    const { files } = valueOf(await services.records.write(review));
    expect(files.map(({ name }) => name).filter((name) => name.includes('transcript'))).toEqual([]);
    const record = await readFile(join(services.records.folder(review), 'data', 'review.json'), 'utf8');
    expect(JSON.parse(record)).not.toHaveProperty('transcripts');
  });
});
