import type { ServiceId } from '../domain/ids.ts';
import type { Row } from '../domain/release/rows.ts';
import { clip, shown, toServiceId } from './cells.ts';
import type { Body, BodyContext } from './body-format.ts';
import { valueAt } from './column-plan.ts';
import type { Mapped, RecordFault } from './format.ts';
import { shaOf } from './sha.ts';
import { readTime } from './time.ts';

/** One record that is one row or a bad one. */
export type RowMapped = Extract<Mapped, { kind: 'row' | 'quarantined' }>;

/**
 * Reads the members of one API body by dotted paths. The first thing wrong is kept, so that a mapping is a straight list
 * of reads closed by `rowOr`.
 */
export type BodyReader = {
  /** Trimmed text of a text or number, cut to `max` characters; null when absent or empty. */
  readonly text: (path: string, max?: number) => string | null;
  readonly needText: (path: string, max?: number) => string;
  /** Ms since 1970 UTC; null when absent. */
  readonly time: (path: string) => number | null;
  readonly needTime: (path: string) => number;
  /** A whole number from 0; null when absent. */
  readonly count: (path: string) => number | null;
  readonly needCount: (path: string) => number;
  /** A commit id in lower case; null when absent or something else. */
  readonly sha: (path: string) => string | null;
  /** What a word means; a word that is not known is a fault. */
  readonly word: <K>(path: string, meanings: { readonly [word: string]: K }, what: string) => K | null;
  readonly list: (path: string) => readonly Body[];
  readonly fail: (code: string, path: string, message: string) => void;
  /** Fails unless `later` is null or not before `earlier`. */
  readonly inOrder: (earlier: number | null, later: number | null, path: string, what: string) => void;
  readonly rowOr: (make: () => Row) => RowMapped;
};

export function readBody(body: Body, now: number): BodyReader {
  let fault: RecordFault | null = null;
  const fail: BodyReader['fail'] = (code, path, message) => {
    fault ??= { code, path: path.slice(0, 300), message: message.slice(0, 500) };
  };
  const text: BodyReader['text'] = (path, max = 200) => {
    const value = valueAt(body, path);
    return typeof value === 'string' || typeof value === 'number' ? clip(String(value), max) : null;
  };
  const time: BodyReader['time'] = (path) => {
    const value = valueAt(body, path);
    if (value === undefined || value === null || value === '') return null;
    if (typeof value !== 'string' && typeof value !== 'number') {
      fail('wrong-type', path, 'a time was expected here');
      return null;
    }
    const read = readTime(value, null, now);
    if (read.ok) return read.value;
    fail(read.error.code, path, read.error.message);
    return null;
  };
  const count: BodyReader['count'] = (path) => {
    const value = valueAt(body, path);
    if (value === undefined || value === null) return null;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    fail('bad-number', path, `${path} is not a whole number from 0`);
    return null;
  };
  const needed = <T>(value: T | null, path: string, otherwise: T): T => {
    if (value === null) fail('missing-value', path, `${path} is empty`);
    return value ?? otherwise;
  };
  return {
    text,
    needText: (path, max) => needed(text(path, max), path, ''),
    time,
    needTime: (path) => needed(time(path), path, 0),
    count,
    needCount: (path) => needed(count(path), path, 0),
    sha: (path) => shaOf(valueAt(body, path)),
    word: (path, meanings, what) => {
      const value = text(path, 80);
      if (value === null) return null;
      const meaning = Object.hasOwn(meanings, value.toLowerCase()) ? meanings[value.toLowerCase()] : undefined;
      if (meaning === undefined) fail('unknown-value', path, `${shown(value)} is not known here as ${what}`);
      return meaning ?? null;
    },
    list: (path) => listOf(valueAt(body, path)),
    fail,
    inOrder: (earlier, later, path, what) => {
      if (earlier !== null && later !== null && later < earlier) fail('finish-before-start', path, what);
    },
    rowOr: (make) => (fault === null ? { kind: 'row', row: make() } : { kind: 'quarantined', fault }),
  };
}

/** The objects of a list; what is no list has none. */
export function listOf(value: unknown): readonly Body[] {
  return Array.isArray(value) ? value.filter(isBody) : [];
}

export function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body of a record: that of a raw export stands in its column `data`, as text. */
export function bodyInRaw(record: Body): Body {
  const { data } = record;
  if (typeof data !== 'string') return record;
  try {
    const value: unknown = JSON.parse(data);
    return isBody(value) ? value : record;
  } catch {
    return record;
  }
}

/** The mapping's service, else its default, else what the body gives away; a fault when there is none. */
export function serviceIn(read: BodyReader, { service }: BodyContext, guess: string | null, path: string): ServiceId {
  const id = toServiceId(service.always ?? service.otherwise ?? guess ?? '');
  if (id === '') read.fail('missing-value', path, 'the record names no service; give one in the mapping');
  return id;
}

/** A body whose own service is to be believed: only a constant of the mapping comes before it. */
export function ownServiceIn(read: BodyReader, { service }: BodyContext, own: string | null, path: string): ServiceId {
  const id = toServiceId(service.always ?? own ?? service.otherwise ?? '');
  if (id === '') read.fail('missing-value', path, 'the record names no service; give one in the mapping');
  return id;
}

/** The last part of `org/group/name`. */
export const lastPart = (path: string | null): string | null =>
  path?.split('/').findLast((part) => part !== '') ?? null;

/**
 * The version that a Git ref names: a tag, or a name that reads as a version. Of a branch it is the commit's first 12
 * characters, since a branch is not one version.
 */
export function versionOfRef(ref: string | null, sha: string | null): string | null {
  const name = ref?.replace(/^refs\/(tags|heads)\//, '') ?? '';
  const isTag = ref?.startsWith('refs/tags/') === true;
  const plain = name.slice(name.lastIndexOf('@') + 1);
  if (isTag || /^(?:[a-z][\w-]*-)?v?\d+(?:\.\d+)+(?:[-+.][\w.-]+)*$/i.test(plain)) return clip(plain, 80);
  return sha?.slice(0, 12) ?? clip(plain, 80);
}

/** The commit that a text names as the cause: `root cause: 3ad303fb`. */
export function causeIn(text: string | null): string | null {
  return (
    /\broot[ -]?cause(?:[ -]?(?:commit|sha))?\s*[:=]\s*`?([0-9a-f]{7,64})\b/i.exec(text ?? '')?.[1]?.toLowerCase() ??
    null
  );
}
