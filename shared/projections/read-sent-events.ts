import type { Judgement } from '../domain/trigger/automatic-start.ts';
import { plainEnvironment } from '../analysis/grouped-deployments.ts';
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
 * is too.
 */
export function readSentEvents(text: string): Result<SentEvents, 'other' | 'not-json'> {
  const values = parseMany(text);
  if (values === undefined) return err('not-json');
  if (values.length === 0 || !values.every(isFields) || !values.some(isOwnShape)) return err('other');
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
    return ok(JSON.parse(text));
  } catch {
    return err(null);
  }
}

/** A service and a version at the top, and something that only such an event has. */
const isOwnShape = (value: Fields): boolean =>
  'service' in value &&
  'version' in value &&
  ['at', 'changeType', 'criticality', 'impact'].some((name) => name in value) &&
  !('context' in value);

const core = ['id', 'service', 'version', 'environment', 'at', 'result'] as const;

function readOne(value: Fields): Result<SentEvent, { readonly path: string; readonly message: string }> {
  const texts: Record<string, string> = {};
  for (const name of core) {
    const text = value[name];
    if (typeof text !== 'string' || text.trim() === '')
      return err({ path: name, message: `${name} is ${text === undefined ? 'missing' : 'not a text'}.` });
    texts[name] = text.trim();
  }
  const { id = '', service = '', version = '', environment = '', at = '', result = '' } = texts;
  if (!Number.isFinite(Date.parse(at)) || !/[zZ]|[+-]\d\d:?\d\d$/.test(at))
    return err({ path: 'at', message: 'at is not a time with a zone: 2026-03-12T14:30:00Z.' });
  const stated = Object.fromEntries(Object.entries(value).filter(([name]) => !core.some((each) => each === name)));
  return ok({ id: id.slice(0, 150), service, version, environment: plainEnvironment(environment), at, result, stated });
}

function failedOf(
  value: Fields,
  { path, message }: { readonly path: string; readonly message: string },
): Omit<Judgement, 'event' | 'at'> {
  const sent = JSON.stringify(value);
  const outcome = { kind: 'failed' as const, path, message, sent: sent.length > 4000 ? null : sent };
  return { release: null, service: null, outcome };
}
