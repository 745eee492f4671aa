import { err, ok, type Result } from '../lib/result.ts';
import { certain, type FormatDefinition, type MapperContext, type RecordFault } from './format.ts';
import { isRecordValue } from './json-reader.ts';
import { logAnswerFormat, type ReadEntries } from './log-answer.ts';
import type { LogEntry } from './log-counts.ts';
import { isErrorLevel, saysError } from './log-level.ts';
import { createLabelReader } from './metric-labels.ts';
import { anyText, attributesOf, bodiesOf, nanosToMs, type Body } from './otlp-values.ts';
import { checkRange } from './time.ts';

/** OTLP's severity numbers from ERROR on. */
const firstError = 17;

const isError = (entry: Body, message: string): boolean => {
  const number = Number(entry['severityNumber'] ?? 0);
  if (Number.isFinite(number) && number > 0) return number >= firstError;
  const text = entry['severityText'];
  return typeof text === 'string' && text !== '' ? isErrorLevel(text) : saysError(message);
};

function readerOf({ mapping, now }: MapperContext): ReadEntries {
  const readLabels = createLabelReader(mapping);

  function* readResource(resource: Body): Generator<Result<LogEntry, RecordFault>> {
    const inner = resource['resource'];
    const { service, environment } = readLabels(attributesOf(isRecordValue(inner) ? inner['attributes'] : undefined));
    for (const scope of bodiesOf(resource['scopeLogs']))
      for (const entry of bodiesOf(scope['logRecords'])) {
        const ms = nanosToMs(entry['timeUnixNano']) ?? nanosToMs(entry['observedTimeUnixNano']);
        const time = ms === null ? null : checkRange(ms, now);
        if (time?.ok !== true) {
          const { code, message } = time?.error ?? { code: 'bad-time', message: 'the entry has no time' };
          yield err({ code, path: 'timeUnixNano', message });
          continue;
        }
        const message = anyText(entry['body']);
        yield ok({ time: time.value, service, environment, isError: isError(entry, message), message });
      }
  }
  function* readAll(resources: readonly Body[]): Generator<Result<LogEntry, RecordFault>> {
    for (const resource of resources) yield* readResource(resource);
  }
  return (body) => {
    const resources = Array.isArray(body['resourceLogs']) ? bodiesOf(body['resourceLogs']) : [body];
    return resources.every((each) => Array.isArray(each['scopeLogs'])) ? readAll(resources) : null;
  };
}

/** Logs in OTLP's JSON: one export, or the collector's file with one on each line. */
export const otlpLogsFormat: FormatDefinition = logAnswerFormat({
  expected: 'logs of a resource in "scopeLogs"',
  recognise: ({ body, shape, text }) =>
    (shape === 'json' || shape === 'ndjson') &&
    (Array.isArray(body?.['scopeLogs']) || /^\s*\{\s*"resourceLogs"\s*:/.test(text))
      ? { fit: certain, why: 'the records are OTLP: resourceLogs with scopeLogs' }
      : null,
  makeReader: readerOf,
});
