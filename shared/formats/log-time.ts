/** The time at a line's beginning, as ISO 8601 or as epoch; and what the rest of the line says. */
export type LineTime = {
  readonly time: string;
  /** The month, where the line tells no year: then `time` begins with four question marks instead. */
  readonly yearless: number | null;
  readonly message: string;
  /** What the line's own form says of its severity; null where only its text can. */
  readonly isError: boolean | null;
  /** Its template, where the line's form gives a better one than masking does. */
  readonly template?: string;
};

/** One way to write a time at the beginning of a line. */
export type TimeStyle = { readonly name: string; readonly read: (line: string) => LineTime | null };

const months = 'JanFebMarAprMayJunJulAugSepOctNovDec';
const monthOf = (name: string): number => {
  const at = months.toLowerCase().indexOf(name.toLowerCase());
  return at >= 0 && at % 3 === 0 ? at / 3 + 1 : 0;
};
const two = (value: number | string): string => String(value).padStart(2, '0');

type Groups = { readonly [name: string]: string | undefined };

/** A style by a pattern with the groups year, month (number or name), day, clock, zone and message. */
function style(name: string, pattern: RegExp, isError?: (groups: Groups) => boolean): TimeStyle {
  return {
    name,
    read: (line) => {
      const groups: Groups | undefined = pattern.exec(line)?.groups;
      if (groups === undefined) return null;
      const { year, month = '', day = '', clock = '', zone = '', message = '' } = groups;
      const number = /^\d+$/.test(month) ? Number(month) : monthOf(month);
      const time = `${year ?? '????'}-${two(number)}-${two(day.trim())}T${clock.replace(',', '.')}${zone.trim()}`;
      return { time, yearless: year === undefined ? number : null, message, isError: isError?.(groups) ?? null };
    },
  };
}

