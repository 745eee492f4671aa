import { ok } from '../lib/result.ts';
import { readNumber } from './cells.ts';
import { givenValues } from './column-plan.ts';
import {
  certain,
  noted,
  quarantined,
  type FileHead,
  type FormatDefinition,
  type HeadFault,
  type Mapped,
  type MapperContext,
  type PlannedMapper,
} from './format.ts';
import { isRecordValue } from './json-reader.ts';
import { createLabelReader, seriesOf, unitOfName, type Labels } from './metric-labels.ts';
import { createVersionReader } from './metric-version.ts';
import { createSightings } from './sighting-runs.ts';
import { checkRange } from './time.ts';

type Item = Exclude<Mapped, { kind: 'many' }>;
type Body = { readonly [key: string]: unknown };

/** `[seconds, "value"]` pairs, or `[seconds, {count, sum}]` of native histograms. */
const pointsOf = (body: Body, many: string, one: string): readonly unknown[] => {
  const list = body[many];
  return Array.isArray(list) ? list : body[one] === undefined ? [] : [body[one]];
};

const isSeries = (body: Body): boolean =>
  isRecordValue(body['metric']) &&
  ['values', 'value', 'histograms', 'histogram'].some((member) => Array.isArray(body[member]));

const isRefusal = (body: Body | null): body is Body => body?.['status'] === 'error' && 'errorType' in body;

const word = (value: unknown): string => (typeof value === 'string' ? value : 'without a reason');

const refusal = (body: Body): string =>
  `Prometheus answered with an error, so there is nothing to take: ${word(body['errorType'])}: ${word(body['error'])}`;

/** Values that a series may have and a sample may not: NaN (also the mark of a vanished series) and infinities. */
const isNotFinite = (text: unknown): boolean => typeof text === 'string' && /^[+-]?(nan|inf(inity)?)$/i.test(text);

/** What a connector notes of a series that it had read before. */
const vanished = (metric: string, at: number): Item =>
  noted(
    'vanished',
    metric,
    `The series has no samples after ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC. It is missing since then, which is not zero.`,
  );

function createPrometheusMapper({ name: file, mapping, now }: MapperContext): PlannedMapper {
  const sightings = createSightings();
  const readLabels = createLabelReader(mapping);
  const readVersion = createVersionReader(mapping, sightings);
  const given = givenValues(mapping);
  const otherwise = file.replace(/\.[A-Za-z0-9]{1,8}$/, '') || 'query';
  let notFinite = 0;
  let firstNotFinite = '';

  function* readPoints(points: readonly unknown[], name: string, labels: Labels): Generator<Item> {
    const reading = readLabels(labels);
    const series = seriesOf(reading, name, unitOfName(name), mapping);
    const sense = readVersion(name, labels, reading);
    let wrong = 0;
    let fault = '';
    for (const point of points) {
      const [at, text] = Array.isArray(point) ? (point as readonly unknown[]) : [];
      const seconds = readNumber(at);
      const value = readNumber(text);
      const time = seconds === null ? null : checkRange(Math.round(seconds * 1000), now);
      if (time?.ok === true && isNotFinite(text)) {
        notFinite += 1;
        firstNotFinite ||= series.metric;
      } else if (time?.ok !== true || value === null) {
        wrong += 1;
        fault ||= time?.ok === false ? time.error.message : 'a sample is not a time in seconds and a number';
      } else {
        sense.see(time.value, value);
        if (sense.hasSamples) yield { kind: 'sample', series, time: time.value, value };
      }
    }
    if (wrong > 0)
      yield quarantined(
        'bad-samples',
        series.metric,
        `${wrong} of ${points.length} samples cannot be taken; the first: ${fault}`,
      );
  }

  function* readSeries(body: Body, metric: Body): Generator<Item> {
    const { __name__: own, ...labels } = Object.fromEntries(
      Object.entries(metric).flatMap(([label, value]) =>
        typeof value === 'string' && value !== '' ? [[label, value]] : [],
      ),
    );
    const name = given['metric'] ?? own ?? otherwise;
    const gone = readNumber(body['vanishedAt']);
    const goneAt = gone === null ? null : checkRange(Math.round(gone * 1000), now);
    if (goneAt?.ok === true) yield vanished(seriesOf(readLabels(labels), name, '', mapping).metric, goneAt.value);
    yield* readPoints(pointsOf(body, 'values', 'value'), name, labels);
    const histograms = pointsOf(body, 'histograms', 'histogram');
    for (const part of ['count', 'sum']) {
      const points = histograms.map((point) =>
        Array.isArray(point) && isRecordValue(point[1]) ? [point[0], point[1][part]] : point,
      );
      if (points.length > 0) yield* readPoints(points, `${name}_${part}`, labels);
    }
  }

  return {
    plan: { columns: {}, constants: given, unknown: [] },
    map: (record) => {
      const body = record.kind === 'value' ? record.value : {};
      if (isRefusal(body)) return quarantined('source-failed', 'error', refusal(body));
      const metric = body['metric'];
      if (!isRecordValue(metric) || !isSeries(body))
        return quarantined('wrong-type', 'metric', 'a series with its labels in "metric" and its values was expected');
      return { kind: 'many', items: readSeries(body, metric) };
    },
    *end() {
      yield* sightings.end('query');
      if (notFinite > 0)
        yield noted(
          'not-finite',
          firstNotFinite,
          `${notFinite} values are NaN or infinite, which is no sample; the first is of this series`,
        );
    },
  };
}

/** What the first characters of an answer say of its result, where it is one of Prometheus' own. */
const resultType = (text: string): string | undefined =>
  /^\s*\{[^[]{0,2000}"resultType"\s*:\s*"(matrix|vector|scalar|string)"/.exec(text)?.[1];

function recognise({ shape, text, body }: FileHead): ReturnType<FormatDefinition['recognise']> {
  if (shape !== 'json' && shape !== 'ndjson') return null;
  if (isRefusal(body)) return { fit: certain, why: 'status "error" with an errorType is an answer of Prometheus' };
  const type = resultType(text);
  if (type !== undefined) return { fit: certain, why: `resultType "${type}" is an answer of Prometheus` };
  return body !== null && isSeries(body)
    ? { fit: certain, why: 'the records are series of Prometheus: metric with labels, values with seconds' }
    : null;
}

function refuse({ text, body }: FileHead): HeadFault | null {
  if (isRefusal(body)) return { code: 'unreadable', message: refusal(body).slice(0, 500) };
  const type = resultType(text);
  return type === 'scalar' || type === 'string'
    ? { code: 'unreadable', message: `The answer holds a ${type}, not series. Save the answer to a query of series.` }
    : null;
}

/** Saved answers of Prometheus' `query` and `query_range`, and of what speaks its API. */
export const prometheusFormat: FormatDefinition = {
  mapVersion: 1,
  brings: ['sample', 'sighting'],
  aliases: ['prometheus-query', 'promql'],
  maxRecord: 16 * 1024 * 1024,
  recognise,
  refuse,
  createMapper: (context) => ok(createPrometheusMapper(context)),
};
