import { mkdtemp, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  leastRoom,
  type ChunkAnswer,
  type ChunkQuery,
  type RecordingDiskState,
} from '../../shared/contract/recording-procedures.ts';
import type { CallFault } from '../../shared/contract/procedures.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { lengthOf, type PartEnd } from '../../shared/domain/recording/entry.ts';
import type { Recording, RecordingNotice, StopReason } from '../../shared/domain/recording/recording.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { Clock } from '../platform/clock.ts';
import { onDisk } from '../platform/files.ts';
import type { OpenRecording } from '../recordings/open-recording.ts';
import type { RecordingStore } from '../recordings/recording-store.ts';
import { createSpaceRate, freeBytes } from '../recordings/space.ts';
import { fail, toCallFault } from './fault.ts';
import type { ReviewService } from './review-service.ts';

/** Where a recording belongs. */
export type RecordingRef = { readonly review: ReviewId; readonly recording: string };

/** Takes sound in while a review says that it is being recorded, and tells the review what became of it. */
export interface RecordingService {
  beginPart(
    ref: RecordingRef,
    mime: string,
    startedAt: number,
  ): Promise<Result<{ part: number; offsetMs: number }, CallFault>>;
  chunk(query: ChunkQuery, bytes: Uint8Array): Promise<Result<ChunkAnswer, CallFault>>;
  endPart(ref: RecordingRef, part: number, why: PartEnd): Promise<Result<RecordingDiskState, CallFault>>;
  stop(ref: RecordingRef, why: StopReason): Promise<Result<RecordingDiskState, CallFault>>;
  note(
    ref: RecordingRef,
    what: RecordingNotice,
    atMs: number,
    forMs: number | null,
  ): Promise<Result<object, CallFault>>;
  state(ref: RecordingRef): Promise<Result<RecordingDiskState, CallFault>>;
  space(): Promise<{ freeBytes: number; hoursLeft: number }>;
  /** Refuses where the disk cannot be written to, or has no room for a recording to begin. */
  mayBegin(): Promise<Result<object, CallFault>>;
}

export type RecordingServiceParts = {
  readonly clock: Clock;
  readonly store: RecordingStore;
  readonly reviews: Pick<ReviewService, 'read' | 'carryOut' | 'note'>;
  /** A folder on the disk that recordings go to. */
  readonly root: string;
  readonly free?: (folder: string) => Promise<number>;
};

/** How often the room on the disk is looked at while chunks come, ms. */
const lookAtSpaceMs = 1000;
/** Sound that was on its way when the review paused: one chunk. */
const onItsWayMs = 250;

