/** A file of the bag: its path with `/`, its SHA-256 in hex, its length in bytes. */
export type BagFile = { readonly path: string; readonly sha256: string; readonly size: number };

export const bagitText = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** The tag files every statement names beside data/**. */
export const signedTagFiles = [
  'VERIFY.txt',
  'bag-info.txt',
  'bagit.txt',
  'manifest-sha256.txt',
  'verify.html',
] as const;

export const payloadManifestName = 'manifest-sha256.txt';
export const tagManifestName = 'tagmanifest-sha256.txt';

export type BagInfo = {
  readonly reviewId: string;
  readonly title: string;
  /** Epoch ms; only the UTC day is written. */
  readonly sealedAt: number;
  readonly payload: readonly BagFile[];
};

/** bag-info.txt (RFC 8493, 2.2.2). A title is kept on one line. */
export function bagInfoText({ reviewId, title, sealedAt, payload }: BagInfo): string {
  const octets = payload.reduce((sum, file) => sum + file.size, 0);
  const oneLine = title.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return [
    'Bag-Software-Agent: Hotwash',
    `Bagging-Date: ${new Date(sealedAt).toISOString().slice(0, 10)}`,
    `External-Description: ${oneLine}`,
    `External-Identifier: ${reviewId}`,
    `Payload-Oxum: ${octets}.${payload.length}`,
    '',
  ].join('\n');
}

/** Both manifests have one form: sorted by path, two spaces, a newline after each line; `sha256sum -c` reads it. */
export function manifestText(files: readonly Pick<BagFile, 'path' | 'sha256'>[]): string {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return sorted.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('');
}
