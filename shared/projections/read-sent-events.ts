import type { Judgement } from '../domain/trigger/automatic-start.ts';
import { plainEnvironment } from '../analysis/grouped-deployments.ts';
import { readJsonText } from '../formats/json-text.ts';
import { err, ok, type Result } from '../lib/result.ts';
import type { SentFields } from './trigger-plan.ts';

/** One event of the shape that Hotwash advises (docs/automatic-start.md), ready to become a row. */
export type SentEvent = {
  /** What its sender calls it. */
  readonly id: string;
  readonly service: string;
  readonly version: string;
  readonly environment: string;
  readonly at: string;
  readonly result: string;
  /** Everything else that it states, for the rules. */
  readonly stated: SentFields;
};

export type SentEvents = {
  readonly events: readonly SentEvent[];
  /** Of those that no row can be made of: where they stand, and what is missing. */
  readonly failed: readonly Omit<Judgement, 'event' | 'at'>[];
};

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads a text as deployment events of our own shape: one JSON object, a list of them, or one a line. `other` where it is
 * JSON of another shape, which the intake may know; `not-json` where it is none, which a file that is still being written
 * is too. Events that could be read in two ways, since a key stands twice, are refused in words: the last value would win
 * unseen, and with it `none` over `full`.
 */
export function readSentEvents(text: string): Result<SentEvents, 'other' | 'not-json' | { readonly message: string }> {
  const values = parseMany(text);
  if (values === undefined) return err('not-json');
  if (values.length === 0 || !values.every(isFields) || !values.some(isOwnShape)) return err('other');
  const doubtful = doubtIn(text);
  if (doubtful !== undefined) return err({ message: doubtful });
  const events: SentEvent[] = [];
  const failed: Omit<Judgement, 'event' | 'at'>[] = [];
  for (const value of values) {
    const read = readOne(value);
    if (read.ok) events.push(read.value);
    else failed.push(failedOf(value, read.error));
  }
  return ok({ events, failed });
}

function parseMany(text: string): readonly unknown[] | undefined {
  const whole = parse(text);
  if (whole.ok) return Array.isArray(whole.value) ? whole.value : [whole.value];
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const values = lines.map(parse);
  return lines.length > 0 && values.every(({ ok: isRead }) => isRead)
    ? values.map((each) => (each.ok ? each.value : null))
    : undefined;
}

function parse(text: string): Result<unknown, null> {
  try {
    return ok(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch {
    return err(null);
  }
}

/** What is wrong with a text that {@link parseMany} could read: a key that stands twice, or nesting that nobody means. */
function doubtIn(text: string): string | undefined {
  const whole = parse(text).ok;
  for (const [index, line] of (whole ? [text] : text.split('\n')).entries()) {
    if (line.trim() === '') continue;
    const read = readJsonText(line);
    if (read.ok) continue;
    const at = `line ${read.error.line + index}, column ${read.error.column}`;
    return `In ${at}, ${read.error.message}. Nothing of the file was taken; let each key stand once.`;
  }
  return undefined;
}

/** Characters; the row's id is made of it. */
const longestId = 150;
const core = ['id', 'service', 'version', 'environment', 'at', 'result'] as const;
/** What only rules ask of an event, so that it tells one of ours from a row of any other kind. */
const forRules = ['changeType', 'criticality', 'impact'] as const;

/**
 * A service and a version at the top, and something that only such an event has; or most of what it needs and something that
 * is there for the rules alone, so that an event without a service is told what it lacks.
 */
function isOwnShape(value: Fields): boolean {
  if ('context' in value) return false;
  const isForRules = forRules.some((name) => name in value);
  if ('service' in value && 'version' in value) return isForRules || 'at' in value;
  return isForRules && core.filter((name) => name in value).length >= 4;
}

function readOne(value: Fields): Result<SentEvent, { readonly path: string; readonly message: string }> {
  const texts: Record<string, string> = {};
  for (const name of core) {
    const text = value[name];
    if (typeof text !== 'string' || text.trim() === '')
      return err({ path: name, message: `${name} is ${text === undefined ? 'missing' : 'not a text'}.` });
    texts[name] = text.trim();
  }
  if ((texts['id'] ?? '').length > longestId)
    return err({ path: 'id', message: `id is longer than ${longestId} characters, so two of them could look alike.` });
  const { id = '', service = '', version = '', environment = '', at = '', result = '' } = texts;
  if (!Number.isFinite(Date.parse(at)) || !/[zZ]|[+-]\d\d:?\d\d$/.test(at))
    return err({ path: 'at', message: 'at is no time with a zone. Write it like 2026-03-12T14:30:00Z.' });
  const stated = Object.fromEntries(Object.entries(value).filter(([name]) => !core.some((each) => each === name)));
  return ok({ id, service, version, environment: plainEnvironment(environment), at, result, stated });
}

function failedOf(
  value: Fields,
  { path, message }: { readonly path: string; readonly message: string },
): Omit<Judgement, 'event' | 'at'> {
  const sent = JSON.stringify(value);
  const outcome = { kind: 'failed' as const, path, message, sent: sent.length > 4000 ? null : sent };
  return { release: null, service: null, outcome };
}
