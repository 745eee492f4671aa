import { valueAt } from './column-plan.ts';
import type { ColumnMapping } from '../domain/release/column-mapping.ts';
import { isErrorLevel, saysError } from './log-level.ts';

type Body = { readonly [key: string]: unknown };

/** What loggers call the parts of an entry, the commonest first. */
const names = {
  time: ['time', 'ts', 'timestamp', '@timestamp', 't', 'datetime', 'asctime', 'eventTime'],
  level: [
    'level',
    'severity',
    'lvl',
    'levelname',
    'log.level',
    'loglevel',
    'severity_text',
    'severityText',
    'priority',
  ],
  message: ['msg', 'message', 'body', 'log', 'event', 'text'],
  service: ['service.name', 'service', 'service_name', 'serviceName', 'app', 'application', 'component'],
  environment: ['service.environment', 'environment', 'env', 'deployment.environment'],
} as const;

type Part = keyof typeof names;

/** A part of a log record: under the name a mapping gives, else under one that loggers use. */
export function partOf(record: Body, part: Part, mapping: ColumnMapping): string | number | undefined {
  const given = mapping.columns[part];
  for (const name of given === undefined ? names[part] : [given]) {
    const value = valueAt(record, name);
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') return value;
  }
  return undefined;
}

/** Whether the record is an error: by its level, else by what its message says. */
export function isErrorRecord(record: Body, message: string, mapping: ColumnMapping): boolean {
  const level = partOf(record, 'level', mapping);
  return level === undefined ? saysError(message) : isErrorLevel(level);
}

/** Whether a JSON object is one entry of a log: a time, a message, and a level or the stream it was written to. */
export function isLogRecord(record: Body, mapping: ColumnMapping): boolean {
  const has = (part: Part): boolean => partOf(record, part, mapping) !== undefined;
  return (
    has('time') && has('message') && (has('level') || record['stream'] === 'stdout' || record['stream'] === 'stderr')
  );
}
