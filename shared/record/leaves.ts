import { canonicalJson, type Json } from '../journal/canonical-json.ts';
import { sha256Hex } from '../journal/sha256.ts';

/** From the top of review.json to a value: names of members, indices of arrays; what `jq --stream` prints. */
export type LeafPath = readonly (string | number)[];

/** One thing that is disclosed or withheld by itself: a scalar, or an array or object that is empty. */
export type Leaf = { readonly path: LeafPath; readonly value: Json };

/** Keeps the hash of a leaf from being the hash of anything else. */
export const leafDomain = 'hotwash-leaf/v1';

/**
 * Every leaf of a JSON value in the order of its canonical form: members sorted, arrays by index. Empty containers are
 * leaves too, so that nothing can be said to have been empty that was not.
 */
export function leavesOf(value: Json, path: LeafPath = []): readonly Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  const members: readonly (readonly [string | number, Json])[] = Array.isArray(value)
    ? (value as readonly Json[]).map((item, index) => [index, item] as const)
    : Object.entries(value as { readonly [key: string]: Json }).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (members.length === 0) return [{ path, value }];
  return members.flatMap(([step, member]) => leavesOf(member, [...path, step]));
}

/** The text that is hashed: `["hotwash-leaf/v1",SALT,PATH,VALUE]` in canonical JSON. `salt` is 32 hex digits. */
export const leafText = (salt: string, { path, value }: Leaf): string =>
  canonicalJson([leafDomain, salt, [...path], value]);

export const leafHash = (salt: string, leaf: Leaf): string => sha256Hex(leafText(salt, leaf));

/** data/leaves.txt (a hash per line) and data/salts.json (a canonical array), both in the order of the leaves. */
export function leafFiles(
  reviewJson: string,
  saltOf: (path: string) => string,
): { readonly leaves: string; readonly salts: string } {
  const leaves = leavesOf(JSON.parse(reviewJson) as Json);
  const salts = leaves.map(({ path }) => saltOf(canonicalJson([...path])));
  return {
    leaves: leaves.map((leaf, index) => `${leafHash(salts[index] ?? '', leaf)}\n`).join(''),
    salts: canonicalJson(salts),
  };
}

/** `facts.0.text`: a path as people write it; a dot in a name is written `\.`. */
export const pathWords = (path: LeafPath): string =>
  path.map((step) => String(step).replaceAll(/[\\.]/g, (sign) => `\\${sign}`)).join('.');
