import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallFault } from '../../shared/contract/procedures.ts';
import { lengthOf, type RecordingList } from '../../shared/domain/recording/entry.ts';
import type { Recording } from '../../shared/domain/recording/recording.ts';
import { findMember } from '../../shared/domain/workspace/workspace.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { Clock } from '../platform/clock.ts';
import { writeFileAtomic } from '../platform/files.ts';
import { cutName, keepCutParts, keepMedia, needsSettling, purgeFiles, settleFiles } from '../recordings/keep-media.ts';
import type { MadeMedia, MediaProgress } from '../recordings/media/media-job.ts';
import { runMediaJob } from '../recordings/media/run-media-job.ts';
import type { OpenRecording } from '../recordings/open-recording.ts';
import type { RecordingFolder } from '../recordings/recording-folder.ts';
import type { RecordingStore } from '../recordings/recording-store.ts';
import { fail, toCallFault } from './fault.ts';
import { readCutting, type CutRequest } from './recording-cut.ts';
import type { RecordingRef } from './recording-service.ts';
import type { ReviewService } from './review-service.ts';
import type { WorkspaceService } from './workspace-service.ts';

export type KeptMedia = { readonly sha256: string; readonly bytes: number; readonly durationMs: number };

/** What becomes of a recording's sound once it is there: one file that seeks, a range taken out, all of it deleted. */
export interface RecordingMedia {
  /** Puts all parts of a stopped recording into one file, verifies it, and lets it stand in their place. */
  seekable(
    ref: RecordingRef,
    tell: (progress: MediaProgress) => void,
    signal: AbortSignal,
  ): Promise<Result<KeptMedia, CallFault>>;
  /** Takes a range out for good. Nobody can bring it back. */
  cut(ref: RecordingRef, cut: CutRequest): Promise<Result<object, CallFault>>;
  /** Deletes all sound of a recording; its list stays. */
  purge(recording: string, why: 'retention' | 'objection' | 'order'): Promise<Result<object, CallFault>>;
  /** Finishes what a kill left undone, and puts together what is stopped and lies in parts. */
  tend(): Promise<void>;
  /** Tends now and whenever {@link RecordingMedia.nudge} is called, for an app that stays open. */
  start(): void;
  /** Something was stopped. */
  nudge(): void;
  stop(): Promise<void>;
}

export type RecordingMediaParts = {
  readonly root: string;
  readonly clock: Clock;
  readonly store: RecordingStore;
  readonly reviews: Pick<ReviewService, 'ids' | 'read' | 'carryOut'>;
  readonly workspace: Pick<WorkspaceService, 'current'>;
};

