import type { RowOf } from '../domain/release/rows.ts';
import type { Cells } from './cells.ts';
import { invert } from './fields.ts';
import type { Mapped } from './format.ts';
import { rowId } from './map-generic.ts';

const stateNames = invert({
  on: 'on enabled enable true 1 yes active activated turnedon',
  off: 'off disabled disable false 0 no inactive deactivated turnedoff',
  changed: 'changed change updated update modified',
  created: 'created create added new',
  archived: 'archived archive deleted delete removed',
} as const);

/** One change of a flag: when, in which environment, to what. An empty environment is production. */
export function mapFlag(cells: Cells): Mapped {
  const service = cells.service('service');
  const flag = cells.requiredText('flag', 200);
  const environment = cells.text('environment', 80)?.toLowerCase() ?? 'production';
  const at = cells.requiredTime('at');
  const state = cells.oneOf('state', stateNames);
  if (state === null) cells.fail('missing-value', 'state', 'nothing says what became of the flag');
  const variant = cells.text('variant', 120);
  const instance = cells.text('instance', 80) ?? service;
  const natural = cells.text('id', 150) ?? `${flag}/${environment}/${at}`;
  const revision = cells.time('updatedAt') ?? 0;
  return cells.faultOr(() => {
    const row: RowOf<'flag'> = {
      kind: 'flag',
      id: rowId('file', 'flag', instance, natural),
      revision,
      service,
      flag,
      environment,
      at,
      state: state ?? 'changed',
      variant,
    };
    return { kind: 'row', row };
  });
}

/** How often a variant was shown between two times; `minutes` is the length where no end is given. */
export function mapExposure(cells: Cells): Mapped {
  const service = cells.service('service');
  const flag = cells.requiredText('flag', 200);
  const variant = cells.requiredText('variant', 120);
  const environment = cells.text('environment', 80)?.toLowerCase() ?? 'production';
  const from = cells.requiredTime('from');
  const end = cells.time('to');
  const minutes = cells.number('minutes');
  if (minutes !== null && minutes <= 0) cells.fail('bad-number', 'minutes', 'the stretch of time has no length');
  const to = end ?? (minutes === null ? null : from + Math.round(minutes * 60_000));
  if (to === null) cells.fail('missing-value', 'to', 'neither an end nor a length in minutes is given');
  cells.inOrder(from, to, 'to', 'the stretch of time ends before it begins');
  const exposures = countOf(cells, 'exposures', null);
  if (exposures === null) cells.fail('missing-value', 'exposures', 'nothing says how often it was shown');
  const errors = countOf(cells, 'errors', exposures);
  const conversions = countOf(cells, 'conversions', exposures);
  const instance = cells.text('instance', 80) ?? service;
  const revision = cells.time('updatedAt') ?? 0;
  return cells.faultOr(() => {
    const row: RowOf<'exposure'> = {
      kind: 'exposure',
      id: rowId('file', 'exposure', instance, `${flag}/${variant}/${environment}/${from}`),
      revision,
      service,
      flag,
      variant,
      environment,
      from,
      to: to ?? from,
      exposures: exposures ?? 0,
      errors,
      conversions,
    };
    return { kind: 'row', row };
  });
}

/** A whole number from 0 that is not more than `all`, since shares are made of it. */
function countOf(cells: Cells, field: string, all: number | null): number | null {
  const count = cells.number(field);
  if (count === null) return null;
  if (count < 0 || !Number.isSafeInteger(count)) cells.fail('bad-number', field, `${field} is a whole number from 0`);
  else if (all !== null && count > all) cells.fail('bad-number', field, `more ${field} than exposures`);
  return count;
}
