import { err, ok, type Result } from '../lib/result.ts';
import { createCells, toServiceId, type Cells } from './cells.ts';
import { givenValues, type ColumnPlan } from './column-plan.ts';
import {
  certain,
  type FormatDefinition,
  type Mapped,
  type MapperContext,
  type MapperFault,
  type PlannedMapper,
} from './format.ts';
import { commitColumns, mapCommit, mapTag, tagColumns } from './map-git.ts';
import { parseZone } from './zone.ts';

const stemOf = (name: string): string => name.replace(/\.[A-Za-z0-9]{1,8}$/, '');

function gitFormat(
  wanted: readonly string[],
  needed: readonly string[],
  read: (cells: Cells) => Mapped,
  more: Pick<FormatDefinition, 'brings' | 'aliases' | 'complete'> & { readonly mapVersion?: number },
): FormatDefinition {
  return {
    mapVersion: 1,
    recognise: ({ shape, columns }) =>
      shape !== 'raw' && needed.every((name) => columns.includes(name))
        ? { fit: certain, why: `the columns ${needed.join(' and ')} are those of git` }
        : null,
    createMapper: (context) => createGitMapper(wanted, needed, read, context),
    ...more,
  };
}

function createGitMapper(
  wanted: readonly string[],
  needed: readonly string[],
  read: (cells: Cells) => Mapped,
  { mapping, now, header, columns: found }: MapperContext,
): Result<PlannedMapper, MapperFault> {
  const zone = mapping.zone === undefined ? ok(null) : parseZone(mapping.zone);
  if (!zone.ok) return zone;
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
  const cells = createCells(plan, header, zone.value, now);
  return ok({
    plan,
    map: (record) => {
      cells.start(record);
      return read(cells);
    },
  });
}

export const gitFormats = {
  'git-commits': gitFormat(commitColumns, ['sha', 'committed_at'], mapCommit, {
    mapVersion: 2,
    brings: ['change'],
    aliases: ['commits'],
    complete: (name, _columns, mapping) => ({
      ...mapping,
      constants: {
        repository: givenValues(mapping)['service'] ?? stemOf(name).replace(/[-_.](commits|log)$/i, ''),
        ...mapping.constants,
      },
    }),
  }),
  'git-tags': gitFormat(tagColumns, ['tag', 'tagged_at'], mapTag, {
    brings: ['release'],
    aliases: ['tags'],
    complete: (name, _columns, mapping) =>
      givenValues(mapping)['service'] === undefined
        ? {
            ...mapping,
            constants: {
              service: toServiceId(stemOf(name).replace(/[-_.](tags|releases)$/i, '')),
              ...mapping.constants,
            },
          }
        : mapping,
  }),
} as const;
