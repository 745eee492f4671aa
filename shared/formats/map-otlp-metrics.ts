import { ok } from '../lib/result.ts';
import { givenValues } from './column-plan.ts';
import {
  certain,
  noted,
  quarantined,
  type FormatDefinition,
  type Mapped,
  type MapperContext,
  type PlannedMapper,
} from './format.ts';
import { isRecordValue } from './json-reader.ts';
import { createLabelReader, seriesOf, type LabelReading, type Labels } from './metric-labels.ts';
import { attributesOf, bodiesOf, nanosToMs, type Body } from './otlp-values.ts';
import { createSightings } from './sighting-runs.ts';
import { checkRange } from './time.ts';

type Item = Exclude<Mapped, { kind: 'many' }>;

/** One number of a data point: what stands behind the metric's name, further labels, and the number as it is written. */
type Figure = { readonly suffix: string; readonly labels: Labels; readonly value: unknown };

/** One kind of metric: where its points are, and what its unit is followed by. */
type Kind = {
  readonly points: readonly Body[];
  readonly unit: string;
  readonly figures: (point: Body) => readonly Figure[];
};

const single = (point: Body): readonly Figure[] => [
  { suffix: '', labels: {}, value: point['asDouble'] ?? point['asInt'] },
];
const countAndSum = (point: Body): Figure[] =>
  ['count', 'sum'].flatMap((part) =>
    point[part] === undefined ? [] : [{ suffix: `_${part}`, labels: {}, value: point[part] }],
  );
const quantiles = (point: Body): Figure[] =>
  bodiesOf(point['quantileValues']).map(({ quantile = 0, value = 0 }) => ({
    suffix: '',
    labels: { quantile: String(quantile as number) },
    value,
  }));

/** Sums are kept as they are: the unit tells a total since a start from what came since the point before. */
function kindOf(metric: Body): Kind | null {
  for (const kind of ['gauge', 'sum', 'histogram', 'exponentialHistogram', 'summary'] as const) {
    const body = metric[kind];
    if (!isRecordValue(body)) continue;
    const temporality = body['aggregationTemporality'];
    const isDelta = temporality === 1 || temporality === 'AGGREGATION_TEMPORALITY_DELTA';
    const points = bodiesOf(body['dataPoints']);
    if (kind === 'gauge') return { points, unit: '', figures: single };
    const unit = isDelta ? ' (delta)' : ' (total)';
    if (kind === 'sum') return { points, unit: isDelta || body['isMonotonic'] === true ? unit : '', figures: single };
    if (kind === 'summary')
      return { points, unit: '', figures: (point) => [...countAndSum(point), ...quantiles(point)] };
    return { points, unit, figures: countAndSum };
  }
  return null;
}

/** A protobuf number in JSON: int64 as text, NaN and infinities as words. */
const numberOf = (value: unknown): number =>
  typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;

function createOtlpMetricsMapper({ mapping, now }: MapperContext): PlannedMapper {
  const sightings = createSightings();
  const readLabels = createLabelReader(mapping);
  const given = givenValues(mapping);
  let notFinite = 0;

  function* readMetric(metric: Body, reading: LabelReading, version: string | undefined): Generator<Item> {
    const name = given['metric'] ?? (typeof metric['name'] === 'string' ? metric['name'] : '');
    const kind = kindOf(metric);
    if (name === '' || kind === null)
      return yield quarantined('wrong-type', name, 'a metric with a name and data points was expected here');
    const unit = (typeof metric['unit'] === 'string' ? metric['unit'] : '') + kind.unit;
    let wrong = 0;
    let fault = '';
    for (const point of kind.points) {
      const ms = nanosToMs(point['timeUnixNano']);
      const time = ms === null ? null : checkRange(ms, now);
      if (time?.ok !== true) {
        wrong += 1;
        fault ||= time === null ? 'its timeUnixNano is no time' : time.error.message;
        continue;
      }
      if (version !== undefined && reading.instance !== null) {
        const { service, environment, instance } = reading;
        sightings.see({ service, environment, instance: instance.slice(0, 200) }, instance, version, time.value);
      }
      const instance = reading.instance === null ? {} : { instance: reading.instance };
      const labels = { ...attributesOf(point['attributes']), ...instance };
      for (const figure of kind.figures(point)) {
        const value = numberOf(figure.value);
        const rest = { ...labels, ...figure.labels };
        if (!Number.isFinite(value) || isUnrecorded(point)) notFinite += 1;
        else
          yield {
            kind: 'sample',
            series: seriesOf({ ...reading, rest }, `${name}${figure.suffix}`, unit, mapping),
            time: time.value,
            value,
          };
      }
    }
    if (wrong > 0)
      yield quarantined('bad-samples', name, `${wrong} of ${kind.points.length} points cannot be taken: ${fault}`);
  }

  function* readResource(resource: Body): Generator<Item> {
    const inner = resource['resource'];
    const attributes = attributesOf(isRecordValue(inner) ? inner['attributes'] : undefined);
    const reading = readLabels(attributes);
    const version = attributes[mapping.columns['version'] ?? 'service.version']?.slice(0, 80);
    for (const scope of bodiesOf(resource['scopeMetrics']))
      for (const metric of bodiesOf(scope['metrics'])) yield* readMetric(metric, reading, version);
  }

  function* readAll(resources: readonly Body[]): Generator<Item> {
    for (const resource of resources) yield* readResource(resource);
  }

  return {
    plan: { columns: {}, constants: given, unknown: [] },
    map: (record) => {
      const body = record.kind === 'value' ? record.value : {};
      const resources = Array.isArray(body['resourceMetrics']) ? bodiesOf(body['resourceMetrics']) : [body];
      if (!resources.every((each) => Array.isArray(each['scopeMetrics'])))
        return quarantined('wrong-type', 'scopeMetrics', 'metrics of a resource in "scopeMetrics" were expected here');
      return { kind: 'many', items: readAll(resources) };
    },
    *end() {
      yield* sightings.end('exposition');
      if (notFinite > 0)
        yield noted('not-finite', 'dataPoints', `${notFinite} values are none, NaN or infinite, which is no sample`);
    },
  };
}

/** The flag by which a source says that a point has no value. */
const isUnrecorded = (point: Body): boolean => (Number(point['flags'] ?? 0) & 1) === 1;

/** Metrics in OTLP's JSON: one export, or the collector's file with one on each line. */
export const otlpMetricsFormat: FormatDefinition = {
  mapVersion: 1,
  brings: ['sample', 'sighting'],
  aliases: ['otlp'],
  maxRecord: 16 * 1024 * 1024,
  recognise: ({ body, shape, text }) =>
    (shape === 'json' || shape === 'ndjson') &&
    (Array.isArray(body?.['scopeMetrics']) || /^\s*\{\s*"resourceMetrics"\s*:/.test(text))
      ? { fit: certain, why: 'the records are OTLP: resourceMetrics with scopeMetrics' }
      : null,
  createMapper: (context) => ok(createOtlpMetricsMapper(context)),
};
