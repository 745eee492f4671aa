import type { ColumnMapping } from '../domain/release/column-mapping.ts';
import { assertNever } from '../lib/invariant.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { createCells, type Cells } from './cells.ts';
import { columnsOf, givenValues, planColumns, type ColumnFault, type ColumnPlan } from './column-plan.ts';
import { quarantined, type FormatId, type Mapped, type Mapper, type SourceRecord } from './format.ts';
import { isRecordValue, unwrapBody } from './json-reader.ts';
import { createOwnerCheck, mapDeployment, mapIncident, mapRuntime } from './map-generic.ts';
import { commitColumns, mapCommit, mapTag, tagColumns } from './map-git.ts';
import { hostOf, mapJenkinsBuild } from './map-jenkins.ts';
import { createMetricsMapper } from './map-metrics.ts';
import { mapPagerDutyIncident } from './map-pagerduty.ts';
import { parseZone, type Zone, type ZoneFault } from './zone.ts';

export type MapperFault = ColumnFault | ZoneFault;
export type PlannedMapper = Mapper & { readonly plan: ColumnPlan };

/**
 * Makes the mapper of one file. `header` holds the CSV columns, or null for JSON, where `columns` are those of the first
 * records. `now` (ms since 1970 UTC) bounds what counts as the future.
 */
export function createMapper(
  format: FormatId,
  mapping: ColumnMapping,
  now: number,
  header: readonly string[] | null,
  columns: readonly string[],
): Result<PlannedMapper, MapperFault> {
  const zone = mapping.zone === undefined ? ok(null) : parseZone(mapping.zone);
  if (!zone.ok) return zone;
  switch (format) {
    case 'jenkins-builds':
    case 'pagerduty-incidents':
      return ok({ ...createBodyMapper(format, mapping, now, header), plan: bodyPlan(mapping) });
    case 'git-commits':
    case 'git-tags':
      return createGitMapper(format, mapping, zone.value, now, header, columns);
    case 'metrics':
    case 'deployments':
    case 'incidents':
    case 'runtime': {
      const plan = planColumns(format, columns, mapping);
      if (!plan.ok) return plan;
      const build = mapperBuilder(format, header, zone.value, now);
      if (header !== null) return ok({ ...build(plan.value), plan: plan.value });
      return ok({ ...createGrowingMapper(format, mapping, columns, build, plan.value), plan: plan.value });
    }
    default:
      return assertNever(format);
  }
}

type Build = (plan: ColumnPlan) => Mapper;

function mapperBuilder(
  format: 'deployments' | 'incidents' | 'runtime' | 'metrics',
  header: readonly string[] | null,
  zone: Zone | null,
  now: number,
): Build {
  if (format === 'metrics') return (plan) => createMetricsMapper(plan, header, zone, now);
  const isOwner = createOwnerCheck();
  const read = (cells: Cells): Mapped => {
    if (format === 'deployments') return mapDeployment(cells, isOwner);
    return format === 'incidents' ? mapIncident(cells, isOwner) : mapRuntime(cells);
  };
  return (plan) => cellsMapper(createCells(plan, header, zone, now), read);
}

function cellsMapper(cells: Cells, read: (cells: Cells) => Mapped): Mapper {
  return {
    map: (record) => {
      cells.start(record);
      return read(cells);
    },
  };
}

/** JSON records need not all have the same members: when one brings a new member, the plan is made anew. */
function createGrowingMapper(
  format: 'deployments' | 'incidents' | 'runtime' | 'metrics',
  mapping: ColumnMapping,
  columns: readonly string[],
  build: Build,
  plan: ColumnPlan,
): Mapper {
  const seen = new Set(columns);
  let mapper = build(plan);
  return {
    map: (record) => {
      const before = seen.size;
      if (record.kind === 'value') for (const column of columnsOf(record.value)) seen.add(column);
      if (seen.size > before) {
        const next = planColumns(format, [...seen], mapping);
        if (next.ok) mapper = build(next.value);
      }
      return mapper.map(record);
    },
  };
}

const bodyPlan = (mapping: ColumnMapping): ColumnPlan => ({
  columns: {},
  constants: givenValues(mapping),
  unknown: [],
});

/** Jenkins and PagerDuty: API bodies, as JSON records or in the column `data` of a raw export beside its `url`. */
function createBodyMapper(
  format: 'jenkins-builds' | 'pagerduty-incidents',
  mapping: ColumnMapping,
  now: number,
  header: readonly string[] | null,
): Mapper {
  const mapBody = format === 'jenkins-builds' ? mapJenkinsBuild : mapPagerDutyIncident;
  const service = { always: mapping.constants['service'], otherwise: mapping.defaults?.['service'] };
  const instance = givenValues(mapping)['instance'] ?? null;
  const data = header?.indexOf(mapping.columns['data'] ?? 'data') ?? -1;
  const url = header?.indexOf(mapping.columns['url'] ?? 'url') ?? -1;
  return {
    map: (record) => {
      if (record.kind === 'value') return mapBody(unwrapBody(record.value), { host: instance, service, now });
      if (record.cells.length !== header?.length)
        return quarantined(
          'wrong-columns',
          '',
          `the row has ${record.cells.length} cells, the header ${header?.length ?? 0}`,
        );
      const body = parseBody(record);
      if (body === null) return quarantined('malformed-json', 'data', 'the column data does not hold a JSON object');
      return mapBody(body, { host: instance ?? hostOf(record.cells[url]), service, now });
    },
  };

  function parseBody(record: Extract<SourceRecord, { kind: 'cells' }>): { readonly [key: string]: unknown } | null {
    try {
      const value: unknown = JSON.parse(record.cells[data] ?? '');
      return isRecordValue(value) ? unwrapBody(value) : null;
    } catch {
      return null;
    }
  }
}

function createGitMapper(
  format: 'git-commits' | 'git-tags',
  mapping: ColumnMapping,
  zone: Zone | null,
  now: number,
  header: readonly string[] | null,
  found: readonly string[],
): Result<PlannedMapper, MapperFault> {
  const wanted: readonly string[] = format === 'git-commits' ? commitColumns : tagColumns;
  const needed = format === 'git-commits' ? ['sha', 'committed_at'] : ['tag', 'tagged_at'];
  const columns: Record<string, string> = {};
  for (const name of wanted) {
    const column = mapping.columns[name] ?? name;
    if (found.includes(column)) columns[name] = column;
  }
  const missing = needed.filter((name) => columns[name] === undefined);
  if (missing.length > 0)
    return err({
      code: 'missing-columns',
      message: `No column for ${missing.join(', ')}. The file has: ${found.join(', ')}.`.slice(0, 900),
      missing,
      found,
    });
  const taken = new Set(Object.values(columns));
  const plan: ColumnPlan = {
    columns,
    constants: givenValues(mapping),
    unknown: found.filter((column) => !taken.has(column)),
  };
  const cells = createCells(plan, header, zone, now);
  return ok({ ...cellsMapper(cells, format === 'git-commits' ? mapCommit : mapTag), plan });
}
