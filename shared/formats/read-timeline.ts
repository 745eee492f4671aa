import type { RowOf } from '../domain/release/rows.ts';
import { clip } from './cells.ts';
import type { RecordFault } from './format.ts';
import { scrubText } from './scrub.ts';
import { readTime } from './time.ts';
import { parseZone, type Zone } from './zone.ts';

type Step = RowOf<'postmortem'>['steps'][number];

/** What a timeline's times mean: the day of the first one, the zone of those without one, and the latest time allowed. */
export type TimelineContext = { readonly day: string | null; readonly zone: Zone | null; readonly now: number };

/** Steps in the document's order, and the lines whose time cannot be read. */
export type Timeline = { readonly steps: readonly Step[]; readonly faults: readonly RecordFault[] };

const dayLine = /^(\d{4}-\d{2}-\d{2})$/;
const stepLine =
  /^(?:(\d{4}-\d{2}-\d{2})(?:T|\s*\|\s*|,?\s+))?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]m\b)?\s*\(?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?\)?(?!\w|:\d)[\s|:,–—-]*(.*)$/i;
/** Short names of zones as they stand behind a time, in capitals: `met` and `est` are words. */
const zoneName = /^(?:CES?T|EES?T|WES?T|[ECMP][SD]T|BST|IST|JST|MSK|SGT|AE[SD]T)\b/;
/** Midnight lies between two steps when the later one stands this much earlier on the clock. */
const halfDay = 12 * 60;
const mostSteps = 200;

/**
 * Reads the lines of a timeline: `14:02 UTC deploy finished`, as list items, table rows or plain lines, with or without a
 * day. A line that is only a day sets it for those below; after midnight the day goes on by itself. A heading or a table's
 * head that says UTC, or names an IANA zone, says it for all. Lines without a time are passed over.
 */
export function readTimeline(title: string, text: string, context: TimelineContext): Timeline {
  const steps: Step[] = [];
  const faults: RecordFault[] = [];
  let { day } = context;
  let zone = zoneIn(title) ?? context.zone;
  let before = 0;
  for (const [index, written] of text.split('\n').entries()) {
    const line = plainLine(written);
    const dayAlone = dayLine.exec(line)?.[1];
    if (dayAlone !== undefined) {
      day = dayAlone;
      before = 0;
      continue;
    }
    const match = stepLine.exec(line);
    if (match === null) {
      if (/^time\b|\btimes?\b.*\b(in|utc|gmt)\b/i.test(line)) zone = zoneIn(line) ?? zone;
      continue;
    }
    const [, ownDay, hours = '', minutes = '', seconds = '00', half, marked = '', said = ''] = match;
    const name = marked === '' ? zoneName.exec(said)?.[0] : undefined;
    const [mark, what] = name === undefined ? [marked, said] : [name, said.slice(name.length)];
    const hour = hourOf(Number(hours), half);
    const minute = hour * 60 + Number(minutes);
    if (ownDay !== undefined) day = ownDay;
    else if (day !== null && before - minute > halfDay) day = dayAfter(day);
    before = minute;
    const at = readStepTime(day, `${String(hour).padStart(2, '0')}:${minutes}:${seconds}`, mark, zone, context.now);
    if (typeof at === 'number') {
      if (steps.length < mostSteps)
        steps.push({ at, what: clip(scrubText(cleanText(what.replace(/^[\s|):,–—-]+/, ''))).text, 500) ?? '' });
    } else faults.push({ ...at, path: `timeline, line ${index + 1}` });
  }
  return { steps, faults };
}

function readStepTime(
  day: string | null,
  clock: string,
  mark: string,
  zone: Zone | null,
  now: number,
): number | Omit<RecordFault, 'path'> {
  if (day === null)
    return { code: 'bad-time', message: `${clock} is of no known day: give the post-mortem a start or a date` };
  const suffix = /^[a-z]/i.test(mark) ? offsets.get(mark.toUpperCase()) : mark;
  if (suffix === undefined)
    return {
      code: 'zone-needed',
      message: `${mark} is no zone of one meaning; write an offset, such as ${clock} +02:00`,
    };
  const read = readTime(`${day}T${clock}${suffix}`, zone, now);
  return read.ok ? read.value : { code: read.error.code, message: read.error.message };
}

/** Short names of zones that mean one offset; CST, IST, BST and the like mean several. */
const offsets: ReadonlyMap<string, string> = new Map([
  ...['Z', 'UTC', 'GMT', 'WET'].map((name) => [name, 'Z'] as const),
  ...['CET', 'WEST'].map((name) => [name, '+01:00'] as const),
  ...['CEST', 'EET'].map((name) => [name, '+02:00'] as const),
  ['EEST', '+03:00'],
  ['EST', '-05:00'],
  ['EDT', '-04:00'],
  ['PST', '-08:00'],
  ['PDT', '-07:00'],
  ['JST', '+09:00'],
]);

const hourOf = (hour: number, half: string | undefined): number =>
  half === undefined ? hour : (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** A line without the marks of lists, tables, headings and quotes, and without emphasis about its time. */
const plainLine = (line: string): string =>
  line
    .trim()
    .replace(/^(?:>\s*)*(?:#{1,6}\s+|[-*+•]\s+|\d{1,3}[.)]\s+)?(?:\[[ x]\]\s+)?\|?\s*/, '')
    .replace(/\s*\|\s*$/, '')
    .replace(/^(?:\*\*|__|`|\*|_|\[)+(\d[^*_`\]]*)(?:\*\*|__|`|\*|_|\])+/, '$1')
    .trim();

const cleanText = (text: string): string =>
  text
    .replace(/\s*\|\s*/g, ', ')
    .replace(/\*\*|__|`/g, '')
    .replace(/^[\s*_–—-]+/, '');

function zoneIn(text: string): Zone | null {
  const named = /\b[A-Z][A-Za-z]+\/[A-Z][A-Za-z_]+(?:\/[A-Z][A-Za-z_]+)?\b/.exec(text)?.[0];
  const name = named ?? (/\b(utc|gmt)\b/i.test(text) ? 'UTC' : null);
  if (name === null) return null;
  const zone = parseZone(name);
  return zone.ok ? zone.value : null;
}