const clock = String.raw`(?<clock>\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?)`;
const zone = String.raw`(?<zone> ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})(?![\w:]))?`;
const iso = String.raw`(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})[T ]${clock}${zone}`;
const monthName = String.raw`(?<month>[A-Z][a-z]{2})`;
const isSyslogError = ({ priority = '7' }: Groups): boolean => Number(priority) % 8 <= 3;
const accessMessage = /^"(?<method>\S{1,20}) (?<path>[^\s"?]{1,300})[^"]*" (?<status>\d{3}) /;

/** Request and status alone, ids in the path masked, so that one route is one template. */
function withRoute(found: LineTime): LineTime {
  const { method = '', path = '', status = '' } = accessMessage.exec(found.message)?.groups ?? {};
  if (status === '') return found;
  const route = path.replace(/(?<=\/)(?=[^/]*\d)[^/]+/g, '<id>');
  return { ...found, template: `${method} ${route} ${status}`, isError: status >= '500' };
}

const access = style(
  'access log of nginx or Apache',
  new RegExp(
    String.raw`^\S{1,100}(?: \S{1,100})? \S{1,100} .{1,100}? ?\[(?<day>\d{2})/${monthName}/(?<year>\d{4}):${clock}(?<zone> [+-]\d{4})\] (?<message>.*)`,
  ),
);

/** Ways to write the time of a line, those that tell more before those that tell less. */
const styles: readonly TimeStyle[] = [
  style(
    'syslog (RFC 5424)',
    new RegExp(String.raw`^<(?<priority>\d{1,3})>\d{1,2} ${iso} \S+ (?<message>.*)`),
    isSyslogError,
  ),
  style(
    'ISO 8601',
    new RegExp(
      String.raw`^(?:[A-Z]{3,8} |[\w.-]{1,60} +\| ?|(?:ts|time|timestamp)="?)?\[?${iso}[\]"]?(?: (?:stdout|stderr) [FP])?(?<message>.*)`,
    ),
  ),
  style(
    'date with slashes',
    new RegExp(String.raw`^\[?(?<year>\d{4})/(?<month>\d{2})/(?<day>\d{2}) ${clock}${zone}\]?(?<message>.*)`),
  ),
  { ...access, read: (line) => mapFound(access.read(line), withRoute) },
  style(
    'error log of Apache',
    new RegExp(
      String.raw`^\[[A-Z][a-z]{2} ${monthName} (?<day>[ \d]\d) ${clock} (?<year>\d{4})\](?<zone>)(?<message>.*)`,
    ),
  ),
  style(
    'day and month name',
    new RegExp(String.raw`^\[?(?<day>\d{2})[ -]${monthName}[ -](?<year>\d{4}) ${clock}${zone}\]?(?<message>.*)`),
  ),
  style(
    'syslog (RFC 3164)',
    new RegExp(String.raw`^(?:<(?<priority>\d{1,3})>)?${monthName} (?<day>[ \d]\d) ${clock} (?:\S+ )?(?<message>.*)`),
    ({ priority, message = '' }) => (priority === undefined ? false : isSyslogError({ priority, message })),
  ),
  style(
    'klog',
    new RegExp(String.raw`^(?<level>[IWEF])(?<month>\d{2})(?<day>\d{2}) ${clock} +(?<message>.*)`),
    ({ level }) => level === 'E' || level === 'F',
  ),
  {
    name: 'seconds or milliseconds since 1970',
    read: (line) => {
      const [, time, message = ''] = /^\[?(\d{10}(?:\.\d{1,9})?|\d{13})\]? (.*)/.exec(line) ?? [];
      return time === undefined ? null : { time, yearless: null, message, isError: null };
    },
  },
];

const mapFound = (found: LineTime | null, change: (found: LineTime) => LineTime): LineTime | null =>
  found === null ? null : change(found);

/** The first style that finds a time at the beginning of the line. */
export function readLineTime(line: string, more: readonly TimeStyle[]): (LineTime & { readonly style: string }) | null {
  for (const style of [...more, ...styles]) {
    const found = style.read(line);
    if (found !== null) return { ...found, style: style.name };
  }
  return null;
}

/** What a letter of a pattern stands for; anything else stands for itself. */
const letters: readonly (readonly [string, string])[] = [
  ['yyyy', String.raw`(?<year>\d{4})`],
  ['MMM', monthName],
  ['MM', String.raw`(?<month>\d{2})`],
  ['dd', String.raw`(?<day>\d{2})`],
  ['d', String.raw`(?<day>[ \d]?\d)`],
  ['HH:mm:ss', clock],
  ['XXX', String.raw`(?<zone> ?(?:Z|[+-]\d{2}:?\d{2}))`],
  ['*', String.raw`.{0,80}?`],
];

/**
 * A style by a person's pattern, such as `[dd.MM.yyyy HH:mm:ss]` or `*|yyyy-MM-dd HH:mm:ss`: year, month (MM or MMM), day
 * (dd or d), `HH:mm:ss` with any fraction, `XXX` for an offset, up to two `*` for up to 80 characters of anything. Null where a
 * month, a day or `HH:mm:ss` is missing or twice.
 */
export function parsePattern(pattern: string): TimeStyle | null {
  let source = '^';
  const seen = new Set<string>();
  for (let at = 0; at < pattern.length;) {
    const found = letters.find(([letter]) => pattern.startsWith(letter, at));
    const group = found === undefined ? undefined : /\?<(\w+)>/.exec(found[1])?.[1];
    if (group !== undefined && seen.has(group)) return null;
    if (group !== undefined) seen.add(group);
    source += found?.[1] ?? (pattern[at] ?? '').replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);
    at += found?.[0].length ?? 1;
  }
  if (pattern.split('*').length > 3) return null;
  if (!['month', 'day', 'clock'].every((group) => seen.has(group))) return null;
  return style(`the pattern ${pattern}`, new RegExp(`${source}(?<message>.*)`));
}
