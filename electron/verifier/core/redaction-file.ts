import { canonicalJson, type Json } from '../../../shared/journal/canonical-json.ts';
import { fromUtf8 } from './crypto-port.ts';
import { leafDomain, type Path } from './leaves.ts';
import type { RedactionReport } from './report.ts';
import { isJsonObject, parseStrictJson, type JsonObject, type JsonValue } from './strict-json.ts';

export const redactionType = 'https://hotwash.dev/redacted-copy/v1';

export type Disclosed = {
  /** The line of data/leaves.txt, from 1. */
  readonly line: number;
  /** What that line is the SHA-256 of. */
  readonly text: string;
  readonly path: Path;
  readonly value: JsonValue;
};

export type Redaction = {
  readonly leaves: number;
  readonly disclosed: readonly Disclosed[];
  /** Files that are not in the copy, by their signed SHA-256. */
  readonly withheld: readonly { readonly path: string; readonly sha256: string }[];
  /** Files that are there without what they told, by the SHA-256 they were signed with; only data/events.jsonl. */
  readonly stripped: readonly { readonly path: string; readonly sha256: string }[];
  readonly confirmed: RedactionReport['confirmed'];
  /** SHA-256 of redacted-report.html, or null where there is none. */
  readonly report: string | null;
};

export type RedactionRead =
  { readonly ok: true; readonly value: Redaction } | { readonly ok: false; readonly why: string };

const members = '_type,confirmed,disclosed,leaves,report,stripped,withheld';
const no = (why: string): RedactionRead => ({ ok: false, why });

/** Reads redaction.json strictly: canonical JSON of exactly these members, disclosed leaves in their order. */
export function readRedaction(bytes: Uint8Array): RedactionRead {
  const text = fromUtf8(bytes) ?? '';
  const json = parseStrictJson(text);
  if (!json.ok) return no(json.why);
  if (!isJsonObject(json.value) || canonicalJson(json.value) !== text) return no('not canonical JSON');
  const { value } = json;
  if (value['_type'] !== redactionType || Object.keys(value).toSorted().join() !== members)
    return no('unknown or missing members');
  const { leaves } = value;
  const disclosed = listOf(value['disclosed'], readDisclosed);
  const withheld = listOf(value['withheld'], readFile);
  const stripped = listOf(value['stripped'], readFile);
  const confirmed = listOf(value['confirmed'], readConfirmed);
  const report = value['report'] ?? null;
  if (typeof leaves !== 'number' || !Number.isSafeInteger(leaves) || leaves < 1) return no('leaves is no count');
  if (disclosed === undefined) return no('a disclosed leaf is not in its one form');
  if (
    withheld === undefined ||
    stripped === undefined ||
    confirmed === undefined ||
    !(report === null || isHash(report))
  )
    return no('a list of files or confirmations is not in its one form');
  const why = faultOfOrder(disclosed, leaves);
  if (why !== undefined) return no(why);
  for (const list of [withheld, stripped])
    if (!list.every(({ path }, index) => index === 0 || (list[index - 1]?.path ?? '') < path))
      return no('its files are not sorted, or one is named twice');
  return { ok: true, value: { leaves, disclosed, withheld, stripped, confirmed, report } };
}

/** Each line once and in order, each path once and in the order of the document, none the beginning of another. */
function faultOfOrder(disclosed: readonly Disclosed[], leaves: number): string | undefined {
  let before: Disclosed | undefined;
  for (const leaf of disclosed) {
    if (leaf.line > leaves) return `line ${leaf.line} is beyond the leaves`;
    if (before !== undefined && leaf.line <= before.line) return `the leaf of line ${leaf.line} is out of order`;
    const order = before === undefined ? 'after' : comparePaths(before.path, leaf.path);
    if (order !== 'after') return `the path of line ${leaf.line} ${order}`;
    before = leaf;
  }
  return undefined;
}

function comparePaths(a: Path, b: Path): 'after' | 'repeats another or begins with it' | 'is out of order' {
  const at = a.findIndex((step, index) => step !== b[index]);
  const [mine, other] = [a[at], b[at]];
  if (at < 0 || mine === undefined || other === undefined) return 'repeats another or begins with it';
  return typeof mine === typeof other && mine < other ? 'after' : 'is out of order';
}

function listOf<T>(value: JsonValue | undefined, read: (item: JsonValue) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items: T[] = [];
  for (const item of value as readonly JsonValue[]) {
    const one = read(item);
    if (one === undefined) return undefined;
    items.push(one);
  }
  return items;
}

const has = (value: JsonValue, names: string): value is JsonObject =>
  isJsonObject(value) && Object.keys(value).toSorted().join() === names;

const isHash = (value: JsonValue | undefined): value is string =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

function readFile(item: JsonValue): { path: string; sha256: string } | undefined {
  if (!has(item, 'path,sha256')) return undefined;
  const { path, sha256 } = item;
  return typeof path === 'string' && isHash(sha256) ? { path, sha256 } : undefined;
}

function readConfirmed(item: JsonValue): RedactionReport['confirmed'][number] | undefined {
  if (!has(item, 'file,form,reason')) return undefined;
  const { file, form, reason } = item;
  if (typeof file !== 'string' || typeof form !== 'string' || typeof reason !== 'string') return undefined;
  return reason.trim() === '' ? undefined : { file, form, reason };
}

function readDisclosed(item: JsonValue): Disclosed | undefined {
  if (!has(item, 'leaf,line')) return undefined;
  const { leaf: text, line } = item;
  if (typeof text !== 'string' || typeof line !== 'number' || !Number.isSafeInteger(line) || line < 1) return undefined;
  const read = parseStrictJson(text);
  if (!read.ok || !Array.isArray(read.value) || canonicalJson(read.value as Json) !== text) return undefined;
  const [domain, salt, path, value, ...rest] = read.value as readonly JsonValue[];
  if (domain !== leafDomain || typeof salt !== 'string' || !/^[0-9a-f]{32}$/.test(salt) || rest.length > 0)
    return undefined;
  if (value === undefined || !isLeafValue(value) || !isPath(path)) return undefined;
  return { line, text, path, value };
}

const isLeafValue = (value: JsonValue): boolean =>
  typeof value !== 'object' || value === null || Object.keys(value).length === 0;

const isPath = (value: JsonValue | undefined): value is Path =>
  Array.isArray(value) &&
  (value as readonly JsonValue[]).every(
    (step) => typeof step === 'string' || (typeof step === 'number' && Number.isSafeInteger(step) && step >= 0),
  );
