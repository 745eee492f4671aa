import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordingEntry } from '../../shared/domain/recording/entry.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { fsyncDirectory, onDisk } from '../platform/files.ts';
import { hashFile, type MadeMedia } from './media/media-job.ts';
import type { OpenRecording } from './open-recording.ts';
import { partName, type RecordingFault, type RecordingFolder } from './recording-folder.ts';

type Cut = { readonly fromMs: number; readonly toMs: number };

/** A rewritten and verified part waits under this name until the list says that the range was cut. */
export const cutName = ({ fromMs, toMs }: Cut, part: number): string => `cut-${fromMs}-${toMs}-${partName(part)}`;

/**
 * Lets the verified file at `nextMedia` stand in the place of whatever it was made from. The list says so first; whatever
 * a kill leaves undone of the rest, {@link settleFiles} does at the next start.
 */
export async function keepMedia(
  files: RecordingFolder,
  recording: OpenRecording,
  made: MadeMedia,
  cut: Cut | null,
  at: number,
): Promise<Result<{ readonly link: string }, RecordingFault>> {
  const { sha256, bytes, durationMs } = made;
  const entries: RecordingEntry[] = [{ kind: 'media', sha256, bytes, durationMs, at }];
  if (cut !== null) entries.unshift({ kind: 'cut', ...cut, at });
  // The new name is durable before a line speaks of it.
  const named = await onDisk(() => fsyncDirectory(files.folder));
  if (!named.ok) return named;
  const added = await recording.add(entries);
  if (!added.ok) return added;
  const settled = await settleFiles(files, recording);
  return settled.ok ? added : settled;
}

/** Lets parts that were rewritten without a range, each at its {@link cutName}, stand in the place of the old ones. */
export async function keepCutParts(
  files: RecordingFolder,
  recording: OpenRecording,
  cut: Cut,
  at: number,
): Promise<Result<{ readonly link: string }, RecordingFault>> {
  const named = await onDisk(() => fsyncDirectory(files.folder));
  if (!named.ok) return named;
  const added = await recording.add([{ kind: 'cut', ...cut, at }]);
  if (!added.ok) return added;
  const settled = await settleFiles(files, recording);
  return settled.ok ? added : settled;
}

/** Says that a purge was begun, so that a start looks after it. */
const purging = 'purging';

/** Deletes all sound of a recording; its list stays and says so. */
export async function purgeFiles(
  files: RecordingFolder,
  recording: OpenRecording,
  why: 'retention' | 'objection' | 'order',
  at: number,
): Promise<Result<{ readonly link: string }, RecordingFault>> {
  const begun = await onDisk(async () => {
    await writeFile(join(files.folder, purging), '', { mode: 0o600 });
    await fsyncDirectory(files.folder);
  });
  if (!begun.ok) return begun;
  const added = await recording.add([{ kind: 'purged', why, at }]);
  if (!added.ok) return added;
  const settled = await settleFiles(files, recording);
  return settled.ok ? added : settled;
}

/** Whether a kill may have left something undone among these names of a recording's folder. */
export const needsSettling = (names: readonly string[]): boolean =>
  names.some((name) => /\.(?:next|tmp)$|^cut-|^cutting\.json$|^purging$|^spare$/.test(name)) ||
  (names.includes('media.webm') && names.some((name) => name.startsWith('part-')));

/**
 * Brings a recording's files to what its list says: a verified file that the list names takes its place, one that it does
 * not name is thrown away, parts that a file stands for are deleted, and so is all sound of a purged recording. Doing it
 * twice changes nothing.
 */
export async function settleFiles(
  files: RecordingFolder,
  recording: Pick<OpenRecording, 'list'>,
): Promise<Result<null, RecordingFault>> {
  const done = await onDisk(async () => {
    const names: readonly string[] = await readdir(files.folder).catch(() => []);
    const { media, purged, parts, cuts } = recording.list();
    if (purged !== null) {
      await removeAll(files, (name) => name !== 'list.jsonl');
      return;
    }
    await removeAll(files, (name) => name.endsWith('.tmp') || name === purging);
    for (const name of names) await settleCut(files, cuts, name);
    if (names.includes('media.webm.next')) await settleNext(files, media?.sha256 ?? null);
    if (media !== null) {
      await removeAll(files, (name) => /^part-\d+\.webm$/.test(name) || name === 'torn' || name === 'spare');
      return;
    }
    // A file that no line speaks of is left over from a version that was given up.
    await removeAll(files, (name) => name === 'media.webm');
    if (parts.every(({ ended }) => ended !== null)) await removeAll(files, (name) => name === 'spare');
  });
  return done.ok ? ok(null) : done;
}

async function settleNext(files: RecordingFolder, wanted: string | null): Promise<void> {
  if (wanted !== null && (await hashFile(files.nextMedia)).sha256 === wanted)
    await rename(files.nextMedia, files.media);
  else await rm(files.nextMedia);
  await fsyncDirectory(files.folder);
}

async function settleCut(files: RecordingFolder, cuts: readonly Cut[], name: string): Promise<void> {
  const match = /^cut-(\d+)-(\d+)-(part-\d+\.webm)$/.exec(name);
  if (match === null) return;
  if (cuts.some(({ fromMs, toMs }) => fromMs === Number(match[1]) && toMs === Number(match[2]))) {
    await rename(join(files.folder, name), join(files.folder, match[3] ?? ''));
    // What was set aside of the part may hold what was cut.
    await rm(files.torn, { recursive: true, force: true });
  } else await rm(join(files.folder, name));
  await fsyncDirectory(files.folder);
}

/** Deletes what is chosen. A file's blocks are given back to the disk, which may keep their content until they are used. */
async function removeAll(files: RecordingFolder, isChosen: (name: string) => boolean): Promise<void> {
  const names = (await readdir(files.folder)).filter(isChosen);
  for (const name of names) await rm(join(files.folder, name), { recursive: true, force: true });
  if (names.length > 0) await fsyncDirectory(files.folder);
}
