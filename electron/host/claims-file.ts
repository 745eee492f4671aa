import { claimOf } from '../../shared/analysis/reconcile.ts';
import type { DeliveryClaim } from '../../shared/analysis/reconcile-types.ts';
import type { VersionNames } from '../../shared/analysis/version-map.ts';
import type { ColumnMapping } from '../../shared/domain/release/column-mapping.ts';
import type { RowOf } from '../../shared/domain/release/rows.ts';
import { toServiceId } from '../../shared/formats/cells.ts';
import { formats } from '../../shared/formats/formats.ts';
import { isRecordValue } from '../../shared/formats/json-reader.ts';
import { fieldOf } from '../../shared/formats/version-samples.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { carriedFileAt, openCarried } from '../intake/carried-file.ts';
import { createReader, inspectHead, type Inspection } from '../intake/inspect-head.ts';
import { onDisk } from '../platform/files.ts';
import { openNamed, readRecords, type ReadFault, type Skipped } from './read-records.ts';

export type ClaimFile = { readonly claims: readonly DeliveryClaim[]; readonly skipped: readonly Skipped[] };
type Options = {
  readonly now: number;
  readonly zone: string | undefined;
  /** What stands where the file names none. */
  readonly environment: string | undefined;
  readonly service: string;
};

/** Names of columns that only a file of claims has, beside those that every table of deployments may have. */
const claimColumns: { readonly [field: string]: readonly string[] } = {
  finishedAt: [
    'claimed_at',
    'claimed',
    'claim_time',
    'deploy_finished_at',
    'deploy_time',
    'deployment_time',
    'at',
    'when',
    'ts',
  ],
  service: ['job', 'name', 'repository', 'repo'],
  version: ['ref', 'sha', 'commit', 'commit_sha', 'git_sha', 'digest', 'image_digest', 'image'],
};

/** Reads the deployments of a carried file of any format that brings some; of one id its newest revision. */
export async function readClaims(path: string, options: Options): Promise<Result<ClaimFile, ReadFault>> {
  const opened = await onDisk(async () => openCarried(await carriedFileAt(path)));
  if (!opened.ok) return err({ message: 'There is no such file, or it may not be read.' });
  const { head, whole, all, close } = opened.value;
  try {
    const inspected = inspect(head, whole, options);
    if (!inspected.ok) return inspected;
    const { rows, skipped } = await mapAll(inspected.value, all());
    if (rows.length === 0 && skipped.length > 0)
      return err({
        message: `No deployment could be read. Row ${skipped[0]?.row ?? 0}: ${(skipped[0]?.message ?? '').replace(/\.$/, '')}.`,
      });
    return ok({ claims: rows.map(claimOf), skipped });
  } finally {
    await close();
  }
}

function inspect(head: Uint8Array, whole: boolean, options: Options): Result<Inspection, ReadFault> {
  const given: ColumnMapping = {
    columns: {},
    constants: {},
    ...(options.zone === undefined ? {} : { zone: options.zone }),
    ...(options.environment === undefined ? {} : { defaults: { environment: options.environment } }),
  };
  const look = (mapping: ColumnMapping, format?: string) =>
    inspectHead('claims', head, whole, { format, mapping, now: options.now });
  const first = look(given);
  const isClaims = first.ok && formats[first.value.format].brings.includes('deployment');
  if (isClaims && first.value.format !== 'deployments') return ok(first.value);
  const table = isClaims ? first : look(given, 'deployments');
  const columns = table.ok ? table.value.columns : (table.error.reading?.columns ?? []);
  const planned = table.ok ? table.value.createMapper('0'.repeat(64)).plan.columns : {};
  const extra: Record<string, string> = {};
  for (const [field, names] of Object.entries(claimColumns)) {
    const column = planned[field] === undefined ? fieldOf(columns, names) : undefined;
    if (column !== undefined && !(table.ok && field === 'service')) extra[field] = column;
  }
  if (table.ok && Object.keys(extra).length === 0) return ok(table.value);
  const more = { ...given, columns: extra, defaults: { service: options.service, ...given.defaults } };
  const again = look(more, 'deployments');
  if (again.ok) return ok(again.value);
  return table.ok ? ok(table.value) : err({ message: again.error.message });
}

