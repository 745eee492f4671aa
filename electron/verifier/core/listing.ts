import { finding, type Finding } from './report.ts';

/**
 * What a record may hold at most, however it came: as a folder, a zip or a page's drop. A real one has some hundred files,
 * two levels deep; beyond this somebody wants to wear the verifier out.
 */
export const limits = { files: 20_000, bytes: 64 * 1024 ** 3, depth: 8 } as const;

/** One of these is enough to look further, for a record that lacks the others is one that was damaged. */
export const marks = ['bagit.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt', 'signatures'] as const;

export const isRecord = (paths: readonly string[]): boolean =>
  paths.some((path) => marks.some((mark) => path === mark || path.startsWith(`${mark}/`)));

export const noRecord = (): Finding =>
  finding.unreadable('it is no record: there is no bagit.txt and no manifest at its top');

/** Counts while a record is listed; says what is too much as soon as it is. */
export function createLimiter(): (path: string, size: number) => Finding | undefined {
  let files = 0;
  let bytes = 0;
  return (path, size) => {
    files += 1;
    bytes += size;
    if (files > limits.files) return finding.unsafe(`it has more than ${limits.files} files`);
    if (bytes > limits.bytes) return finding.unsafe('it holds more than 64 GiB');
    if (path.split('/').length > limits.depth)
      return finding.unsafe(`its folders lie more than ${limits.depth} deep in each other`);
    return undefined;
  };
}
