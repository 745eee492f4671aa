import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { transcriptFormats, type TranscriptFormat } from '../../shared/contract/transcript-export-procedures.ts';
import { exportTranscript, listLeftovers } from './transcript-export.ts';
import { transcriptWorkspace, type TranscriptWorkspace } from './transcript-fixture.ts';

const vtt = `WEBVTT

00:00:01.000 --> 00:00:03.000
<v Kaspar Lind>eng-01 restarted it, Kaspar looked on

00:00:04.000 --> 00:00:06.000
<v Kaspar Lind>then we asked Petra Vogel
`;

async function taken(): Promise<{ here: TranscriptWorkspace; transcript: string }> {
  const here = await transcriptWorkspace();
  const answer = await here.upload(vtt, { name: 'lind.vtt', review: here.review });
  if (!answer.ok) throw new Error(answer.error.message);
  return { here, transcript: answer.value.transcript };
}

/** The words of a Word document, as a stranger's tools find them. */
async function textOf(here: TranscriptWorkspace, format: TranscriptFormat, base64: string): Promise<string> {
  const bytes = Buffer.from(base64, 'base64');
  if (format !== 'docx') return bytes.toString('utf8');
  const file = join(here.folder, 'x.docx');
  await writeFile(file, bytes);
  execFileSync('unzip', ['-tq', file]);
  return execFileSync('unzip', ['-p', file], { encoding: 'utf8' });
}

it('[M3.6] writes every format with names, and none without until what is left was confirmed as it is', async () => {
  const { here, transcript } = await taken();
  const services = here.services();
  const left = await listLeftovers(services, transcript);
  expect(left).toMatchObject({
    ok: true,
    value: { total: 1, leftovers: [{ word: 'Petra Vogel', startMs: 4000, text: 'then we asked Petra Vogel' }] },
  });
  const key = left.ok ? left.value.key : '';
  for (const format of transcriptFormats) {
    const asked = { transcript, format, anonymous: true };
    for (const confirmed of [null, 'another'])
      expect(await exportTranscript(services, { ...asked, confirmed })).toMatchObject({
        ok: false,
        error: { code: 'leftovers' },
      });
    const named = await exportTranscript(services, { ...asked, anonymous: false, confirmed: null });
    const without = await exportTranscript(services, { ...asked, confirmed: key });
    if (!named.ok || !without.ok) throw new Error('both are written');
    expect(without.value.name).not.toContain(here.review);
    const [before, after] = [
      await textOf(here, format, named.value.base64),
      await textOf(here, format, without.value.base64),
    ];
    expect([format, /Kaspar|Lind\b|eng-01|lind\.vtt/.exec(after)]).toEqual([format, null]);
    if (!format.startsWith('chapters')) expect([format, before.includes('Kaspar Lind')]).toEqual([format, true]);
  }
  // Other words leave other places, which nobody has looked at.
  const reworded = { type: 'segment.reword', segment: 's000001', text: 'ask Erika Mann then' } as const;
  await services.transcripts.run(transcript, 'cmd00001', reworded);
  expect(
    await exportTranscript(services, { transcript, format: 'txt', anonymous: true, confirmed: key }),
  ).toMatchObject({ ok: false, error: { code: 'leftovers' } });
}, 20_000);

it('[M3.6] a text without times is written without any, and in no format that needs them', async () => {
  const here = await transcriptWorkspace();
  const answer = await here.upload('Ada: We rolled back.\nBob: At nine.\nAda: Yes.\nBob: I agree.\n', {
    name: 'said.txt',
    review: here.review,
  });
  if (!answer.ok || answer.value.state !== 'taken') throw new Error('it is taken');
  expect(answer.value.times).toBe('none');
  const { transcript } = answer.value;
  for (const format of transcriptFormats) {
    const written = await exportTranscript(here.services(), { transcript, format, anonymous: false, confirmed: null });
    if (['vtt', 'srt', 'podcast'].includes(format)) {
      expect(written).toMatchObject({ ok: false, error: { code: 'no-times' } });
      continue;
    }
    if (!written.ok) throw new Error(`${format} is written`);
    if (format.startsWith('chapters')) continue;
    const text = await textOf(here, format, written.value.base64);
    expect([format, text.includes('We rolled back.'), text.includes('00:00')]).toEqual([format, true, false]);
  }
});
