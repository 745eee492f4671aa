import { canonicalJson, type Json } from '../../../shared/journal/canonical-json.ts';
import { fromUtf8, utf8, type CryptoPort } from './crypto-port.ts';
import { hexSha256, type Inventory } from './inventory.ts';
import { finding, type Finding } from './report.ts';
import { parseStrictJson, type JsonValue } from './strict-json.ts';

export const leavesFile = 'data/leaves.txt';
export const saltsFile = 'data/salts.json';
export const leafDomain = 'hotwash-leaf/v1';
export type Path = readonly (string | number)[];

/** The hashes of data/leaves.txt in order; undefined where it has another form. */
export function readLeaves(inventory: Inventory): readonly string[] | undefined {
  const text = fromUtf8(inventory.contents.get(leavesFile) ?? new Uint8Array());
  if (text === undefined || !/^(?:[0-9a-f]{64}\n)+$/.test(text)) return undefined;
  return text.slice(0, -1).split('\n');
}

/**
 * In a full record the leaves are those of review.json, each by its salt. Records made before there were leaves have
 * neither of the two files; one without the other is refused.
 */
export function checkLeaves(inventory: Inventory, crypto: CryptoPort): readonly Finding[] {
  const { digests, contents } = inventory;
  if (!digests.has(leavesFile) && !digests.has(saltsFile)) return [];
  const missing = [leavesFile, saltsFile].filter((path) => !digests.has(path));
  if (missing.length > 0) return missing.map(finding.missing);
  const hashes = readLeaves(inventory);
  if (hashes === undefined) return [finding.notALeaf(leavesFile, 'it is not one hash in hex per line')];
  const salts = readSalts(contents.get(saltsFile));
  if (salts === undefined)
    return [finding.notALeaf(saltsFile, 'it is not a canonical array of different salts of 32 hex digits')];
  const review = parseStrictJson(fromUtf8(contents.get('data/review.json') ?? new Uint8Array()) ?? '');
  if (!review.ok) return [finding.notALeaf('data/review.json', `it is ${review.why}`)];
  const leaves = leavesOf(review.value);
  if (leaves.length !== hashes.length || leaves.length !== salts.length)
    return [
      finding.notALeaf(
        leavesFile,
        `review.json has ${leaves.length} fields, there are ${hashes.length} leaves and ${salts.length} salts`,
      ),
    ];
  const wrong = leaves.findIndex(({ path, value }, index) => {
    const text = canonicalJson([leafDomain, salts[index] ?? '', [...path], value]);
    return hexSha256(utf8(text), crypto) !== hashes[index];
  });
  const where = leaves[wrong]?.path.join('.').slice(0, 120);
  return where === undefined
    ? []
    : [finding.notALeaf(leavesFile, `line ${wrong + 1} is not the leaf of ${where} in review.json`)];
}

function readSalts(bytes: Uint8Array | undefined): readonly string[] | undefined {
  const text = fromUtf8(bytes ?? new Uint8Array()) ?? '';
  const read = parseStrictJson(text);
  if (!read.ok || !Array.isArray(read.value) || canonicalJson(read.value as Json) !== text) return undefined;
  const salts = read.value as readonly JsonValue[];
  if (!salts.every((salt): salt is string => typeof salt === 'string' && /^[0-9a-f]{32}$/.test(salt))) return undefined;
  return new Set(salts).size === salts.length ? salts : undefined;
}

/** Scalars and empty containers in the order of the canonical form. */
function leavesOf(value: JsonValue, path: Path = []): readonly { readonly path: Path; readonly value: JsonValue }[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  const members: readonly (readonly [string | number, JsonValue])[] = Array.isArray(value)
    ? (value as readonly JsonValue[]).map((item, index) => [index, item] as const)
    : Object.entries(value as { readonly [key: string]: JsonValue }).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return members.length === 0
    ? [{ path, value }]
    : members.flatMap(([step, member]) => leavesOf(member, [...path, step]));
}
