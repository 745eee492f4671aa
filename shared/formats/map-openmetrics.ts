import { err, ok, type Result } from '../lib/result.ts';
import { readNumber } from './cells.ts';
import { givenValues } from './column-plan.ts';
import {
  certain,
  noted,
  nothingMapped,
  quarantined,
  type FileHead,
  type FormatDefinition,
  type HeadFault,
  type Mapped,
  type MapperContext,
  type MapperFault,
  type PlannedMapper,
} from './format.ts';
import { createLabelReader, seriesOf, unitOfName } from './metric-labels.ts';
import { createVersionReader, type SeriesSense } from './metric-version.ts';
import { parseExpositionLine, type ExpositionSample } from './openmetrics-line.ts';
import type { SeriesRow } from './row-types.ts';
import { createSightings } from './sighting-runs.ts';
import { readTime } from './time.ts';
import { parseZone } from './zone.ts';

type Known = { readonly series: SeriesRow; readonly sense: SeriesSense };

const familyOf = (name: string): string => name.replace(/_(total|sum|count|bucket|created|info|gsum|gcount)$/, '');
const needsTime =
  'The samples have no times. Say when they were read, with the constant "at" in a mapping, such as 2026-03-16T10:00:00Z.';

function readAt({ mapping, now }: MapperContext): Result<number | null, MapperFault> {
  const text = givenValues(mapping)['at'];
  if (text === undefined) return ok(null);
  const zone = mapping.zone === undefined ? ok(null) : parseZone(mapping.zone);
  if (!zone.ok) return zone;
  const at = readTime(text, zone.value, now);
  return at.ok
    ? at
    : err({ code: 'missing-columns', message: `The constant "at": ${at.error.message}`, missing: ['at'], found: [] });
}

function createOpenMetricsMapper({ mapping, now }: MapperContext, at: number | null): PlannedMapper {
  const sightings = createSightings();
  const readLabels = createLabelReader(mapping);
  const readVersion = createVersionReader(mapping, sightings);
  const given = givenValues(mapping);
  const known = new Map<string, Known>();
  const types = new Map<string, string>();
  const units = new Map<string, string>();
  let ended: 'no' | 'eof' | 'expected' = 'no';
  let notFinite = 0;

  const meet = ({ key, name: own, labels }: ExpositionSample): Known => {
    let met = known.get(key);
    if (met === undefined) {
      const name = given['metric'] ?? own;
      const reading = readLabels(labels);
      const unit = units.get(own) ?? units.get(familyOf(own)) ?? unitOfName(own);
      met = { series: seriesOf(reading, name, unit, mapping), sense: readVersion(own, labels, reading) };
      known.set(key, met);
    }
    return met;
  };
  /** `_created` says when a counter began and measures nothing. */
  const isCreated = (name: string): boolean => name.endsWith('_created') && types.has(familyOf(name));
  const mapSample = (sample: ExpositionSample): Mapped => {
    if (isCreated(sample.name)) return nothingMapped;
    const time = sample.timestamp === null ? at : readTime(readNumber(sample.timestamp) ?? NaN, null, now);
    if (time === null) return quarantined('missing-value', 'timestamp', needsTime);
    if (typeof time !== 'number' && !time.ok) return quarantined(time.error.code, 'timestamp', time.error.message);
    const value = readNumber(sample.value);
    if (value === null) {
      notFinite += 1;
      return nothingMapped;
    }
    const { series, sense } = meet(sample);
    const moment = typeof time === 'number' ? time : time.value;
    sense.see(moment, value);
    return sense.hasSamples ? { kind: 'sample', series, time: moment, value } : nothingMapped;
  };
  const mapLine = (text: string): Mapped => {
    if (text.includes('\0')) return quarantined('nul-byte', '', 'the line holds NUL characters');
    if (text.includes('\uFFFD'))
      return quarantined('bad-encoding', '', 'the line is not UTF-8; save the file as UTF-8');
    const line = parseExpositionLine(text);
    if (!line.ok) return quarantined('malformed-line', '', line.error);
    if (line.value.kind === 'comment') return nothingMapped;
    if (ended === 'eof') return quarantined('malformed-line', '', 'the line stands after # EOF, where the text ends');
    if (line.value.kind === 'sample') return mapSample(line.value.sample);
    if (line.value.kind === 'eof') ended = 'eof';
    else {
      if (line.value.kind === 'unit') ended = 'expected';
      (line.value.kind === 'unit' ? units : types).set(line.value.family, line.value.word);
    }
    return nothingMapped;
  };
  return {
    plan: { columns: {}, constants: given, unknown: [] },
    map: (record) => mapLine(record.kind === 'value' ? String(record.value['text']) : ''),
    *end() {
      yield* sightings.end('exposition');
      if (ended === 'expected')
        yield noted('truncated', '', 'the text does not end with # EOF; its end may be missing');
      if (notFinite > 0)
        yield noted('not-finite', 'value', `${notFinite} values are NaN or infinite, which is no sample`);
    },
  };
}

const metaLine =
  /^# (?:TYPE \S+ (?:counter|gauge|histogram|summary|untyped|unknown|info|stateset|gaugehistogram)|(?:HELP|UNIT) [A-Za-z_:"]\S*(?: .*)?)\r?$/m;

const samplesOf = (text: string): ExpositionSample[] =>
  text
    .split(/\r?\n/, 400)
    .slice(0, -1)
    .flatMap((line) => {
      const parsed = line.trim() === '' ? null : parseExpositionLine(line);
      return parsed?.ok === true && parsed.value.kind === 'sample' ? [parsed.value.sample] : [];
    });

/** By which mark a text is an exposition: its own kinds of comment, or lines that can be nothing else. */
function markOf(name: string, text: string): string | null {
  const head = text.slice(0, 20_000);
  if (/^\s*[[{]/.test(head) || /\.(csv|tsv|md|ya?ml|json|ndjson|jsonl|log)$/i.test(name)) return null;
  const meta = metaLine.exec(head)?.[0].trim();
  if (meta !== undefined && (meta.startsWith('# TYPE') || samplesOf(text).length > 0))
    return `the line "${meta.slice(0, 80)}" is one of OpenMetrics or Prometheus' text format`;
  const lines = head.split('\n', 5).slice(0, -1);
  const all = samplesOf(`${lines.join('\n')}\n`);
  return lines.length > 0 && all.length === lines.length && all.every(({ key }) => key.endsWith('}'))
    ? 'every line is a metric with labels and a value'
    : null;
}

function refuse({ text, mapping }: FileHead): HeadFault | null {
  const samples = samplesOf(text);
  return givenValues(mapping)['at'] === undefined &&
    samples.length > 0 &&
    samples.every(({ timestamp }) => timestamp === null)
    ? { code: 'missing-columns', message: needsTime }
    : null;
}

/** OpenMetrics text and Prometheus' text exposition. */
export const openMetricsFormat: FormatDefinition = {
  mapVersion: 1,
  brings: ['sample', 'sighting'],
  aliases: ['prometheus-text', 'exposition', 'prom', 'om'],
  cut: (name, text, isNamed) => (isNamed || markOf(name, text) !== null ? 'lines' : null),
  recognise: ({ shape, name, text }) => {
    const why = shape === 'lines' ? markOf(name, text) : null;
    return why === null ? null : { fit: certain, why };
  },
  refuse,
  createMapper: (context) => {
    const at = readAt(context);
    return at.ok ? ok(createOpenMetricsMapper(context, at.value)) : at;
  },
};
