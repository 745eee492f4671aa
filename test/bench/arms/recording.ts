import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { makeRecordedRoom, recorded } from '../../../electron/host/recording-fixture.ts';
import { valueOf } from '../../../electron/host/record-fixture.ts';
import { bytesToSeek } from '../../../electron/recordings/media/check-media.ts';
import type { OpenRecording } from '../../../electron/recordings/open-recording.ts';
import { missingTools, speak, toChunks, type LiveSound } from '../../../electron/recordings/testing.ts';
import { partLengthMs } from '../../../shared/contract/recording-procedures.ts';
import { caps, type Capped } from '../goals.ts';
import { percentile } from '../harness.ts';
import { watchResident } from '../resident.ts';

const chunkMs = 240;
/** Chunks that are sent one at a time to time an acknowledgement; the others go in groups, so that nobody waits for them. */
const timed = 400;
const group = 64;

/**
 * A recording of so many minutes, spoken by flite and sent as Chromium sends it: how long an acknowledgement takes (R1), to
 * stop (X1), to put all of it together beside this thread, in what memory, and to find a place in it.
 */
export async function measureRecording(minutes: number): Promise<readonly Capped[]> {
  const missing = missingTools();
  if (missing !== null) {
    process.stdout.write(`R1  ${missing}: recordings are not measured.\n`);
    return [];
  }
  const room = await makeRecordedRoom();
  try {
    const { recordingStore, recordings, recordingMedia } = room.running.services;
    const ref = { review: room.review, recording: recorded };
    const { recording } = valueOf(await recordingStore.open(room.review, recorded));
    const acknowledged = await recordLong(recording, minutes);
    const stopped = performance.now();
    valueOf(await recordings.stop(ref, 'asked'));
    const stopMs = performance.now() - stopped;

    const resident = watchResident();
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const began = performance.now();
    const kept = valueOf(await recordingMedia.seekable(ref, () => undefined, new AbortController().signal));
    const joinMs = performance.now() - began;
    delay.disable();
    const grownMb = resident.end();
    const { media = '' } = recordingStore.files(recorded) ?? {};
    const second = (kept.durationMs / 1000) * 0.75;
    const sought = performance.now();
    const { status } = spawnSync('ffmpeg', [
      '-v',
      'error',
      '-ss',
      String(second),
      '-i',
      media,
      '-t',
      '1',
      '-f',
      'null',
      '-',
    ]);
    const seekMs = status === 0 ? performance.now() - sought : Number.NaN;
    const size = `${minutes} min of speech, ${(kept.bytes / 1e6).toFixed(0)} MB`;
    return [
      {
        what: 'R1  a chunk of 240 ms acknowledged, p95',
        value: percentile(acknowledged, 0.95),
        cap: caps.acknowledged,
      },
      { what: `X1  stopping a recording of ${size}`, value: stopMs, cap: caps.closing },
      { what: `putting it together and checking it`, value: joinMs, cap: caps.told },
      { what: '  longest pause of the main thread meanwhile', value: delay.max / 1e6, cap: caps.told },
      { what: '  more memory than before', value: grownMb, cap: caps.joining },
      { what: `finding minute ${Math.round(second / 60)} of it with ffmpeg`, value: seekMs, cap: caps.told },
      { what: '  bytes read to find it', value: (await bytesToSeek(media, second)) / (1 << 20), cap: caps.sought },
    ];
  } finally {
    await room.running.close();
    await rm(dirname(room.workspaceDir), { recursive: true, force: true });
  }
}

/** Records parts of 30 minutes; answers with the ms of single acknowledgements. */
async function recordLong(recording: OpenRecording, minutes: number): Promise<readonly number[]> {
  const minute = await speak('We released at noon. The checkout failed, and nobody was told for forty minutes.', 60);
  const acknowledged: number[] = [];
  for (let left = minutes; left > 0; left -= partLengthMs / 60_000) {
    const chunks = toChunks(repeated(minute, Math.min(left, partLengthMs / 60_000)), chunkMs);
    const { part } = valueOf(await recording.beginPart('audio/webm;codecs=opus', 1));
    const send = async (index: number): Promise<void> => {
      const chunk = chunks[index];
      if (chunk !== undefined) valueOf(await recording.append({ part, index, ...chunk, at: 1 }));
    };
    const alone = acknowledged.length < timed ? Math.min(timed, chunks.length) : 0;
    for (let index = 0; index < alone; index += 1) {
      const start = performance.now();
      await send(index);
      acknowledged.push(performance.now() - start);
    }
    for (let from = alone; from < chunks.length; from += group)
      await Promise.all(Array.from({ length: group }, (_, at) => send(from + at)));
    if (left > partLengthMs / 60_000) valueOf(await recording.endPart(part, 'rollover'));
  }
  return acknowledged;
}

const repeated = ({ header, packets, durationMs }: LiveSound, times: number): LiveSound => ({
  header,
  durationMs: durationMs * times,
  packets: Array.from({ length: times }, (_, at) =>
    packets.map((packet) => ({ ...packet, ms: packet.ms + at * durationMs })),
  ).flat(),
});
