/** A bundle folder's name; also the one top folder inside a zip. */
export const bundleName = (reviewId: string): string => `hotwash-${reviewId}`;

/**
 * Names in a bundle keep to `[a-z0-9._-]`: `%` and line breaks are escaped differently by sha256sum and by BagIt tools,
 * and letter case collides on some disks. Real titles live in review.json.
 */
export function isBundleFileName(name: string): boolean {
  return /^[a-z0-9_-][a-z0-9._-]{0,99}$/.test(name) && !name.endsWith('.');
}

/** Names evidence by its number and the original's ending, `004.png`; an ending that is not plain becomes `bin`. */
export function evidenceName(number: number, originalName: string): string {
  const ending = /\.([a-z0-9]{1,8})$/.exec(originalName.toLowerCase())?.[1] ?? 'bin';
  return `${String(number).padStart(3, '0')}.${ending}`;
}

/** `release-manager`: a role as it stands in file names and statements. */
export function isRoleName(role: string): boolean {
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(role) && role.length <= 40;
}

/** `02-release-manager`, the stem of a sign-off's files. */
export const signOffStem = (number: number, role: string): string => `${String(number).padStart(2, '0')}-${role}`;
