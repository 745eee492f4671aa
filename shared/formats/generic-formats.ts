import type { ColumnMapping } from '../domain/release/column-mapping.ts';
import type { RowKind } from '../domain/release/rows.ts';
import { ok, type Result } from '../lib/result.ts';
import { createCells, type Cells } from './cells.ts';
import { columnsOf, givenValues, planColumns, type ColumnPlan } from './column-plan.ts';
import type { GenericFormat } from './fields.ts';
import type {
  FileHead,
  Fit,
  FormatDefinition,
  Mapped,
  Mapper,
  MapperContext,
  MapperFault,
  PlannedMapper,
} from './format.ts';
import { createOwnerCheck, mapDeployment, mapIncident, mapRuntime } from './map-generic.ts';
import { createMetricsMapper } from './map-metrics.ts';
import { mapPullRequest } from './map-pull-request.ts';
import { settingsColumn } from './settings-table.ts';
import { parseZone, type Zone } from './zone.ts';

type Build = (plan: ColumnPlan) => Mapper;
type MakeBuild = (header: readonly string[] | null, zone: Zone | null, now: number) => Build;

/** A table of one kind of thing whose columns are found by the names that sources commonly use, or by a mapping. */
export function genericFormat(
  format: GenericFormat,
  brings: Exclude<RowKind, 'series'> | 'sample',
  makeBuild: MakeBuild,
  more: Partial<FormatDefinition> = {},
): FormatDefinition {
  return {
    mapVersion: 1,
    brings: [brings],
    recognise: (head) => fitOfColumns(format, head),
    createMapper: (context) => createGenericMapper(format, makeBuild, context),
    ...more,
  };
}

/** Rows made from a record's cells one by one. `make` is called once per file, since some readings remember. */
export const fromCells =
  (make: () => (cells: Cells) => Mapped): MakeBuild =>
  (header, zone, now) => {
    const read = make();
    return (plan) => {
      const cells = createCells(plan, header, zone, now);
      return {
        map: (record) => {
          cells.start(record);
          return read(cells);
        },
      };
    };
  };

/** How many of a table's columns feed a field, when every field that is needed has one; null when one has none. */
export function fitOfColumns(format: GenericFormat, { shape, columns, mapping }: FileHead): Fit | null {
  if (shape !== 'csv' && shape !== 'json' && shape !== 'ndjson') return null;
  const plan = planColumns(format, columns, mapping);
  if (!plan.ok) return null;
  const { columns: planned } = plan.value;
  if (planned['flag'] === undefined && settingsColumn(columns, mapping) !== null) return null;
  const used = Object.entries(planned);
  if (format === 'metrics' && (planned['time'] === undefined || planned['value'] === undefined)) return null;
  const why = used.map(([name, column]) => `${column} -> ${name}`).join(', ');
  return { fit: used.length, why: `every field of ${format} that is needed has a column: ${why}` };
}

function createGenericMapper(
  format: GenericFormat,
  makeBuild: MakeBuild,
  { mapping, now, header, columns }: MapperContext,
): Result<PlannedMapper, MapperFault> {
  const zone = mapping.zone === undefined ? ok(null) : parseZone(mapping.zone);
  if (!zone.ok) return zone;
  const plan = planColumns(format, columns, mapping);
  if (!plan.ok) return plan;
  const build = makeBuild(header, zone.value, now);
  const mapper = header !== null ? build(plan.value) : createGrowingMapper(format, mapping, columns, build, plan.value);
  return ok({ ...mapper, plan: plan.value });
}

/** JSON records need not all have the same members: when one brings a new member, the plan is made anew. */
function createGrowingMapper(
  format: GenericFormat,
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

function completeMetrics(name: string, columns: readonly string[], mapping: ColumnMapping): ColumnMapping {
  const given = givenValues(mapping);
  const plan = planColumns('metrics', columns, mapping);
  const has = (field: string): boolean =>
    given[field] !== undefined || (plan.ok && plan.value.columns[field] !== undefined);
  const metric = has('metric') ? {} : { metric: name.replace(/\.[A-Za-z0-9]{1,8}$/, '') };
  const service = has('service') ? {} : { service: 'unassigned' };
  return { ...mapping, constants: { ...metric, ...service, ...mapping.constants } };
}

export const genericFormats = {
  runtime: genericFormat(
    'runtime',
    'runtime',
    fromCells(() => mapRuntime),
    { aliases: ['runtimes'] },
  ),
  deployments: genericFormat(
    'deployments',
    'deployment',
    fromCells(() => {
      const isOwner = createOwnerCheck();
      return (cells) => mapDeployment(cells, isOwner);
    }),
    { aliases: ['deployment'], mapVersion: 3 },
  ),
  incidents: genericFormat(
    'incidents',
    'incident',
    fromCells(() => {
      const isOwner = createOwnerCheck();
      return (cells) => mapIncident(cells, isOwner);
    }),
    { aliases: ['incident'], mapVersion: 2 },
  ),
  'pull-requests': genericFormat(
    'pull-requests',
    'merge',
    fromCells(() => mapPullRequest),
    { aliases: ['pull-request', 'merges', 'merge-requests', 'merge-request', 'pulls'] },
  ),
  metrics: genericFormat(
    'metrics',
    'sample',
    (header, zone, now) => (plan) => createMetricsMapper(plan, header, zone, now),
    { aliases: ['metric', 'samples'], complete: completeMetrics },
  ),
} as const;
