import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLines } from '../journal/journal.ts';
import { threeCues, transcriptWorkspace } from './transcript-fixture.ts';

const filesOf = async (folder: string, name: string): Promise<readonly string[]> =>
  readdir(join(folder, 'transcripts', name)).catch(() => []);

describe('importing a transcript', () => {
  it('[M3.6] a WebVTT file becomes a stream on the disk, its bytes are kept, and it is there after a restart', async () => {
    const here = await transcriptWorkspace();
    const answer = await here.upload(threeCues, { name: 'meeting.vtt', review: here.review });
    expect(answer).toMatchObject({
      ok: true,
      value: { state: 'taken', format: 'vtt', times: 'all', segments: 3, faultsTotal: 0, longerBy: 0 },
    });
    const transcript = answer.ok ? answer.value.transcript : '';
    const text = await readFile(join(here.folder, 'transcripts', `t-${transcript}.jsonl`), 'utf8');
    expect(readLines(text).lines.map(({ type }) => type)).toEqual([
      'transcript.opened.v1',
      'segments.added.v1',
      'transcript.filled.v1',
    ]);
    await here.again();
    const read = await here.services().transcripts.read(transcript);
    expect(read.ok && read.value.folded.transcript.segments).toMatchObject([
      { id: 's000001', start: 1000, end: 3000, speaker: 'Ada Lovelace', state: 'machine-draft' },
      { id: 's000002', speaker: 'Grace Hopper', text: 'We rolled back at nine.' },
      { id: 's000003', start: 5000, end: 8000 },
    ]);
    expect(await filesOf(here.folder, 'origin')).toHaveLength(1);
  });

  it('[M3.6] the same file for the same review says so and changes nothing', async () => {
    const here = await transcriptWorkspace();
    const first = await here.upload(threeCues, { name: 'meeting.vtt', review: here.review });
    const again = await here.upload(threeCues, { name: 'copy.vtt', review: here.review });
    expect(again).toEqual({
      ok: true,
      value: { state: 'known', transcript: first.ok ? first.value.transcript : '' },
    });
    expect(here.services().transcripts.list(here.review)).toHaveLength(1);
  });

  it('[M3.6] deleting takes words and file for good, keeps the chain, and the file can be taken in anew', async () => {
    const here = await transcriptWorkspace();
    const first = await here.upload(threeCues, { name: 'meeting.vtt', review: here.review });
    const transcript = first.ok ? first.value.transcript : '';
    const { transcripts } = here.services();
    const before = transcripts.list()[0];
    expect(await transcripts.erase(transcript, 'objection', 'eng-01')).toMatchObject({ ok: true });
    const text = await readFile(join(here.folder, 'transcripts', `t-${transcript}.jsonl`), 'utf8');
    expect(text).not.toContain('pool');
    expect(text).not.toContain('meeting.vtt');
    const { lines, fault } = readLines(text);
    expect(fault).toBeUndefined();
    expect(lines.slice(0, 3).every(({ body, salt }) => body === undefined && salt === undefined)).toBe(true);
    expect(lines[3]?.prev).toBe(before?.hash);
    expect(await filesOf(here.folder, 'origin')).toEqual([]);
    expect(await transcripts.read(transcript)).toMatchObject({ ok: false, error: { code: 'deleted' } });
    await here.again();
    expect(here.services().transcripts.list(here.review)).toMatchObject([{ transcript, source: null }]);
    expect(await here.services().transcripts.run(transcript, 'cmd0001', { type: 'undo' })).toMatchObject({ ok: false });
    const anew = await here.upload(threeCues, { name: 'meeting.vtt', review: here.review });
    expect(anew).toMatchObject({ ok: true, value: { state: 'taken' } });
  });

  const hostile: readonly [string, string | Uint8Array, string][] = [
    ['an empty file', '', 'empty-file'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), 'not-a-transcript'],
    ['a web page', '<!doctype html><p>Hello', 'not-a-transcript'],
    ['a signature without cues', 'WEBVTT\n\n', 'no-words'],
  ];
  it.each(hostile)('[M3.6] %s is refused, says why and leaves nothing', async (_name, bytes, code) => {
    const here = await transcriptWorkspace();
    const answer = await here.upload(bytes, { name: 'meeting.vtt', review: here.review });
    expect(answer).toMatchObject({ ok: false, error: { code } });
    expect(answer.ok ? '' : answer.error.message).toMatch(/Nothing was kept\.$/);
    expect(await filesOf(here.folder, '.')).not.toContainEqual(expect.stringMatching(/^t-/));
    expect(await filesOf(here.folder, 'origin')).toEqual([]);
  });

  it('[M3.6] a name with folders and a strange review or recording lead nowhere', async () => {
    const here = await transcriptWorkspace();
    const named = await here.upload(threeCues, { name: '../../etc/pass\u0000wd.vtt', review: here.review });
    expect(named).toMatchObject({ ok: true });
    expect(here.services().transcripts.list()[0]?.source).toMatchObject({ name: 'passwd.vtt' });
    expect(await here.upload(`${threeCues}\n`, { name: 'x.vtt', review: 'r-2026-999' })).toMatchObject({
      error: { code: 'no-review' },
    });
    expect(await here.upload(threeCues, { name: 'x.vtt', review: here.review, recording: 'rec9999' })).toMatchObject({
      error: { code: 'no-recording' },
    });
    expect(await here.upload(threeCues, { name: 'x.vtt', review: here.review, offsetMs: '-1' })).toMatchObject({
      error: { code: 'invalid-input', path: 'offsetMs' },
    });
  });

  it('[M3.6] 200,000 cues are taken, and what was wrong is told and bounded', async () => {
    const here = await transcriptWorkspace();
    const time = (s: number): string =>
      `${String(Math.floor(s / 3600)).padStart(2, '0')}:${String(Math.floor(s / 60) % 60).padStart(2, '0')}:${String(s % 60).padStart(2, '0')}.000`;
    const cues = Array.from({ length: 200_000 }, (_, index) =>
      index % 100 === 0
        ? `${time(index)} -> ${time(index + 1)}\nbad`
        : `${time(index)} --> ${time(index + 1)}\nword ${index}`,
    );
    const answer = await here.upload(`WEBVTT\n\n${cues.join('\n\n')}\n`, { name: 'long.vtt', review: here.review });
    expect(answer).toMatchObject({ ok: true, value: { state: 'taken', segments: 198_000 } });
    if (!answer.ok || answer.value.state !== 'taken') return;
    expect(answer.value.faults.length).toBe(200);
    expect(answer.value.faultsTotal).toBeGreaterThan(200);
    const edited = await here.services().transcripts.run(answer.value.transcript, 'cmd0001', {
      type: 'segment.reword',
      segment: 's100000',
      text: 'what was meant',
    });
    expect(edited).toMatchObject({ ok: true, value: { events: ['segment.reworded.v1'] } });
  }, 60_000);

  it('[M3.6] what an engine brings is appended piece by piece and complete once it says so', async () => {
    const here = await transcriptWorkspace();
    const { transcripts } = here.services();
    const source = { kind: 'engine', engine: 'e', version: '1', model: 'm', modelSha256: 'a'.repeat(64) } as const;
    const opened = await transcripts.open(
      { review: here.review, recording: null, offsetMs: 0, startedAt: null, language: 'en', source },
      'hotwash',
    );
    const transcript = opened.ok ? opened.value.transcript : '';
    const said = (start: number) => ({ start, end: start + 900, speaker: null, text: `at ${start}` });
    expect(await transcripts.append(transcript, [said(0), said(1000)])).toMatchObject({ ok: true });
    await transcripts.run(transcript, 'cmd0001', {
      type: 'segment.split',
      segment: 's000001',
      at: 2,
      second: 's000003',
    });
    expect(await transcripts.append(transcript, [said(2000)])).toMatchObject({ ok: true });
    expect(await transcripts.fill(transcript)).toMatchObject({ ok: true });
    expect(await transcripts.append(transcript, [said(3000)])).toMatchObject({ ok: false });
    const read = await transcripts.read(transcript);
    expect(read.ok && read.value.folded.transcript).toMatchObject({ isFilled: true });
    expect(read.ok && read.value.folded.transcript.segments.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['s000001', 's000002', 's000003', 's000004']),
    );
  });
});
