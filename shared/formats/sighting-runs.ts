import type { LabelReading } from './metric-labels.ts';
import type { RowOf } from '../domain/release/rows.ts';
import { noted, type Mapped } from './format.ts';
import { hashText } from './hash-text.ts';
import { rowId } from './map-generic.ts';

type SightingRow = RowOf<'sighting'>;
type Item = Exclude<Mapped, { kind: 'many' }>;

/** One instance and every moment at which a version of it was seen. */
type Target = {
  readonly of: Pick<LabelReading, 'service' | 'environment'> & { readonly instance: string };
  readonly startKey: string;
  readonly seen: Map<string, number[]>;
};

/** A stretch in which an instance was seen with one version, and the last moment of another one before it. */
type Run = { readonly version: string; readonly lastOldAt: number | null; firstNewAt: number; lastSeenAt: number };

/** How far behind the runtime an answer of `query_range` may be: it repeats a sample for up to five minutes. */
export const lookbackMs = 300_000;

/** Collects raw samples of version labels and turns them into sightings when a file ends. */
export type Sightings = {
  readonly see: (of: Target['of'], startKey: string, version: string, time: number) => void;
  /** A process start (ms) as it was seen at a moment; `startKey` ties it to the instance. */
  readonly started: (startKey: string, time: number, startedAt: number) => void;
  readonly end: (answer: 'query' | 'exposition') => Iterable<Item>;
};

export function createSightings(): Sightings {
  const targets = new Map<string, Target>();
  const starts = new Map<string, { readonly time: number; readonly startedAt: number }[]>();
  return {
    see: (of, startKey, version, time) => {
      const key = `${of.service}\n${of.environment}\n${of.instance}`;
      let target = targets.get(key);
      if (target === undefined) targets.set(key, (target = { of, startKey, seen: new Map() }));
      const times = target.seen.get(version);
      if (times === undefined) target.seen.set(version, [time]);
      else times.push(time);
    },
    started: (startKey, time, startedAt) => {
      const list = starts.get(startKey);
      if (list === undefined) starts.set(startKey, [{ time, startedAt }]);
      else list.push({ time, startedAt });
    },
    *end(answer) {
      const all = [...targets.values()];
      for (const target of all) {
        const { runs, overlaps, intervalMs } = runsOf(target.seen);
        const startsOf = (starts.get(target.startKey) ?? []).toSorted((a, b) => a.time - b.time);
        const restamped = answer === 'query' && overlaps;
        for (const run of runs) {
          const at = startsOf.find(({ time }) => time >= run.firstNewAt && time <= run.lastSeenAt);
          const startedAt = at?.startedAt ?? null;
          const clockErrorMs = restamped ? lookbackMs : 0;
          yield { kind: 'row', row: toRow(target.of, run, { startedAt, intervalMs, clockErrorMs }) };
        }
        if (restamped) yield restampedNote(target.of.instance);
      }
      if (answer === 'query' && onOneGrid(all)) yield gridNote;
    },
  };
}

const advice = 'Save raw samples with a range selector instead, such as query=app_build_info[1d].';

const restampedNote = (instance: string): Item =>
  noted(
    'restamped',
    'values',
    `${instance} seems to run two versions at one moment, as only query_range shows it, which repeats an old sample for up to five minutes. Its switch is taken to be five minutes less certain. ${advice}`,
  );

const gridNote = noted(
  'restamped',
  'values',
  `The samples of all instances lie on one grid of times, as query_range makes it; its times can lie outside the true switch. ${advice}`,
);

/**
 * Cuts what was seen of one instance into runs of one version. Where two versions were seen at one moment the one that
 * came later counts. A time without samples belongs to no version: `lastOldAt` stays the last sample with the old one and
 * `firstNewAt` the first with the new one, however long the gap between them.
 */
export function runsOf(seen: ReadonlyMap<string, readonly number[]>): {
  readonly runs: readonly Run[];
  readonly overlaps: boolean;
  readonly intervalMs: number;
} {
  const moments = [...seen]
    .flatMap(([version, times]) => times.map((time) => ({ version, time })))
    .toSorted((a, b) => a.time - b.time);
  const runs: Run[] = [];
  let overlaps = false;
  let before: ReadonlySet<string> = new Set();
  for (let from = 0; from < moments.length;) {
    const time = moments[from]?.time ?? 0;
    const here = new Set<string>();
    for (; moments[from]?.time === time; from += 1) here.add(moments[from]?.version ?? '');
    overlaps ||= here.size > 1;
    const run = runs.at(-1);
    const arrived = [...here].find((version) => !before.has(version) && version !== run?.version);
    const version = arrived ?? (run !== undefined && here.has(run.version) ? run.version : [...here][0]);
    before = here;
    if (run !== undefined && run.version === version) run.lastSeenAt = time;
    else if (version !== undefined)
      runs.push({ version, lastOldAt: run?.lastSeenAt ?? null, firstNewAt: time, lastSeenAt: time });
  }
  return { runs, overlaps, intervalMs: medianStep(moments.map(({ time }) => time)) };
}

/** The lower median of the distances between ascending moments; 0 where there are less than two. */
function medianStep(times: readonly number[]): number {
  const steps = times
    .slice(1)
    .map((time, index) => time - (times[index] ?? time))
    .filter((step) => step > 0)
    .toSorted((a, b) => a - b);
  return steps[(steps.length - 1) >> 1] ?? 0;
}

/** Whether the samples of at least two instances share one grid of times, which raw scrapes of several targets do not. */
function onOneGrid(targets: readonly Target[]): boolean {
  const times = targets.map(({ seen }) => [...seen.values()].flat().toSorted((a, b) => a - b));
  const first = times.find((list) => list.length > 2);
  if (first === undefined || times.filter((list) => list.length > 2).length < 2) return false;
  const step = medianStep(first);
  const origin = first[0] ?? 0;
  return step > 0 && times.every((list) => list.every((time) => (time - origin) % step === 0));
}

function toRow(
  { service, environment, instance }: Target['of'],
  { version, lastOldAt, firstNewAt, lastSeenAt }: Run,
  more: Pick<SightingRow, 'startedAt' | 'intervalMs' | 'clockErrorMs'>,
): SightingRow {
  const natural = `${environment}/${instance}/${version}/${firstNewAt}`;
  return {
    kind: 'sighting',
    id: rowId('file', 'sighting', service, natural.length <= 190 ? natural : hashText(natural)),
    revision: lastSeenAt,
    service,
    environment,
    instance,
    version,
    lastOldAt,
    firstNewAt,
    lastSeenAt,
    ...more,
  };
}
