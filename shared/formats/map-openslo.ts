import type { RowOf } from '../domain/release/rows.ts';
import { err, ok, type Result } from '../lib/result.ts';
import type { Body } from './body-format.ts';
import { clip, readNumber, shown, toServiceId } from './cells.ts';
import { notUsed, quarantined, type Mapped, type RecordFault } from './format.ts';
import { isRecordValue } from './json-reader.ts';
import { rowId } from './map-generic.ts';
import { memberAt, textAt, type EntityContext } from './read-entity.ts';

type SloRow = RowOf<'slo'>;
type MappedRow = Extract<Mapped, { kind: 'row' | 'quarantined' }>;

const methods: ReadonlyMap<string, SloRow['method']> = new Map([
  ['occurrences', 'occurrences'],
  ['timeslices', 'timeslices'],
  ['ratiotimeslices', 'ratio-timeslices'],
]);

/** Minutes of a unit of OpenSLO's durations: `m` is a minute and `M` a month. Months, quarters and years are rounded. */
const minutesOf: ReadonlyMap<string, number> = new Map([
  ['m', 1],
  ['h', 60],
  ['d', 1440],
  ['w', 7 * 1440],
  ['M', 30 * 1440],
  ['Q', 91 * 1440],
  ['Y', 365 * 1440],
]);

/**
 * Maps one document of OpenSLO v1 (github.com/OpenSLO/OpenSLO): each objective of an SLO is a row of its own, since each
 * has its own target. Documents of other kinds are passed over; an indicator that is kept apart is told by its name.
 */
export function mapOpenSlo(entity: Body, { service: given }: EntityContext): Mapped {
  const version = textAt(entity, 'apiVersion') ?? '';
  if (version !== 'openslo/v1')
    return quarantined('unknown-value', 'apiVersion', `${shown(version)} is not read here; write it as openslo/v1`);
  const kind = textAt(entity, 'kind') ?? '';
  if (kind !== 'SLO') return notUsed(`a document of the kind ${kind.slice(0, 40)}`);
  const name = textAt(entity, 'metadata', 'name');
  if (name === null) return quarantined('missing-value', 'metadata.name', 'the objective has no name');
  const service = toServiceId(given.always ?? textAt(entity, 'spec', 'service') ?? given.otherwise ?? '');
  if (service === '') return quarantined('missing-value', 'spec.service', 'the objective names no service');
  const windowDays = readWindow(entity);
  if (!windowDays.ok) return { kind: 'quarantined', fault: windowDays.error };
  const written = textAt(entity, 'spec', 'budgetingMethod') ?? 'Occurrences';
  const method = methods.get(written.toLowerCase());
  if (method === undefined)
    return quarantined('unknown-value', 'spec.budgetingMethod', `${shown(written)} is no budgeting method known here`);
  const objectives = memberAt(entity, 'spec', 'objectives');
  if (!Array.isArray(objectives) || objectives.length === 0)
    return quarantined('missing-value', 'spec.objectives', 'the SLO has no objective');
  const title = textAt(entity, 'metadata', 'displayName') ?? name;
  const common = { service, indicator: indicatorOf(entity), windowDays: windowDays.value, method };
  const list: readonly unknown[] = objectives;
  return {
    kind: 'many',
    items: list
      .slice(0, 100)
      .map((each, index) => mapObjective(each, index, { ...common, name, title, of: list.length })),
  };
}

type Slo = Pick<SloRow, 'service' | 'indicator' | 'windowDays' | 'method'> & {
  readonly name: string;
  readonly title: string;
  readonly of: number;
};

function mapObjective(objective: unknown, index: number, slo: Slo): MappedRow {
  const path = `spec.objectives[${index}]`;
  if (!isRecordValue(objective)) return quarantined('wrong-type', path, 'an objective was expected here');
  const target = readTarget(objective);
  if (target === null)
    return quarantined('bad-number', `${path}.target`, 'its target is no share: 0 to 1, or targetPercent 0 to 100');
  const { service, indicator, windowDays, method, name, title } = slo;
  const label = textAt(objective, 'displayName');
  const shownName = slo.of > 1 ? `${title}: ${label ?? `objective ${index + 1}`}` : title;
  const row: SloRow = {
    kind: 'slo',
    id: rowId('openslo', 'slo', service, `${name}/${label ?? index}`),
    revision: 0,
    service,
    name: clip(shownName, 500) ?? name,
    indicator: boundOf(indicator, objective),
    target,
    windowDays,
    method,
  };
  return { kind: 'row', row };
}

function readTarget(objective: Body): number | null {
  const share = readNumber(objective['target']);
  const percent = readNumber(objective['targetPercent']);
  const target = share ?? (percent === null ? null : percent / 100);
  return target !== null && target >= 0 && target <= 1 ? target : null;
}

const signs: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['lte', '<='],
  ['gt', '>'],
  ['gte', '>='],
]);

/** What is counted, with the bound of this objective: `Latency of user searches < 500`. */
function boundOf(indicator: string, objective: Body): string {
  const value = readNumber(objective['value']);
  const sign = signs.get(textAt(objective, 'op') ?? '');
  return clip(value === null || sign === undefined ? indicator : `${indicator} ${sign} ${value}`, 500) ?? '';
}

function indicatorOf(entity: Body): string {
  const inline = ['spec', 'indicator', 'metadata'];
  return (
    textAt(entity, ...inline, 'displayName') ??
    textAt(entity, ...inline, 'name') ??
    textAt(entity, 'spec', 'indicatorRef') ??
    textAt(entity, 'spec', 'description') ??
    ''
  );
}

function readWindow(entity: Body): Result<number, RecordFault> {
  const path = 'spec.timeWindow[0].duration';
  const windows = memberAt(entity, 'spec', 'timeWindow');
  const first: unknown = Array.isArray(windows) ? windows[0] : undefined;
  const text = isRecordValue(first) ? textAt(first, 'duration') : null;
  if (text === null) return err({ code: 'missing-value', path, message: 'the SLO has no time window' });
  const match = /^(\d+(?:\.\d+)?)([mhdwMQY])$/.exec(text);
  const minutes = minutesOf.get(match?.[2] ?? '');
  if (minutes === undefined)
    return err({ code: 'wrong-type', path, message: `${shown(text)} is no duration such as 28d, 4w or 1M` });
  return ok((Number(match?.[1]) * minutes) / 1440);
}