export function createRecordingService(parts: RecordingServiceParts): RecordingService {
  const { clock, store, reviews, root, free = freeBytes } = parts;
  const rate = createSpaceRate();
  let looked = { at: Number.NEGATIVE_INFINITY, bytes: Number.POSITIVE_INFINITY };

  function known({ review, recording }: RecordingRef): Result<Recording, CallFault> {
    const read = reviews.read(review);
    if (!read.ok) return read;
    const found = read.value.review.recordings.find(({ id }) => id === recording);
    return found === undefined
      ? fail('no-recording', 'This review has no such recording. Start it in the room, then send its sound.')
      : ok(found);
  }

  /** The recording where it may be written to: it was not stopped. */
  async function unstopped(ref: RecordingRef): Promise<Result<{ told: Recording; open: OpenRecording }, CallFault>> {
    const told = known(ref);
    if (!told.ok) return told;
    if (told.value.state.name === 'stopped')
      return fail('not-recording', 'That recording was stopped; what was recorded is kept. Start another one.');
    const opened = await store.open(ref.review, ref.recording);
    return opened.ok ? ok({ told: told.value, open: opened.value.recording }) : err(toCallFault(opened.error));
  }

  const lookNow = async (): Promise<number> => {
    looked = { at: clock.monotonic(), bytes: await free(root) };
    return looked.bytes;
  };
  const look = async (): Promise<number> => (clock.monotonic() - looked.at < lookAtSpaceMs ? looked.bytes : lookNow());

  const mayBegin = async (): Promise<Result<object, CallFault>> => {
    const tried = await onDisk(async () => rmdir(await mkdtemp(join(root, '.try-'))));
    if (!tried.ok) return err(toCallFault(tried.error));
    return (await lookNow()) < leastRoom
      ? fail(
          'disk-full',
          'Less than 200 MB are free on the disk, so no further sound is taken. Free some space and start again.',
        )
      : ok({});
  };

  async function stopIt(
    ref: RecordingRef,
    open: OpenRecording,
    end: PartEnd,
    why: StopReason,
  ): Promise<Result<RecordingDiskState, CallFault>> {
    const running = open.next();
    const ended = running === null ? ok({}) : await open.endPart(running.part, end);
    if (!ended.ok) return err(toCallFault(ended.error));
    // It stays open for whoever puts it together next, so that its list is not read again.
    return tellStopped(ref, stateOf(open), why);
  }

  async function tellStopped(
    ref: RecordingRef,
    state: RecordingDiskState,
    why: StopReason,
  ): Promise<Result<RecordingDiskState, CallFault>> {
    const { durationMs, parts: count, chunks, bytes, link } = state;
    const told = await reviews.carryOut(ref.review, 'hotwash', (review) =>
      review.recordings.some(({ id, state: { name } }) => id === ref.recording && name !== 'stopped')
        ? ok([
            {
              type: 'recording.stopped.v1',
              body: { recording: ref.recording, why, durationMs, parts: count, chunks, bytes, link },
            },
          ])
        : ok([]),
    );
    return told.ok ? ok(state) : told;
  }

  async function state(ref: RecordingRef): Promise<Result<RecordingDiskState, CallFault>> {
    const told = known(ref);
    if (!told.ok) return told;
    const list = await store.list(ref.recording);
    const running = list.parts.at(-1);
    return ok({
      next: running?.ended === null ? { part: running.part, index: running.chunks } : null,
      ...summary(list),
      link: store.head(ref.recording).hash,
    });
  }

  return {
    beginPart: async (ref, mime, startedAt) => {
      const found = await unstopped(ref);
      if (!found.ok) return found;
      const { told, open } = found.value;
      if (told.state.name === 'paused') return paused();
      const room = await mayBegin();
      if (!room.ok) return room;
      const begun = await open.beginPart(mime, startedAt);
      return begun.ok ? begun : err(toCallFault(begun.error));
    },
    chunk: async (query, bytes) => {
      const ref = { review: query.review, recording: query.recording };
      const found = await unstopped(ref);
      if (!found.ok) return found;
      const { told, open } = found.value;
      if (told.state.name === 'paused' && !wasOnItsWay(open, query, told.state.at)) return paused();
      const { part, index, ms, sha256 } = query;
      const at = clock.wall();
      const kept = await open.append({ part, index, ms, sha256, bytes, at });
      if (!kept.ok) {
        if (kept.error.code === 'disk-full') await stopIt(ref, open, 'disk-full', 'disk-full');
        return err(toCallFault(kept.error));
      }
      rate.note(bytes.length, clock.monotonic());
      const left = await look();
      const isFull = left < leastRoom;
      const stopped = isFull && (await stopIt(ref, open, 'disk-full', 'disk-full')).ok;
      return ok({ link: kept.value.link, freeHours: rate.hoursLeft(left), stopped });
    },
    endPart: async (ref, part, why) => {
      const found = await unstopped(ref);
      if (!found.ok) return found;
      const ended = await found.value.open.endPart(part, why);
      return ended.ok ? ok(stateOf(found.value.open)) : err(toCallFault(ended.error));
    },
    stop: async (ref, why) => {
      const told = known(ref);
      if (!told.ok) return told;
      if (told.value.state.name === 'stopped') return state(ref);
      const opened = await store.open(ref.review, ref.recording);
      if (opened.ok) return stopIt(ref, opened.value.recording, 'stopped', why);
      // Where no part was ever begun, a disk that refuses must not hold the review open.
      const disk = await state(ref);
      return disk.ok && disk.value.parts === 0 ? tellStopped(ref, disk.value, why) : err(toCallFault(opened.error));
    },
    note: async ({ review, recording }, what, atMs, forMs) => {
      const told = known({ review, recording });
      return told.ok
        ? reviews.note(review, { type: 'recording.noted.v1', body: { recording, what, atMs, forMs } })
        : told;
    },
    state,
    mayBegin,
    space: async () => {
      const bytes = await look();
      return { freeBytes: Math.min(bytes, Number.MAX_SAFE_INTEGER), hoursLeft: rate.hoursLeft(bytes) };
    },
  };
}

const paused = (): Result<never, CallFault> =>
  fail('not-recording', 'The recording stands still, so nothing was kept of this. Go on with it in the room first.');

/** Whether what a chunk holds was said before the review paused at `at`, but for the time of one chunk. */
function wasOnItsWay(open: OpenRecording, { part, ms }: ChunkQuery, at: number): boolean {
  const known = open.list().parts.find((each) => each.part === part);
  return known !== undefined && known.startedAt + ms <= at + onItsWayMs;
}

const summary = (list: ReturnType<OpenRecording['list']>) => ({
  parts: list.parts.length,
  durationMs: lengthOf(list),
  chunks: list.parts.reduce((sum, { chunks }) => sum + chunks, 0),
  bytes: list.parts.reduce((sum, { bytes }) => sum + bytes, 0),
});

const stateOf = (open: OpenRecording): RecordingDiskState => ({
  next: open.next(),
  ...summary(open.list()),
  link: open.head().hash,
});
