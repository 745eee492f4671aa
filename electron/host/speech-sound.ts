import type { CallFault } from '../../shared/contract/procedures.ts';
import { lengthOf } from '../../shared/domain/recording/entry.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { errorCode } from '../platform/files.ts';
import { hashFile } from '../recordings/media/media-job.ts';
import type { RecordingStore } from '../recordings/recording-store.ts';
import type { SoundPart } from '../speech/sound.ts';
import { fail } from './fault.ts';

/** The sound of a recording as engines hear it. */
export type RecordedSound = {
  readonly review: string;
  readonly parts: readonly SoundPart[];
  readonly durationMs: number;
  /** The wall clock at its beginning, epoch ms. */
  readonly startedAt: number | null;
};

/**
 * Where the sound of a recording lies now: in one file, or in its parts as long as they were not joined. A file that is
 * not the one that was verified is refused: a transcript of half a meeting would pass for one of the whole.
 */
export async function soundOf(
  store: Pick<RecordingStore, 'list' | 'files' | 'review'>,
  recording: string,
): Promise<Result<RecordedSound, CallFault>> {
  const files = store.files(recording);
  if (files === undefined) return fail('no-recording', 'There is no such recording in this workspace.');
  const list = await store.list(recording);
  if (list.purged !== null)
    return fail('purged', 'The sound of this recording was deleted, so it cannot be transcribed any more.');
  const kept = list.parts.filter(({ bytes }) => bytes > 0);
  if (kept.length === 0) return fail('no-sound', 'Nothing was recorded, so there is nothing to transcribe.');
  if (list.media !== null && !(await isFile(files.media, list.media)))
    return fail(
      'changed',
      "The recording's file is missing or is not the one that was verified, so it is not transcribed. It was left as it is; bring it back from a backup.",
    );
  return ok({
    review: store.review(recording),
    parts:
      list.media === null
        ? kept.map(({ part, offsetMs }) => ({ path: files.part(part), offsetMs }))
        : [{ path: files.media, offsetMs: 0 }],
    durationMs: lengthOf(list),
    startedAt: list.parts[0]?.startedAt ?? null,
  });
}

async function isFile(path: string, media: { readonly sha256: string; readonly bytes: number }): Promise<boolean> {
  try {
    const { sha256, bytes } = await hashFile(path);
    return sha256 === media.sha256 && bytes === media.bytes;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