export function createRecordingMedia({ root, clock, store, reviews, workspace }: RecordingMediaParts): RecordingMedia {
  let working: Promise<unknown> = Promise.resolve();
  const ended = new AbortController();
  let isTending = false;

  /** One at a time: each reads and writes a whole recording. */
  const serially = <T>(work: () => Promise<T>): Promise<T> => {
    const run = working.then(work, work);
    working = run.catch(() => undefined);
    return run;
  };

  function known({ review, recording }: RecordingRef): Result<Recording, CallFault> {
    const read = reviews.read(review);
    if (!read.ok) return read;
    const found = read.value.review.recordings.find(({ id }) => id === recording);
    return found === undefined ? fail('no-recording', 'This review has no such recording.') : ok(found);
  }

  /** Opens a recording for a piece of work, and closes it again where nothing is being recorded into it. */
  async function withOpen<T>(
    ref: RecordingRef,
    work: (open: OpenRecording, files: RecordingFolder) => Promise<Result<T, CallFault>>,
  ): Promise<Result<T, CallFault>> {
    const opened = await store.open(ref.review, ref.recording);
    if (!opened.ok) return err(toCallFault(opened.error));
    const files = store.files(ref.recording);
    if (files === undefined) return fail('no-recording', 'There is nothing of this recording on the disk.');
    try {
      return await work(opened.value.recording, files);
    } finally {
      const told = known(ref);
      if (!told.ok || told.value.state.name === 'stopped') await store.rest(ref.recording);
    }
  }

  const make = (
    ref: RecordingRef,
    list: RecordingList,
    cuts: readonly CutRequest[],
    out: string,
    tell: (progress: MediaProgress) => void,
    signal: AbortSignal,
  ): Promise<Result<MadeMedia, CallFault>> =>
    runMediaJob(
      { root, ...ref, from: { kind: list.media === null ? 'parts' : 'media' }, cuts, out },
      tell,
      AbortSignal.any([signal, ended.signal]),
    ).then((done) => (done.ok ? done : err(toCallFault(done.error))));

  /** Tells the review which file stands in the parts' place. */
  async function tellKept(ref: RecordingRef, open: OpenRecording): Promise<Result<object, CallFault>> {
    const { media } = open.list();
    if (media === null) return ok({});
    const body = { recording: ref.recording, ...media, link: open.head().hash };
    return reviews.carryOut(ref.review, 'hotwash', ({ recordings }) =>
      recordings.some(({ id, kept }) => id === ref.recording && kept?.sha256 !== media.sha256)
        ? ok([{ type: 'recording.kept.v1', body }])
        : ok([]),
    );
  }

  async function tellCut(ref: RecordingRef, open: OpenRecording, cut: CutRequest): Promise<Result<object, CallFault>> {
    const body = { recording: ref.recording, ...cut, link: open.head().hash };
    return reviews.carryOut(ref.review, 'hotwash', () => ok([{ type: 'recording.cut.v1', body }]));
  }

  async function seekable(
    ref: RecordingRef,
    tell: (progress: MediaProgress) => void,
    signal: AbortSignal,
  ): Promise<Result<KeptMedia, CallFault>> {
    const told = known(ref);
    if (!told.ok) return told;
    if (told.value.state.name !== 'stopped')
      return fail('still-recording', 'This is still being recorded. Stop it first, then it is put together.');
    return withOpen(ref, async (open, files) => {
      const { media, purged } = open.list();
      if (purged !== null) return fail('purged', 'The sound of this recording was deleted.');
      if (media === null) {
        const made = await make(ref, open.list(), [], files.nextMedia, tell, signal);
        const kept = made.ok ? await keepMedia(files, open, made.value, null, clock.wall()) : made;
        if (!kept.ok) return err(toCallFault(kept.error));
      }
      const noted = await tellKept(ref, open);
      const now = open.list().media;
      if (!noted.ok) return noted;
      return now === null ? fail('no-sound', 'No part of this recording holds any sound.') : ok(now);
    });
  }

  async function cut(ref: RecordingRef, wanted: CutRequest): Promise<Result<object, CallFault>> {
    const told = known(ref);
    if (!told.ok) return told;
    if (findMember(workspace.current(), wanted.member) === undefined)
      return fail('no-member', 'That person is not in the roster.');
    return withOpen(ref, async (open, files) => {
      const list = open.list();
      const running = list.parts.at(-1);
      if (list.purged !== null) return fail('purged', 'The sound of this recording was deleted already.');
      if (wanted.fromMs >= lengthOf(list))
        return fail('no-such-range', 'The recording ends before that range begins. Nothing was taken out.');
      if (running?.ended === null && wanted.toMs > running.offsetMs)
        return fail(
          'part-running',
          'That range is still being recorded. Pause, or begin a new part, and take it out then; nothing was taken out yet.',
        );
      await writeFileAtomic(join(files.folder, 'cutting.json'), JSON.stringify(wanted));
      const done =
        told.value.state.name === 'stopped'
          ? await cutWhole(ref, open, files, wanted)
          : await cutParts(ref, open, files, wanted);
      const noted = done.ok ? await tellCut(ref, open, wanted) : done;
      if (noted.ok || !done.ok) await rm(join(files.folder, 'cutting.json'), { force: true });
      return noted.ok ? tellKept(ref, open) : noted;
    });
  }

  async function cutWhole(
    ref: RecordingRef,
    open: OpenRecording,
    files: RecordingFolder,
    wanted: CutRequest,
  ): Promise<Result<object, CallFault>> {
    const made = await make(ref, open.list(), [wanted], files.nextMedia, () => undefined, ended.signal);
    if (!made.ok) return made;
    const { fromMs, toMs } = wanted;
    const kept = await keepMedia(files, open, made.value, { fromMs, toMs }, clock.wall());
    return kept.ok ? kept : err(toCallFault(kept.error));
  }

  /** While it goes on, the parts that have ended are rewritten one by one. */
  async function cutParts(
    ref: RecordingRef,
    open: OpenRecording,
    files: RecordingFolder,
    { fromMs, toMs }: CutRequest,
  ): Promise<Result<object, CallFault>> {
    const touched = open
      .list()
      .parts.filter(
        ({ offsetMs, durationMs, chunks }) => chunks > 0 && fromMs < offsetMs + durationMs && toMs > offsetMs,
      );
    for (const { part } of touched) {
      const waiting = join(files.folder, cutName({ fromMs, toMs }, part));
      const out = `${waiting}.tmp`;
      const from = { kind: 'part', part } as const;
      const made = await runMediaJob(
        { root, ...ref, from, cuts: [{ fromMs, toMs }], out },
        () => undefined,
        ended.signal,
      );
      if (!made.ok) return err(toCallFault(made.error));
      await rename(out, waiting);
    }
    const kept = await keepCutParts(files, open, { fromMs, toMs }, clock.wall());
    return kept.ok ? kept : err(toCallFault(kept.error));
  }

  async function settleOne(ref: RecordingRef, told: Recording): Promise<void> {
    const files = store.files(ref.recording);
    const names: readonly string[] = files === undefined ? [] : await readdir(files.folder).catch(() => []);
    if (files === undefined || !(needsSettling(names) || (names.includes('media.webm') && told.kept === null))) return;
    await withOpen(ref, async (open) => {
      const settled = await settleFiles(files, open);
      if (!settled.ok) return err(toCallFault(settled.error));
      const cutting = await readCutting(files.folder);
      const isDone = open.list().cuts.some(({ fromMs, toMs }) => fromMs === cutting?.fromMs && toMs === cutting.toMs);
      const isTold = told.cuts.some(({ fromMs, toMs }) => fromMs === cutting?.fromMs && toMs === cutting.toMs);
      if (cutting !== null && isDone && !isTold) await tellCut(ref, open, cutting);
      await rm(join(files.folder, 'cutting.json'), { force: true });
      return tellKept(ref, open);
    });
  }

  async function tend(): Promise<void> {
    for (const review of reviews.ids()) {
      const read = reviews.read(review);
      for (const told of read.ok ? read.value.review.recordings : []) {
        const ref = { review, recording: told.id };
        if (told.state.name !== 'stopped' || ended.signal.aborted) continue;
        await serially(() => settleOne(ref, told));
        const hasParts = told.kept === null && told.state.chunks > 0;
        // What cannot be put together stays in its parts, and says why when it is asked for.
        if (hasParts && !ended.signal.aborted) await serially(() => seekable(ref, () => undefined, ended.signal));
      }
    }
  }

  return {
    seekable: (ref, tell, signal) => serially(() => seekable(ref, tell, signal)),
    cut: (ref, wanted) => serially(() => cut(ref, wanted)),
    purge: (recording, why) =>
      serially(async () => {
        const ref = { review: store.review(recording), recording } as RecordingRef;
        if (ref.review === '') return fail('no-recording', 'There is no such recording.');
        const told = known(ref);
        if (told.ok && told.value.state.name !== 'stopped')
          return fail('still-recording', 'This is still being recorded. Stop it first.');
        return withOpen(ref, async (open, files) => {
          if (open.list().purged !== null) return ok({});
          const purged = await purgeFiles(files, open, why, clock.wall());
          return purged.ok ? ok({}) : err(toCallFault(purged.error));
        });
      }),
    tend,
    start: () => {
      isTending = true;
      void tend().catch(() => undefined);
    },
    nudge: () => {
      if (isTending) void tend().catch(() => undefined);
    },
    stop: async () => {
      ended.abort();
      await working;
    },
  };
}
