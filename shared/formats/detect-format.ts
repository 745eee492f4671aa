import { emptyMapping, type ColumnMapping } from '../domain/release/column-mapping.ts';
import { assertNever } from '../lib/invariant.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { toServiceId } from './cells.ts';
import { givenValues, planColumns } from './column-plan.ts';
import type { GenericFormat } from './fields.ts';
import type { FileShape, FormatId } from './format.ts';
import { isRecordValue, unwrapBody } from './json-reader.ts';

export type Detection = { readonly format: FormatId; readonly why: string };
export type DetectFault = { readonly code: 'unknown-format'; readonly message: string };

/** What the head of a file shows: how it is cut, its columns, its first record. */
export type FileHead = {
  readonly shape: FileShape;
  readonly columns: readonly string[];
  readonly first: { readonly [column: string]: unknown } | null;
};

/** Tells how text is cut into records from its first characters. */
export function detectShape(head: string): 'csv' | 'json' | 'ndjson' {
  const text = head.replace(/^\uFEFF/, '').trimStart();
  if (text.startsWith('[')) return /^\[\s*[\]{[]/.test(text) || /^\[\s*$/.test(text) ? 'json' : 'csv';
  if (!text.startsWith('{')) return 'csv';
  const [first = '', ...others] = text.split('\n', 20);
  const second = others.find((line) => line.trim() !== '');
  if (second === undefined) return 'json';
  // One line that is a whole object makes NDJSON, so that a broken line beside it is one broken record.
  return isJsonObject(first) || (first.trim() !== '{' && second.startsWith('{') && isJsonObject(second))
    ? 'ndjson'
    : 'json';
}

/** Whether columns are those of a raw export: one API body per row in `data`, its request in `url`. */
export function isRawExport(columns: readonly string[]): boolean {
  return ['data', 'url', 'params'].every((name) => columns.includes(name));
}

const genericOrder: readonly GenericFormat[] = ['runtime', 'deployments', 'incidents', 'metrics'];

/** Recognises a file's format and says by what. */
export function detectFormat(head: FileHead, mapping: ColumnMapping = emptyMapping): Result<Detection, DetectFault> {
  const { columns, first } = head;
  const has = (...names: string[]): boolean => names.every((name) => columns.includes(name));
  if (first !== null) {
    const body = head.shape === 'raw' ? bodyOf(first['data']) : unwrapBody(first);
    const where = head.shape === 'raw' ? 'the column data holds' : 'the records are';
    if (body !== null && isJenkinsBuild(body))
      return ok({ format: 'jenkins-builds', why: `${where} Jenkins builds: number, timestamp and duration in ms` });
    if (body !== null && isPagerDutyIncident(body))
      return ok({
        format: 'pagerduty-incidents',
        why: `${where} PagerDuty incidents: id, created_at, status and service`,
      });
  }
  if (head.shape === 'raw')
    return err({
      code: 'unknown-format',
      message:
        'A raw export, but its records are neither Jenkins builds nor PagerDuty incidents. Name the format if you know better.',
    });
  if (has('sha', 'committed_at'))
    return ok({ format: 'git-commits', why: 'the columns sha and committed_at are those of git commits' });
  if (has('tag', 'tagged_at'))
    return ok({ format: 'git-tags', why: 'the columns tag and tagged_at are those of git tags' });
  const fitting = genericOrder
    .map((format) => ({ format, plan: planColumns(format, columns, mapping) }))
    .flatMap(({ format, plan }) => (plan.ok ? [{ format, columns: plan.value.columns }] : []))
    .filter(
      ({ format, columns: used }) =>
        format !== 'metrics' || (used['time'] !== undefined && used['value'] !== undefined),
    )
    .toSorted((a, b) => Object.keys(b.columns).length - Object.keys(a.columns).length);
  const best = fitting[0];
  if (best !== undefined) {
    const used = Object.entries(best.columns).map(([name, column]) => `${column} -> ${name}`);
    return ok({
      format: best.format,
      why: `every field of ${best.format} that is needed has a column: ${used.join(', ')}`,
    });
  }
  return err({
    code: 'unknown-format',
    message:
      `Not a format known here; its columns are: ${columns.length === 0 ? 'none' : columns.join(', ')}. Name the format, and a mapping where its columns have other names.`.slice(
        0,
        900,
      ),
  });
}

/**
 * Completes a mapping with what the file's name says where neither a column nor the mapping does: a repository, a
 * service, a metric.
 */
export function completeMapping(
  format: FormatId,
  name: string,
  columns: readonly string[],
  mapping: ColumnMapping,
): ColumnMapping {
  const stem = name.replace(/\.[A-Za-z0-9]{1,8}$/, '');
  const given = givenValues(mapping);
  const add = (constants: { readonly [field: string]: string }): ColumnMapping => ({
    ...mapping,
    constants: { ...constants, ...mapping.constants },
  });
  switch (format) {
    case 'git-commits':
      return add({ repository: given['service'] ?? stem.replace(/[-_.](commits|log)$/i, '') });
    case 'git-tags':
      return add(
        given['service'] === undefined ? { service: toServiceId(stem.replace(/[-_.](tags|releases)$/i, '')) } : {},
      );
    case 'metrics': {
      const plan = planColumns(format, columns, mapping);
      const has = (field: string): boolean =>
        given[field] !== undefined || (plan.ok && plan.value.columns[field] !== undefined);
      return add({ ...(has('metric') ? {} : { metric: stem }), ...(has('service') ? {} : { service: 'unassigned' }) });
    }
    case 'deployments':
    case 'incidents':
    case 'runtime':
    case 'jenkins-builds':
    case 'pagerduty-incidents':
      return mapping;
    default:
      return assertNever(format);
  }
}

function bodyOf(data: unknown): { readonly [key: string]: unknown } | null {
  try {
    const value: unknown = typeof data === 'string' ? JSON.parse(data) : null;
    return isRecordValue(value) ? value : null;
  } catch {
    return null;
  }
}

function isJsonObject(text: string): boolean {
  return bodyOf(text) !== null;
}

function isJenkinsBuild(body: { readonly [key: string]: unknown }): boolean {
  const kind = body['_class'];
  return (
    typeof body['number'] === 'number' &&
    typeof body['timestamp'] === 'number' &&
    ('duration' in body || (typeof kind === 'string' && /jenkins|hudson/.test(kind)))
  );
}

function isPagerDutyIncident(body: { readonly [key: string]: unknown }): boolean {
  return (
    typeof body['created_at'] === 'string' &&
    isRecordValue(body['service']) &&
    (typeof body['incident_number'] === 'number' || body['type'] === 'incident')
  );
}
