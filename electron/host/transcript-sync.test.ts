import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFrameReader, payloadToHeads, payloadToLines, type Frame } from '../../shared/contract/frames.ts';
import { transcriptStream } from '../../shared/domain/transcript/transcript.ts';
import type { Cursors } from '../sync/sync.ts';
import type { Services } from './services.ts';
import { threeCues, transcriptWorkspace } from './transcript-fixture.ts';

/** What a page is sent until it has everything. */
async function pull({ sync }: Services, cursors: Cursors): Promise<readonly Frame[]> {
  const reader = sync.pull(cursors, new AbortController().signal).getReader();
  const read = createFrameReader();
  const frames: Frame[] = [];
  while (frames.every(({ header }) => header.kind !== 'caught-up')) {
    const next = await reader.read();
    if (next.done) break;
    frames.push(...read(next.value));
  }
  await reader.cancel();
  return frames;
}

const ofStream = (frames: readonly Frame[], stream: string) =>
  frames.flatMap(({ header, payload }) =>
    header.kind === 'journal' && header.stream === stream ? [{ header, lines: payloadToLines(payload) }] : [],
  );

describe('transcripts on their way to the page', () => {
  it('[M3.6] come after the reviews, only above the cursor, and a long one in frames of a bounded size', async () => {
    const here = await transcriptWorkspace();
    const long = Array.from({ length: 4000 }, (_, at) => `00:00:01.000 --> 00:00:02.000\n${at} ${'word '.repeat(100)}`);
    const taken = await here.upload(`WEBVTT\n\n${long.join('\n\n')}\n`, { name: 'long.vtt', review: here.review });
    const stream = transcriptStream(taken.ok ? taken.value.transcript : '');
    const frames = await pull(here.services(), {});
    const sent = ofStream(frames, stream);
    expect(sent.length).toBeGreaterThan(1);
    expect(Math.max(...frames.map(({ payload }) => payload.length))).toBeLessThan(1 << 21);
    const streams = frames.flatMap(({ header }) => (header.kind === 'journal' ? [header.stream] : []));
    expect(streams.indexOf(stream)).toBeGreaterThan(streams.indexOf(here.review));
    const [hello] = frames;
    const head = hello && payloadToHeads(hello.payload).find((each) => each.stream === stream);
    expect(head?.seq).toBe(sent.at(-1)?.header.to);
    const cursors = { [stream]: { seq: head?.seq ?? 0, hash: head?.hash ?? '' } };
    expect(ofStream(await pull(here.services(), cursors), stream)).toEqual([]);
  });

  it('[M3.6] a transcript that was lost here is given back by the page, with its receipt and not without', async () => {
    const here = await transcriptWorkspace();
    const taken = await here.upload(threeCues, { name: 'meeting.vtt', review: here.review });
    const transcript = taken.ok ? taken.value.transcript : '';
    const stream = transcriptStream(transcript);
    const [sent] = ofStream(await pull(here.services(), {}), stream);
    await here.again(() => rm(join(here.folder, 'transcripts'), { recursive: true }));
    expect(here.services().transcripts.list()).toEqual([]);
    const { sync } = here.services();
    const lines = sent?.lines ?? [];
    expect(await sync.restore(stream, lines, 'none')).toMatchObject({ ok: false, error: { code: 'no-receipt' } });
    expect(await sync.restore(stream, lines, sent?.header.receipt ?? '')).toMatchObject({
      ok: true,
      value: { seq: 3 },
    });
    const read = await here.services().transcripts.read(transcript);
    expect(read.ok && read.value.folded.transcript.segments).toHaveLength(3);
    expect(here.services().transcripts.list(here.review)).toHaveLength(1);
    expect(await sync.restore('t-../x', lines, '')).toMatchObject({ ok: false, error: { code: 'unknown-stream' } });
  });
});
