import type { VersionSample } from '../analysis/reconcile-types.ts';
import { readNumber, toServiceId } from './cells.ts';
import { normalName } from './fields.ts';

/** A series of Prometheus with its raw samples, [ms since 1970 UTC, value]. */
export type LabelledSeries = {
  readonly name: string;
  readonly labels: { readonly [label: string]: string };
  readonly points: readonly (readonly [number, number])[];
};

/** What is known beforehand: the names that claims use, and what stands where a sample names none. */
export type SampleNames = {
  readonly services: ReadonlySet<string>;
  readonly environments: ReadonlySet<string>;
  readonly service: string;
  readonly environment: string;
  /** The label that holds the version, where it has no usual name. */
  readonly versionLabel?: string | undefined;
};

const versionNames =
  'version app_version appversion release release_version service_version build_version image_tag tag revision commit commit_sha git_sha git_commit sha image_digest digest image'.split(
    ' ',
  );
const serviceNames = 'service service_name app application app_name component app_kubernetes_io_name'.split(' ');
/** A job's name is often that of the service, and often not. */
const jobNames = ['job', 'name'];
const environmentNames =
  'environment env environment_name deployment_environment deployment_environment_name stage namespace cluster'.split(
    ' ',
  );
const instanceNames = 'instance pod pod_name kubernetes_pod_name host hostname node replica instance_id id'.split(' ');
export const startNames =
  'process_start process_start_time process_start_time_seconds started_at start_time started'.split(' ');
export const timeNames = 'time timestamp ts at datetime date sampled_at scraped_at t'.split(' ');

/** Information series of libraries and of monitoring itself, whose version is not that of the service. */
const foreignInfo = /^(go|prometheus|promhttp|alertmanager|node_exporter|process_runtime)_build_info$/;

/** Finds the first of some names among the keys of a record, without regard to case and underscores. */
export function fieldOf(keys: readonly string[], names: readonly string[]): string | undefined {
  for (const name of names) {
    const key = keys.find((each) => normalName(each) === normalName(name));
    if (key !== undefined) return key;
  }
  return undefined;
}

/** Who showed what: a label whose value a claim uses comes before one that is only usually named so. */
export function placeOf(
  labels: { readonly [label: string]: string },
  names: SampleNames,
): Pick<VersionSample, 'service' | 'environment' | 'instance'> {
  const keys = Object.keys(labels);
  const valueOf = (usual: readonly string[], known: ReadonlySet<string>, plain: (text: string) => string) => {
    const values = usual.flatMap((name) => labels[fieldOf(keys, [name]) ?? ''] ?? []).map(plain);
    return values.find((value) => known.has(value)) ?? values.find((value) => value !== '');
  };
  const job = valueOf(jobNames, names.services, toServiceId) ?? names.service;
  // Of several services that are claimed none may be guessed; of one the job is only another name.
  const isOwnJob = names.services.has(job) || names.services.size !== 1;
  const environment = valueOf(environmentNames.slice(0, -2), names.environments, (text) => text.trim().toLowerCase());
  const space = valueOf(environmentNames, names.environments, (text) => text.trim().toLowerCase());
  return {
    service: valueOf(serviceNames, names.services, toServiceId) ?? (isOwnJob ? job : names.service),
    environment: environment ?? (space !== undefined && names.environments.has(space) ? space : names.environment),
    instance: (labels[fieldOf(keys, instanceNames) ?? ''] ?? '').trim() || 'the only one',
  };
}

/** The value of the label or column that holds a version; undefined where there is none. */
export function versionOf(labels: { readonly [label: string]: string }, names: SampleNames): string | undefined {
  const candidates = names.versionLabel === undefined ? versionNames : [names.versionLabel];
  const text = labels[fieldOf(Object.keys(labels), candidates) ?? '']?.trim();
  return text === '' ? undefined : text;
}

/**
 * Takes the samples of version labels out of series: of `..._build_info` where there are such, else of every series with
 * a version label. A value of 0 says that this version does not run. `process_start_time_seconds` of the same target gives
 * the process start, by the scrape of the same moment or the next one.
 */
export function versionSamplesOf(series: readonly LabelledSeries[], names: SampleNames): VersionSample[] {
  const labelled = series.filter(
    ({ name, labels }) => !foreignInfo.test(name) && versionOf(labels, names) !== undefined,
  );
  const info = labelled.filter(({ name }) => /(^|_)build_info$/.test(name));
  const starts = startsOf(series);
  const samples: VersionSample[] = [];
  for (const { labels, points } of info.length > 0 && names.versionLabel === undefined ? info : labelled) {
    const place = placeOf(labels, names);
    const version = versionOf(labels, names) ?? '';
    const own = starts.get(targetOf(labels)) ?? [];
    for (const [time, value] of points)
      if (value !== 0) samples.push({ ...place, version, time, processStart: startAt(own, time) });
  }
  return samples;
}

type Start = readonly [time: number, startedAt: number];

const targetOf = (labels: { readonly [label: string]: string }): string =>
  JSON.stringify([labels['job'] ?? '', labels[fieldOf(Object.keys(labels), instanceNames) ?? ''] ?? '']);

function startsOf(series: readonly LabelledSeries[]): Map<string, Start[]> {
  const starts = new Map<string, Start[]>();
  for (const { name, labels, points } of series) {
    if (name !== 'process_start_time_seconds') continue;
    const key = targetOf(labels);
    const own = points.map(([time, value]): Start => [time, Math.round(value * 1000)]);
    starts.set(
      key,
      [...(starts.get(key) ?? []), ...own].toSorted((a, b) => a[0] - b[0]),
    );
  }
  return starts;
}

/** Two scrapes of one target may be stored a moment apart; a start from before the sample may be the old process's. */
const latestStartMs = 120_000;

function startAt(starts: readonly Start[], time: number): number | null {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle]?.[0] ?? Infinity) < time) low = middle + 1;
    else high = middle;
  }
  const found = starts[low];
  return found !== undefined && found[0] - time <= latestStartMs ? found[1] : null;
}

/** `[seconds, "value"]` of an answer of Prometheus as [ms, value]; null for a mark of absence and for what is neither. */
export function readPoint(point: unknown): readonly [number, number] | null {
  if (!Array.isArray(point)) return null;
  const [at, text] = point as readonly unknown[];
  const [seconds, value] = [readNumber(at), readNumber(text)];
  return seconds === null || value === null ? null : [Math.round(seconds * 1000), value];
}
