import type { Body, BodyContext } from './body-format.ts';
import { notUsed, type Mapped } from './format.ts';
import { rowId } from './map-generic.ts';
import { ownServiceIn, readBody, serviceIn } from './read-body.ts';
import type { ExposureRow, FlagRow } from './row-types.ts';

const hourMs = 3_600_000;

/** Events that say something of a flag, and what became of it. */
const states: { readonly [type: string]: FlagRow['state'] } = {
  'feature-created': 'created',
  'feature-archived': 'archived',
  'feature-deleted': 'archived',
  'feature-revived': 'changed',
  'feature-updated': 'changed',
  'feature-environment-enabled': 'on',
  'feature-environment-disabled': 'off',
  'feature-enabled': 'on',
  'feature-disabled': 'off',
  'feature-strategy-add': 'changed',
  'feature-strategy-update': 'changed',
  'feature-strategy-remove': 'changed',
  'feature-variants-updated': 'changed',
  'feature-environment-variants-updated': 'changed',
  'feature-stale-on': 'changed',
  'feature-stale-off': 'changed',
  'strategy-order-changed': 'changed',
  'segment-updated': 'changed',
};

export const isUnleashEvent = (body: Body): boolean =>
  typeof body['id'] === 'number' &&
  typeof body['type'] === 'string' &&
  typeof body['createdAt'] === 'string' &&
  'featureName' in body;

export const isUnleashMetric = (body: Body): boolean =>
  typeof body['featureName'] === 'string' && typeof body['appName'] === 'string' && 'yes' in body && 'no' in body;

/**
 * One event of Unleash; its id grows and never comes back. Its project is taken as the service where the mapping names
 * none; an event that names no environment is about all of them. Who did it is not taken over.
 */
export function mapUnleashEvent(body: Body, context: BodyContext): Mapped {
  const type = String(body['type']);
  const state = states[type];
  if (state === undefined || typeof body['featureName'] !== 'string')
    return notUsed(`an event ${type.slice(0, 60)} changes no flag`);
  const read = readBody(body, context.now);
  const id = read.needCount('id');
  const service = serviceIn(read, context, read.text('project'), 'project');
  const flag = read.needText('featureName');
  const at = read.needTime('createdAt');
  return read.rowOr(() => ({
    kind: 'flag',
    id: rowId('unleash', 'flag', context.host ?? 'unleash', String(id)),
    revision: id,
    service,
    flag,
    environment: read.text('environment', 80)?.toLowerCase() ?? 'all',
    at,
    state,
    variant: null,
  }));
}

/**
 * One hour of a flag in one application: how often it was off, each of its variants, and on without a variant, so that
 * the rows add up to what was counted. An hour in which nothing
 * asked for the flag is a row of zeros, which says that nothing was seen, not that nobody had it.
 */
export function mapUnleashMetric(body: Body, context: BodyContext): Mapped {
  const read = readBody(body, context.now);
  const service = ownServiceIn(read, context, read.text('appName'), 'appName');
  const flag = read.needText('featureName');
  const environment = read.text('environment', 80)?.toLowerCase() ?? 'production';
  const from = read.needTime('timestamp');
  const yes = read.needCount('yes');
  const no = read.needCount('no');
  const counts = new Map([['off', no]]);
  let named = 0;
  const variants = body['variants'];
  if (typeof variants === 'object' && variants !== null)
    for (const name of Object.keys(variants).filter((each) => each !== '' && each !== 'disabled')) {
      const count = readBody(variants as Body, context.now).count(name) ?? 0;
      counts.set(name === 'on' || name === 'off' ? `variant ${name}` : name.slice(0, 120), count);
      named += count;
    }
  if (yes > named || counts.size === 1) counts.set('on', Math.max(0, yes - named));
  const checked = read.rowOr(() => rowOf('on'));
  if (checked.kind === 'quarantined') return checked;
  return { kind: 'many', items: [...counts.keys()].map((variant) => ({ kind: 'row', row: rowOf(variant) })) };

  function rowOf(variant: string): ExposureRow {
    const natural = `${read.text('appName') ?? ''}/${flag}/${environment}/${from}/${variant}`;
    const exposures = counts.get(variant) ?? 0;
    return {
      kind: 'exposure',
      id: rowId('unleash', 'exposure', context.host ?? 'unleash', natural),
      // The counts of an hour only grow.
      revision: yes + no,
      service,
      flag,
      variant,
      environment,
      from,
      to: from + hourMs,
      exposures,
      errors: null,
      conversions: null,
    };
  }
}