async function mapAll(
  inspection: Inspection,
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ readonly rows: readonly RowOf<'deployment'>[]; readonly skipped: readonly Skipped[] }> {
  const reader = createReader(inspection.shape);
  const mapper = inspection.createMapper('0'.repeat(64));
  const rows: RowOf<'deployment'>[] = [];
  const skipped: Skipped[] = [];
  let headerAhead = inspection.shape === 'csv' || inspection.shape === 'raw';
  const take = (records: ReturnType<typeof reader.push>): void => {
    for (const record of records) {
      if (headerAhead) headerAhead = false;
      else if (record.kind === 'unreadable') skipped.push({ row: record.row, message: record.fault.message });
      else {
        const mapped = mapper.map(record);
        for (const item of mapped.kind === 'many' ? mapped.items : [mapped]) keep(item, record.row);
      }
    }
  };
  const keep = (item: Exclude<ReturnType<typeof mapper.map>, { kind: 'many' }>, row: number): void => {
    if (item.kind === 'row' && item.row.kind === 'deployment') rows.push(item.row);
    else if (item.kind === 'quarantined') skipped.push({ row, message: item.fault.message });
  };
  const decoder = new TextDecoder('utf-8');
  for await (const part of bytes) take(reader.push(decoder.decode(part, { stream: true })));
  take([...reader.push(decoder.decode()), ...reader.end()]);
  for (const item of mapper.end?.() ?? []) keep(item, 0);
  return { rows: inspection.format === 'deployments' ? rows : newest(rows), skipped };
}

/** An API tells of one deployment again and again while it goes on. */
function newest(rows: readonly RowOf<'deployment'>[]): readonly RowOf<'deployment'>[] {
  const byId = new Map<string, RowOf<'deployment'>>();
  for (const row of rows) if (row.revision >= (byId.get(row.id)?.revision ?? -1)) byId.set(row.id, row);
  return [...byId.values()];
}

/**
 * Reads which versions, commits and image digests are one: rows with `version`, `sha` and `digest` (and `service`) as CSV
 * or JSON, or an object from versions to a commit, a digest, or both.
 */
export async function readNames(path: string): Promise<Result<readonly VersionNames[], ReadFault>> {
  const opened = await openNamed(path);
  if (!opened.ok) return opened;
  const names: VersionNames[] = [];
  for await (const record of readRecords(opened.value.head, opened.value.text)) {
    if ('kind' in record)
      return err({ message: `The mapping cannot be read at row ${record.row}: ${record.fault.message}.` });
    names.push(...namesOf(record.values));
  }
  return names.some((each) => [each.version, each.sha, each.digest].filter(Boolean).length > 1)
    ? ok(names)
    : err({
        message:
          'The mapping names no version with a commit or a digest. It needs the columns version, sha and digest.',
      });
}

const nameFields = {
  version: ['version', 'release', 'tag', 'image_tag', 'app_version'],
  sha: ['sha', 'commit', 'commit_sha', 'git_sha', 'git_commit', 'revision'],
  digest: ['digest', 'image_digest', 'image', 'imageid'],
} as const;

const serviceOf = (name: string | undefined): string | undefined =>
  name === undefined || name === '' ? undefined : toServiceId(name);

function namesOf(values: { readonly [key: string]: unknown }): VersionNames[] {
  const text = (keys: readonly string[]): string | undefined => {
    const value = values[fieldOf(Object.keys(values), keys) ?? ''];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const row = { version: text(nameFields.version), sha: text(nameFields.sha), digest: text(nameFields.digest) };
  if (Object.values(row).filter((name) => name !== undefined && name !== '').length > 1)
    return [{ ...row, service: serviceOf(text(['service', 'service_name', 'app', 'component'])) }];
  return Object.entries(values).flatMap(([key, value]): VersionNames[] => {
    if (Array.isArray(value)) return value.filter(isRecordValue).flatMap(namesOf);
    if (isRecordValue(value)) return namesOf({ version: key, ...value });
    return typeof value === 'string'
      ? [{ version: key, ...(/sha\d+:/.test(value) ? { digest: value } : { sha: value }) }]
      : [];
  });
}
