import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** Where everything of one recording lies. */
export type RecordingFolder = {
  readonly folder: string;
  readonly list: string;
  readonly media: string;
  /** A new `media.webm`, whole and verified or about to be; it counts once the list says its hash. */
  readonly nextMedia: string;
  /** Bytes and lines that were never acknowledged; nobody plays them. */
  readonly torn: string;
  /** Given up when the disk is full, so that what was recorded can still be ended in words. */
  readonly spare: string;
  readonly part: (number: number) => string;
};

export function recordingFolder(root: string, review: string, recording: string): RecordingFolder {
  const folder = join(root, review, recording);
  return {
    folder,
    list: join(folder, 'list.jsonl'),
    media: join(folder, 'media.webm'),
    nextMedia: join(folder, 'media.webm.next'),
    torn: join(folder, 'torn'),
    spare: join(folder, 'spare'),
    part: (number) => join(folder, partName(number)),
  };
}

/** `part-001.webm` */
export const partName = (number: number): string => `part-${String(number).padStart(3, '0')}.webm`;

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** The link of a list's chain after a line; the same as shared/journal/recording-link.ts, with the platform's SHA-256. */
export const linkAfter = (link: string, line: string): string => sha256(`${link}\n${line}`);

/** Sound that something went wrong with: in words, without a path. */
export type RecordingFault = { readonly code: string; readonly message: string };
