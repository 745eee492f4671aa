import type { ColumnMapping } from '../domain/release/column-mapping.ts';
import type { SeriesId, ServiceId } from '../domain/ids.ts';
import { toServiceId } from './cells.ts';
import { givenValues } from './column-plan.ts';
import { betterNames, normalName } from './fields.ts';
import { hashText } from './hash-text.ts';
import { rowId } from './map-generic.ts';
import type { SeriesRow } from './row-types.ts';

/** A series' labels by name, without `__name__`; an empty value is no label. */
export type Labels = { readonly [name: string]: string };

/** What a series' labels say. `rest` are the labels that name neither the service nor the environment. */
export type LabelReading = {
  readonly service: ServiceId;
  readonly environment: string;
  readonly instance: string | null;
  readonly rest: Labels;
};

/** Labels that say what, the closest first; a mapping's `columns` names another one. */
const usualLabels = {
  service: ['service', 'service_name', 'app', 'application', 'app_kubernetes_io_name', 'job', 'service.name'],
  environment: [
    'environment',
    'env',
    'deployment_environment_name',
    'deployment_environment',
    'stage',
    'deployment.environment.name',
    'deployment.environment',
  ],
  instance: ['instance', 'pod', 'pod_name', 'host', 'hostname', 'service.instance.id', 'k8s.pod.name', 'host.name'],
} as const;

const environmentOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .slice(0, 25);

/**
 * Reads whose series it is from its labels: the mapping's constant, else the label its `columns` name, else the label that
 * is usual for it, else the mapping's default, else `unassigned` and `production`.
 */
export function createLabelReader(mapping: ColumnMapping): (labels: Labels) => LabelReading {
  const pick = (what: keyof typeof usualLabels, labels: Labels): string | undefined => {
    const named = mapping.columns[what];
    if (named !== undefined) return labels[named] === undefined ? undefined : named;
    return usualLabels[what].find((name) => labels[name] !== undefined);
  };
  return (labels) => {
    const used = new Set<string>();
    const read = (what: 'service' | 'environment', otherwise: string): string => {
      const always = mapping.constants[what];
      if (always !== undefined) return always;
      const label = pick(what, labels);
      if (label !== undefined) used.add(label);
      return (label === undefined ? undefined : labels[label]) ?? mapping.defaults?.[what] ?? otherwise;
    };
    const service = toServiceId(read('service', 'unassigned')) || toServiceId('unassigned');
    const environment = environmentOf(read('environment', 'production')) || 'production';
    const instance = pick('instance', labels);
    const rest = Object.fromEntries(Object.entries(labels).filter(([name]) => !used.has(name)));
    return { service, environment, instance: instance === undefined ? null : (labels[instance] ?? null), rest };
  };
}

const maxName = 90;
const hashDigits = 12;

/**
 * A metric's name with its labels in one short form, `http_requests_total{code=500,path=/pay}`: labels by name, quoted
 * only where a value would blur them. One that is over 90 characters or not plain ASCII is cut and ends in `~` and twelve
 * digits of its hash, so that two series never share a name.
 */
export function canonicalMetric(name: string, labels: Labels): string {
  const pairs = Object.entries(labels)
    .filter(([, value]) => value !== '')
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([label, value]) => `${quoted(label)}=${quoted(value)}`);
  const full = pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
  const plain = full.replace(/[^\x21-\x7E]+/g, '_');
  if (plain === full && full.length <= maxName) return full;
  return `${plain.slice(0, maxName - hashDigits - 1)}~${hashText(full, hashDigits)}`;
}

const quoted = (text: string): string => (/[",={}\s~]/.test(text) ? JSON.stringify(text) : text);

const units = new Set(
  'seconds milliseconds microseconds nanoseconds bytes ratio percent celsius meters volts amperes joules grams'.split(
    ' ',
  ),
);

/** The unit that a Prometheus name ends in, as its naming rules have it: `_seconds`, `_bytes_total`. Empty for a count. */
export function unitOfName(name: string): string {
  const base = name.replace(/_(total|sum)$/, '');
  const last = base.slice(base.lastIndexOf('_') + 1);
  return units.has(last) ? last : '';
}

/** The series row of a reading; a mapping's constants `unit` and `better` say what names do not. */
export function seriesOf(reading: LabelReading, name: string, unit: string, mapping: ColumnMapping): SeriesRow {
  const given = givenValues(mapping);
  const { service, environment, rest } = reading;
  const metric = canonicalMetric(name, rest);
  const series = `${service}/${metric}/${environment}` as SeriesId;
  return {
    kind: 'series',
    id: rowId('file', 'series', service, series),
    revision: 0,
    series,
    service,
    metric,
    environment,
    unit: (given['unit'] ?? unit).slice(0, 40),
    better: betterNames.get(normalName(given['better'] ?? '')) ?? 'neither',
  };
}
