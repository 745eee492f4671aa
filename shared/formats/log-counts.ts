import type { ServiceId } from '../domain/ids.ts';
import type { RowOf } from '../domain/release/rows.ts';
import { hashText } from './hash-text.ts';
import { createTemplateCounts, templateOf, type TemplateCounts } from './log-template.ts';
import { rowId } from './map-generic.ts';

export type LogRow = RowOf<'log'>;

/** One entry of a log; lines that belong to it, such as a stack trace, are no entries. `time` in ms since 1970 UTC. */
export type LogEntry = {
  readonly time: number;
  readonly service: ServiceId;
  readonly environment: string;
  readonly isError: boolean;
  readonly message: string;
  /** Where it is not made from the message. */
  readonly template?: string | undefined;
};

/** Where the counted entries lie in the raw file, and the SHA-256 of those bytes. */
export type Excerpt = { readonly start: number; readonly end: number; readonly sha256: string };

const minuteMs = 60_000;
/** Minutes of one row: two days. */
const maxMinutes = 2880;
const templatesKept = 20;

type Group = {
  readonly service: ServiceId;
  readonly environment: string;
  readonly minutes: Map<number, { lines: number; errors: number }>;
  readonly templates: TemplateCounts;
  from: number;
  to: number;
};

/** Counts entries by minute and by template, for each service and environment apart. */
export type LogCounts = {
  /** Whether the entry's minute is one of those of a row that is not yet full. */
  readonly hasRoom: (entry: LogEntry) => boolean;
  readonly add: (entry: LogEntry) => void;
  /** The rows of what was counted since the last call. */
  readonly take: (excerpt: Excerpt) => LogRow[];
};

/** `name` is that of the file or source: the same log brought in again, grown, is a new revision of its row. */
export function createLogCounts(name: string): LogCounts {
  let groups = new Map<string, Group>();
  const keyOf = ({ service, environment }: LogEntry): string => `${service}\n${environment}`;
  return {
    hasRoom: (entry) => {
      const minutes = groups.get(keyOf(entry))?.minutes;
      return minutes === undefined || minutes.size < maxMinutes || minutes.has(minuteOf(entry.time));
    },
    add: (entry) => {
      let group = groups.get(keyOf(entry));
      if (group === undefined) groups.set(keyOf(entry), (group = createGroup(entry)));
      const at = minuteOf(entry.time);
      let minute = group.minutes.get(at);
      if (minute === undefined) group.minutes.set(at, (minute = { lines: 0, errors: 0 }));
      minute.lines += 1;
      if (entry.isError) minute.errors += 1;
      group.templates.add(entry.template ?? templateOf(entry.message), entry.isError);
      group.from = Math.min(group.from, entry.time);
      group.to = Math.max(group.to, entry.time);
    },
    take: (excerpt) => {
      const rows = [...groups.values()].map((group) => toRow(name, group, excerpt));
      groups = new Map();
      return rows;
    },
  };
}

const minuteOf = (time: number): number => Math.floor(time / minuteMs) * minuteMs;

const createGroup = ({ service, environment, time }: LogEntry): Group => ({
  service,
  environment,
  minutes: new Map(),
  templates: createTemplateCounts(),
  from: time,
  to: time,
});

function toRow(name: string, group: Group, { start, end, sha256 }: Excerpt): LogRow {
  const { service, environment, from, to } = group;
  const perMinute = [...group.minutes]
    .map(([at, { lines, errors }]) => ({ at, lines, errors }))
    .toSorted((a, b) => a.at - b.at);
  const natural = `${environment}/${from}/${start}/${name}`;
  return {
    kind: 'log',
    id: rowId('file', 'log', service, natural.length <= 190 ? natural : hashText(natural)),
    revision: to,
    service,
    environment,
    from,
    to,
    lines: perMinute.reduce((sum, { lines }) => sum + lines, 0),
    errors: perMinute.reduce((sum, { errors }) => sum + errors, 0),
    bytes: { start, end },
    sha256,
    perMinute,
    templates: group.templates.top(templatesKept),
  };
}
