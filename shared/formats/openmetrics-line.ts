import { err, ok, type Result } from '../lib/result.ts';

/** One sample line; `key` is its text up to the value, the same for every sample of a series. */
export type ExpositionSample = {
  readonly key: string;
  readonly name: string;
  readonly labels: { readonly [name: string]: string };
  readonly value: string;
  readonly timestamp: string | null;
};

export type ExpositionLine =
  | { readonly kind: 'sample'; readonly sample: ExpositionSample }
  | { readonly kind: 'type' | 'unit'; readonly family: string; readonly word: string }
  | { readonly kind: 'eof' }
  | { readonly kind: 'comment' };

const namePattern = /[A-Za-z_:][A-Za-z0-9_:]*/y;
const labelPattern = /[A-Za-z_][A-Za-z0-9_]*/y;
const metaPattern = /^# (TYPE|UNIT) ("(?:[^"\\]|\\.)*"|\S+)(?: (.*))?$/;
const valuePattern = /^[+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|nan|inf(?:inity)?)$/i;

/**
 * Reads one line of OpenMetrics 1.0 or of Prometheus' text exposition 0.0.4, names in quotes included. Exemplars are
 * passed over. The message of a fault says at which character the line goes wrong.
 */
export function parseExpositionLine(line: string): Result<ExpositionLine, string> {
  if (line.startsWith('#')) {
    if (line.trimEnd() === '# EOF') return ok({ kind: 'eof' });
    const [, keyword, family = '', word = ''] = metaPattern.exec(line.trimEnd()) ?? [];
    if (keyword === undefined) return ok({ kind: 'comment' });
    return ok({ kind: keyword === 'TYPE' ? 'type' : 'unit', family: unquote(family), word: word.trim() });
  }
  const sample = parseSample(line);
  return sample.ok ? ok({ kind: 'sample', sample: sample.value }) : sample;
}

function parseSample(line: string): Result<ExpositionSample, string> {
  const cursor = createCursor(line);
  cursor.blanks();
  let name = cursor.match(namePattern);
  const labels: [string, string][] = [];
  cursor.blanks();
  if (cursor.take('{')) {
    const read = readLabels(cursor, labels, name === null);
    if (!read.ok) return read;
    name ??= read.value;
  }
  if (name === null) return err('a metric name was expected at character 1');
  if (new Set(labels.map(([label]) => label)).size < labels.length) return err('a label is given twice');
  const key = line.slice(0, cursor.at());
  cursor.blanks();
  const [rest = ''] = line.slice(cursor.at()).split(/\s#\s?/, 1);
  const [value = '', timestamp = null, ...more] = rest.split(/[ \t]+/).filter((word) => word !== '');
  if (!valuePattern.test(value)) return err(`a value was expected at character ${cursor.at() + 1}`);
  if (more.length > 0 || (timestamp !== null && !valuePattern.test(timestamp)))
    return err('after the value only a timestamp may stand');
  return ok({ key, name, labels: Object.fromEntries(labels), value, timestamp });
}

/** Reads `a="b",...}`; with `named` false also the metric's own name, which then stands first and in quotes. */
function readLabels(cursor: Cursor, labels: [string, string][], unnamed: boolean): Result<string | null, string> {
  let name: string | null = null;
  for (let first = true; ; first = false) {
    cursor.blanks();
    if (cursor.take('}')) return ok(name);
    if (!first) {
      if (!cursor.take(',')) return err(`, or } was expected at character ${cursor.at() + 1}`);
      cursor.blanks();
      if (cursor.take('}')) return ok(name);
    }
    const quoted = cursor.quoted();
    const label = quoted ?? cursor.match(labelPattern);
    if (label === null) return err(`a label's name was expected at character ${cursor.at() + 1}`);
    cursor.blanks();
    if (!cursor.take('=')) {
      if (!first || !unnamed || quoted === null) return err(`= was expected at character ${cursor.at() + 1}`);
      name = label;
      continue;
    }
    cursor.blanks();
    const value = cursor.quoted();
    if (value === null) return err(`a label's value in quotes was expected at character ${cursor.at() + 1}`);
    labels.push([label, value]);
  }
}

type Cursor = ReturnType<typeof createCursor>;

function createCursor(line: string) {
  let at = 0;
  return {
    at: (): number => at,
    blanks: (): void => {
      while (line[at] === ' ' || line[at] === '\t') at += 1;
    },
    take: (char: string): boolean => {
      if (line[at] !== char) return false;
      at += 1;
      return true;
    },
    match: (pattern: RegExp): string | null => {
      pattern.lastIndex = at;
      const found = pattern.exec(line)?.[0] ?? null;
      at += found?.length ?? 0;
      return found;
    },
    /** A text in quotes, its escapes undone; null, and the cursor where it was, when there is none that ends. */
    quoted: (): string | null => {
      if (line[at] !== '"') return null;
      for (let end = at + 1; end < line.length; end += 1) {
        if (line[end] === '\\') end += 1;
        else if (line[end] === '"') {
          const text = line.slice(at, end + 1);
          at = end + 1;
          return unquote(text);
        }
      }
      return null;
    },
  };
}

/** `\\`, `\"` and `\n` are the only escapes; a backslash before anything else stands for itself. */
const unquote = (text: string): string =>
  text.startsWith('"')
    ? text.slice(1, -1).replace(/\\(["\\n])/g, (_, char: string) => (char === 'n' ? '\n' : char))
    : text;
