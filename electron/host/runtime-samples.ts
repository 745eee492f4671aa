import type { VersionSample } from '../../shared/analysis/reconcile-types.ts';
import { readNumber } from '../../shared/formats/cells.ts';
import { isRecordValue } from '../../shared/formats/json-reader.ts';
import { parseExpositionLine } from '../../shared/formats/openmetrics-line.ts';
import { readTime } from '../../shared/formats/time.ts';
import {
  fieldOf,
  placeOf,
  readPoint,
  startNames,
  timeNames,
  versionOf,
  versionSamplesOf,
  type LabelledSeries,
  type SampleNames,
} from '../../shared/formats/version-samples.ts';
import type { Zone } from '../../shared/formats/zone.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { openNamed, readRecords, type PlainRecord, type ReadFault, type Skipped } from './read-records.ts';

export type SampleFile = { readonly samples: readonly VersionSample[]; readonly skipped: readonly Skipped[] };
type Options = { readonly names: SampleNames; readonly zone: Zone | null; readonly now: number };
type Body = { readonly [key: string]: unknown };

/**
 * Reads raw samples of version labels: an answer of Prometheus (matrix or vector), OpenMetrics text with timestamps, or a
 * table of time, instance and version. What cannot be read is told by its row; a file with nothing else is a fault.
 */
export async function readVersionSamples(path: string, options: Options): Promise<Result<SampleFile, ReadFault>> {
  const opened = await openNamed(path);
  if (!opened.ok) return opened;
  const { head, text } = opened.value;
  const { samples, skipped } = isExposition(head)
    ? await readExposition(text, options)
    : await readTable(head, text, options);
  if (samples.length > 0) return ok({ samples, skipped });
  const first = skipped[0];
  const why =
    answerWithoutSeries(head) ??
    (first === undefined
      ? 'It holds no series or rows with a version.'
      : `Row ${first.row}: ${first.message.replace(/\.$/, '')}.`);
  return err({ message: `No sample of a version could be read. ${why}` });
}

/** What Prometheus answered where it gave no series: an error, a number, a text. */
function answerWithoutSeries(head: string): string | undefined {
  const type = /"resultType"\s*:\s*"(scalar|string)"/.exec(head)?.[1];
  if (type !== undefined) return `The answer holds a ${type}, not series. Save the answer to a query of series.`;
  const said = /^\s*\{\s*"status"\s*:\s*"error"/.test(head)
    ? /"error"\s*:\s*"([^"]{0,200})/.exec(head)?.[1]
    : undefined;
  return said === undefined ? undefined : `The answer is an error, so ask again: ${said}.`;
}

/**
 * The instances that show two versions at one moment, as only query_range makes it, which repeats an old sample for up to
 * five minutes: their switch may lie outside of what the samples say.
 */
export function restamped(samples: readonly VersionSample[]): string[] {
  const shown = new Map<string, string>();
  const found = new Set<string>();
  for (const { service, environment, instance, version, time } of samples) {
    const key = JSON.stringify([service, environment, instance, time]);
    const other = shown.get(key);
    if (other === undefined) shown.set(key, version);
    else if (other !== version) found.add(instance);
  }
  return [...found];
}

