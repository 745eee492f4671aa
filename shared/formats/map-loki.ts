import { err, ok, type Result } from '../lib/result.ts';
import { certain, type FormatDefinition, type MapperContext, type RecordFault } from './format.ts';
import { isRecordValue } from './json-reader.ts';
import { logAnswerFormat, type ReadEntries } from './log-answer.ts';
import type { LogEntry } from './log-counts.ts';
import { parseObject } from './log-entry.ts';
import { isErrorLevel, saysError } from './log-level.ts';
import { isErrorRecord, partOf } from './log-record.ts';
import { createLabelReader, type Labels } from './metric-labels.ts';
import { nanosToMs, type Body } from './otlp-values.ts';
import { checkRange } from './time.ts';

const isStream = (body: Body): boolean => isRecordValue(body['stream']) && Array.isArray(body['values']);

const textsOf = (value: unknown): Labels =>
  isRecordValue(value)
    ? Object.fromEntries(
        Object.entries(value).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])),
      )
    : {};

function readerOf({ mapping, now }: MapperContext): ReadEntries {
  const readLabels = createLabelReader(mapping);

  /** The message and severity of a line, which is a text or a JSON object; Loki's own word for its level comes first. */
  const readLine = (line: string, labels: Labels): { readonly message: string; readonly isError: boolean } => {
    const level = labels['level'] ?? labels['detected_level'] ?? labels['severity'];
    const record = line.startsWith('{') ? parseObject(line) : null;
    const message = record === null ? line : String(partOf(record, 'message', mapping) ?? line);
    if (level !== undefined && level !== 'unknown') return { message, isError: isErrorLevel(level) };
    return { message, isError: record === null ? saysError(line) : isErrorRecord(record, message, mapping) };
  };

  function* readStream(body: Body, values: readonly unknown[]): Generator<Result<LogEntry, RecordFault>> {
    const labels = textsOf(body['stream']);
    const { service, environment } = readLabels(labels);
    for (const value of values) {
      const [nanos, line, metadata] = Array.isArray(value) ? (value as readonly unknown[]) : [];
      const ms = nanosToMs(nanos);
      const time = ms === null ? null : checkRange(ms, now);
      if (time?.ok !== true || typeof line !== 'string') {
        const message = 'a value is not a time in nanoseconds and a line';
        yield err({ path: 'values', ...(time?.ok === false ? time.error : { code: 'bad-time', message }) });
      } else
        yield ok({ time: time.value, service, environment, ...readLine(line, { ...labels, ...textsOf(metadata) }) });
    }
  }
  return (body) => {
    const values = body['values'];
    return isStream(body) && Array.isArray(values) ? readStream(body, values) : null;
  };
}

/** Answers of Loki's `query_range` to a query of logs. Its metric queries answer as Prometheus does. */
export const lokiFormat: FormatDefinition = logAnswerFormat({
  aliases: ['loki-streams', 'logql'],
  expected: 'a stream with its labels in "stream" and its lines in "values"',
  recognise: ({ body, shape, text }) => {
    if (shape !== 'json' && shape !== 'ndjson') return null;
    const isAnswer = /^\s*\{[^[]{0,2000}"resultType"\s*:\s*"streams"/.test(text);
    return isAnswer || (body !== null && isStream(body))
      ? { fit: certain, why: 'the records are streams of Loki: stream with labels, values with nanoseconds' }
      : null;
  },
  makeReader: readerOf,
});
