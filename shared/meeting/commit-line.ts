import type { Criterion } from '../domain/action/action.ts';
import { readWindow } from '../domain/action/criterion-window.ts';
import type { Member } from '../domain/workspace/workspace.ts';

/** What a line says of a commitment; what it does not say is not there. */
export type CommitLine = {
  readonly owner?: string;
  /** `YYYY-MM-DD` */
  readonly due?: string;
  readonly criterion?: Criterion;
};

const day = /^(?:by\s+)?(\d{4}-\d{2}-\d{2})$/i;
const dayOfMonth = /^(?:by\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*(?:\s+(\d{4}))?$/i;
const metric = /^(\S.*?)\s*(<=|>=|<|>|=)\s*(-?\d+(?:\.\d+)?)\s*(.*?)(?:\s+over\s+(.+))?$/i;
const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const usualWindow = '7 days';

/**
 * Reads `Ops 04, 15 Dec, p95_latency < 300 ms over 7 days`: parts between commas, in any order. A part that is a person of
 * the roster is the owner, a day the due date (without a year the next one after `today`), a comparison the criterion over
 * its window, and any other part what exists when it is done.
 */
export function readCommitLine(line: string, members: readonly Member[], today: string): CommitLine {
  let read: CommitLine = {};
  for (const part of line.split(/[,;]/).map((each) => each.trim())) {
    if (part === '') continue;
    const owner = ownerOf(part, members);
    const due = dayOf(part, today);
    if (owner !== undefined) read = { ...read, owner };
    else if (due !== undefined) read = { ...read, due };
    else read = { ...read, criterion: criterionOf(part, read.criterion) };
  }
  return read;
}

const plain = (text: string): string => text.toLowerCase().replaceAll(/[\s-]+/g, ' ');

const ownerOf = (part: string, members: readonly Member[]): string | undefined => {
  const named = members.filter(
    ({ id, display, active }) => active && [id, display].some((it) => plain(it) === plain(part)),
  );
  return named.length === 1 ? named[0]?.id : undefined;
};

function dayOf(part: string, today: string): string | undefined {
  const whole = day.exec(part)?.[1];
  if (whole !== undefined) return isDay(whole) ? whole : undefined;
  const [, date = '', month = '', year] = dayOfMonth.exec(part) ?? [];
  const index = months.indexOf(month.toLowerCase());
  if (index === -1) return undefined;
  const at = (of: string): string => `${of}-${String(index + 1).padStart(2, '0')}-${date.padStart(2, '0')}`;
  const near = at(year ?? today.slice(0, 4));
  const found = year === undefined && near < today ? at(String(Number(today.slice(0, 4)) + 1)) : near;
  return isDay(found) ? found : undefined;
}

const isDay = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
};

function criterionOf(part: string, before: Criterion | undefined): Criterion {
  const [, name, comparator, value, unit = '', window = usualWindow] = metric.exec(part) ?? [];
  const sign = (['<', '<=', '>', '>=', '='] as const).find((each) => each === comparator);
  if (name !== undefined && sign !== undefined && readWindow(window).ok)
    return { kind: 'metric', metric: name, comparator: sign, value: Number(value), unit, window };
  // A comma inside the words of an artefact divides nothing.
  return { kind: 'artefact', artefact: before?.kind === 'artefact' ? `${before.artefact}, ${part}` : part };
}
