import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { recordingFolder } from '../recording-folder.ts';
import { openRecordingStore } from '../recording-store.ts';
import { film, judge, missingTools, speak, toChunks, type LiveChunk } from '../testing.ts';
import { doMediaJob, type MediaJob } from './media-job.ts';
import { measureMs } from './measure.ts';
import { opusMs, silenceLike } from './opus-frames.ts';

const missing = missingTools();
if (missing !== null) console.warn(`skipped: ${missing}`);
const ids = { review: 'r-2026-001', recording: 'rec00001' };
const running = new AbortController().signal;

/** A recording with these parts, all of them ended. */
async function recordParts(parts: readonly (readonly LiveChunk[])[]): Promise<Omit<MediaJob, 'cuts'>> {
  const root = mkdtempSync(join(tmpdir(), 'hotwash-media-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const store = await openRecordingStore({ root, measure: measureMs });
  const opened = await store.open(ids.review, ids.recording);
  if (!opened.ok) throw new Error(opened.error.message);
  const { recording } = opened.value;
  for (const chunks of parts) {
    const begun = await recording.beginPart('audio/webm;codecs=opus', 1);
    if (!begun.ok) throw new Error(begun.error.message);
    const { part } = begun.value;
    for (const [index, chunk] of chunks.entries())
      expect(await recording.append({ part, index, ...chunk, at: 1 })).toMatchObject({ ok: true });
    await recording.endPart(part, 'rollover');
  }
  await store.close();
  return { root, ...ids, from: { kind: 'parts' }, out: join(root, 'out.webm') };
}

const asChunk = (bytes: Uint8Array, ms: number): LiveChunk => ({
  bytes,
  ms,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

/** The loudest sample between two seconds, dB below full scale. */
function loudest(path: string, from: number, to: number): number {
  const range = ['-ss', String(from), '-to', String(to), '-i', path];
  const args = ['-hide_banner', '-nostats', ...range, '-af', 'volumedetect', '-f', 'null', '-'];
  const { stderr } = spawnSync('ffmpeg', args, { encoding: 'utf8' });
  return Number(/max_volume: (-?[\d.]+) dB/.exec(stderr)?.[1] ?? Number.NaN);
}

describe.skipIf(missing !== null)('putting parts together', () => {
  it.each(['vp8', 'vp9', 'av1'] as const)(
    '[M3.6] keeps every packet of a screen in %s and its sound',
    async (codec) => {
      const chunks = toChunks(await film(codec, 4));
      const job = await recordParts([chunks, chunks.slice(0, 9)]);
      const made = await doMediaJob({ ...job, cuts: [] }, () => undefined, running);
      expect(made).toMatchObject({ ok: true });
      const { seconds, code } = judge(job.out);
      expect(code).toBe(0);
      expect(Math.abs(seconds * 1000 - (made.ok ? made.value.durationMs : 0))).toBeLessThan(120);
    },
  );

  it('[M3.6] leaves an objected range silent and every other moment where it was', async () => {
    const chunks = toChunks(await speak('I do not want this to be kept by anybody at all.', 8));
    const job = await recordParts([chunks.slice(0, 17), chunks]);
    const plain = await doMediaJob({ ...job, cuts: [] }, () => undefined, running);
    if (!plain.ok) throw new Error(plain.error.message);
    expect(plain.value.packets).toBeGreaterThan(150);
    const whole = await doMediaJob(
      { ...job, out: `${job.out}.cut`, cuts: [{ fromMs: 3000, toMs: 6000 }] },
      () => undefined,
      running,
    );
    expect(whole).toMatchObject({
      ok: true,
      value: { durationMs: plain.value.durationMs, packets: plain.value.packets },
    });
    const out = `${job.out}.cut`;
    expect(loudest(out, 3.2, 5.8)).toBeLessThan(-80);
    for (const [from, to] of [
      [0.2, 2.8],
      [6.2, 9],
    ] as const) {
      expect(loudest(out, from, to)).toBeGreaterThan(-40);
      expect(loudest(out, from, to)).toBe(loudest(job.out, from, to));
    }
  });

  it('[M3.6] gives up whatever is no WebM, says which part, and leaves nothing behind', async () => {
    const chunks = toChunks(await speak('Good.', 3));
    const gif = asChunk(Buffer.from('GIF89a'.repeat(4000)), 5000);
    const torn = asChunk(
      Buffer.concat([Buffer.from(chunks[0]?.bytes.subarray(0, 60) ?? []), Buffer.alloc(20_000)]),
      5000,
    );
    const last = chunks.at(-1) as LiveChunk;
    const noise = asChunk(Buffer.alloc(60_000, 0x5a), last.ms);
    for (const [bad, code] of [
      [[gif], 'not-webm'],
      [[torn], 'damaged'],
      [[...chunks.slice(0, 5), noise, ...chunks.slice(5)].map((chunk) => ({ ...chunk, ms: last.ms })), 'damaged'],
    ] as const) {
      const job = await recordParts([chunks, bad]);
      const made = await doMediaJob({ ...job, cuts: [] }, () => undefined, running);
      expect(made).toMatchObject({ ok: false, error: { code } });
      expect(!made.ok && made.error.message).toContain('art 2');
      expect(existsSync(job.out)).toBe(false);
      expect(existsSync(recordingFolder(job.root, ids.review, ids.recording).part(2))).toBe(true);
    }
  });

  it('[M3.6] passes over a part that a kill ended before its first sound', async () => {
    const chunks = toChunks(await speak('Good.', 3));
    const begun = asChunk(Buffer.from(chunks[0]?.bytes.subarray(0, 60) ?? []), 100);
    const job = await recordParts([[begun], chunks, []]);
    const made = await doMediaJob({ ...job, cuts: [] }, () => undefined, running);
    expect(made).toMatchObject({ ok: true });
    expect(judge(job.out).code).toBe(0);
  });

  it('[M3.6] can be cancelled, and then nothing is left of it', async () => {
    const chunks = toChunks(await speak('This takes a while to be put together.', 60));
    const job = await recordParts([chunks]);
    const stop = new AbortController();
    const made = doMediaJob({ ...job, cuts: [] }, () => stop.abort(new Error('cancelled')), stop.signal);
    await expect(made).rejects.toThrow('cancelled');
    expect(existsSync(job.out)).toBe(false);
  });
});

describe('silence in Opus', () => {
  // RFC 6716, section 3.1 and 3.2: configuration, channels, and how many frames a packet has.
  it.each([
    ['20 ms of CELT', [0xf8, 1], 20, 1],
    ['60 ms as Chromium sends it', [0xfb, 3, 1], 60, 3],
    ['60 ms of SILK in one frame', [0x18, 1], 60, 3],
    ['two frames of 10 ms, stereo', [0xf5, 1], 20, 1],
    ['a frame of 2.5 ms', [0xe0, 1], 2.5, 1],
    ['120 ms', [0x1b, 2], 120, 6],
  ])('lasts as long as %s', (_what, bytes, ms, frames) => {
    const packet = Uint8Array.from(bytes);
    const silence = silenceLike(packet) ?? new Uint8Array();
    expect([opusMs(packet), opusMs(silence)]).toEqual([ms, ms]);
    expect(silence).toHaveLength(2 + 2 * frames);
    expect((silence[0] ?? 0) & 4).toBe((packet[0] ?? 0) & 4);
  });

  it('is nothing for what is no packet', () => {
    expect([opusMs(new Uint8Array()), silenceLike(Uint8Array.from([0xfb, 0]))]).toEqual([null, null]);
    expect(opusMs(Uint8Array.from([0xfb, 63]))).toBeNull();
  });
});