function isExposition(head: string): boolean {
  const line = head
    .replace(/^\uFEFF/, '')
    .split('\n', 50)
    .find((each) => each.trim() !== '');
  if (line === undefined || /^\s*[[{]/.test(line)) return false;
  if (/^# (HELP|TYPE|UNIT|EOF)\b/.test(line)) return true;
  const parsed = parseExpositionLine(line.trim());
  return parsed.ok && parsed.value.kind === 'sample';
}

async function readExposition(text: () => AsyncIterable<string>, { names, now }: Options): Promise<SampleFile> {
  const series = new Map<
    string,
    { name: string; labels: Body & { [label: string]: string }; points: [number, number][] }
  >();
  const skipped: Skipped[] = [];
  let row = 0;
  for await (const line of linesOf(text())) {
    row += 1;
    if (line.trim() === '') continue;
    const parsed = parseExpositionLine(line);
    if (!parsed.ok) skipped.push({ row, message: parsed.error });
    else if (parsed.value.kind === 'sample') {
      const { key, name, labels, value, timestamp } = parsed.value.sample;
      const time = timestamp === null ? null : readTime(readNumber(timestamp) ?? NaN, null, now);
      const number = readNumber(value);
      if (time === null) skipped.push({ row, message: 'the sample has no timestamp' });
      else if (!time.ok) skipped.push({ row, message: time.error.message });
      else if (number !== null) {
        const known = series.get(key);
        if (known === undefined) series.set(key, { name, labels, points: [[time.value, number]] });
        else known.points.push([time.value, number]);
      }
    }
  }
  return { samples: versionSamplesOf([...series.values()], names), skipped };
}

async function* linesOf(text: AsyncIterable<string>): AsyncIterable<string> {
  let rest = '';
  for await (const part of text) {
    const lines = (rest + part).split(/\r?\n/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

async function readTable(head: string, text: () => AsyncIterable<string>, options: Options): Promise<SampleFile> {
  const series: LabelledSeries[] = [];
  const samples: VersionSample[] = [];
  const skipped: Skipped[] = [];
  for await (const record of readRecords(head, text)) {
    if ('kind' in record) {
      skipped.push({ row: record.row, message: record.fault.message });
      continue;
    }
    for (const values of innerRecords(record.values)) {
      const found = seriesOf(values);
      if (found !== null) series.push(found);
      else readRow({ row: record.row, values }, options, samples, skipped);
    }
  }
  return { samples: [...samples, ...versionSamplesOf(series, options.names)], skipped };
}

/** A record that is itself an answer, or an object round a list of records, stands for what it holds. */
function innerRecords(values: Body): readonly Body[] {
  if (values['metric'] !== undefined || fieldOf(Object.keys(values), timeNames) !== undefined) return [values];
  const data = values['data'];
  const list = [isRecordValue(data) ? data['result'] : data, ...Object.values(values)].find(
    (each): each is readonly unknown[] => Array.isArray(each) && each.some(isRecordValue),
  );
  return list === undefined ? [values] : list.filter(isRecordValue);
}

function seriesOf({ metric, values, value }: Body): LabelledSeries | null {
  const points = Array.isArray(values) ? (values as readonly unknown[]) : Array.isArray(value) ? [value] : null;
  if (!isRecordValue(metric) || points === null) return null;
  const { __name__: name = '', ...labels } = textsOf(metric);
  return {
    name,
    labels,
    points: points.flatMap((point) => {
      const read = readPoint(point);
      return read === null ? [] : [read];
    }),
  };
}

function readRow(
  { row, values }: PlainRecord,
  { names, zone, now }: Options,
  samples: VersionSample[],
  skipped: Skipped[],
): void {
  const nested = values['labels'] ?? values['metric'];
  const texts = { ...textsOf(values), ...(isRecordValue(nested) ? textsOf(nested) : {}) };
  const keys = Object.keys(texts);
  const moment = (field: string | undefined) => {
    const text = field === undefined ? '' : (texts[field] ?? '');
    return text === '' ? null : readTime(text, zone, now);
  };
  const time = moment(fieldOf(keys, timeNames));
  const version = versionOf(texts, names);
  if (time === null) skipped.push({ row, message: 'there is no time' });
  else if (!time.ok) skipped.push({ row, message: time.error.message });
  else if (version === undefined) skipped.push({ row, message: 'there is no version' });
  else if (readNumber(texts['value'] ?? '1') !== 0) {
    const start = moment(fieldOf(keys, startNames));
    samples.push({
      ...placeOf(texts, names),
      version,
      time: time.value,
      processStart: start?.ok === true ? start.value : null,
    });
  }
}

const textsOf = (values: Body): { [name: string]: string } =>
  Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[key, String(value).trim()]] : [],
    ),
  );
