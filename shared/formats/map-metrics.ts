import type { SeriesId } from '../domain/ids.ts';
import { readNumber, shown, toServiceId } from './cells.ts';
import { valueAt, type ColumnPlan } from './column-plan.ts';
import { betterNames, normalName } from './fields.ts';
import { quarantined, type Mapped, type Mapper, type SourceRecord } from './format.ts';
import { rowId } from './map-generic.ts';
import type { SeriesRow } from './row-types.ts';
import { checkRange, readInstants } from './time.ts';
import type { Zone } from './zone.ts';

/**
 * Maps metric samples, `timestamp,value` with optional columns for metric, service, environment and unit. In the hour
 * that a zone repeats, a series that goes on in order tells which of the two instants is meant. Written without a
 * closure per cell, since these files have millions of rows.
 */
export function createMetricsMapper(
  plan: ColumnPlan,
  header: readonly string[] | null,
  zone: Zone | null,
  now: number,
): Mapper {
  const reader = (field: string): ((record: SourceRecord) => unknown) => {
    const column = plan.columns[field];
    const constant = plan.constants[field];
    if (column === undefined) return () => constant;
    const index = header?.indexOf(column) ?? -1;
    return (record) => {
      const value = record.kind === 'cells' ? record.cells[index] : valueAt(record.value, column);
      return value === undefined || value === null || value === '' ? constant : value;
    };
  };
  const readTimeCell = reader('time');
  const readValue = reader('value');
  const seriesOf = createSeriesReader(reader);
  const lastTimes = new Map<SeriesRow, number>();
  const timePath = plan.columns['time'] ?? 'time';
  const valuePath = plan.columns['value'] ?? 'value';

  const map = (record: SourceRecord): Mapped => {
    if (record.kind === 'cells' && header !== null && record.cells.length !== header.length)
      return quarantined('wrong-columns', '', `the row has ${record.cells.length} cells, the header ${header.length}`);
    const timeCell = readTimeCell(record);
    if (timeCell === undefined || timeCell === null || timeCell === '')
      return quarantined('missing-value', timePath, `${timePath} is empty`);
    if (typeof timeCell !== 'string' && typeof timeCell !== 'number')
      return quarantined('wrong-type', timePath, 'a time was expected here');
    const instants = readInstants(timeCell, zone);
    if (!instants.ok) return quarantined(instants.error.code, timePath, instants.error.message);
    const valueCell = readValue(record);
    if (valueCell === undefined || valueCell === null || valueCell === '')
      return quarantined('missing-value', valuePath, `${valuePath} is empty`);
    const value = readNumber(valueCell);
    if (value === null) return quarantined('bad-number', valuePath, `${valuePath} is not a finite number`);
    const series = seriesOf(record);
    if (typeof series === 'string') return quarantined('bad-series', 'metric', series);
    const last = lastTimes.get(series) ?? -Infinity;
    const [first = NaN, second] = instants.value;
    const time = checkRange(second !== undefined && first <= last ? second : first, now);
    if (!time.ok) return quarantined(time.error.code, timePath, time.error.message);
    if (time.value > last) lastTimes.set(series, time.value);
    return { kind: 'sample', series, time: time.value, value };
  };
  return { map };
}

/** Makes each record's series row, one object per series; a text instead says what was wrong. */
function createSeriesReader(
  reader: (field: string) => (record: SourceRecord) => unknown,
): (record: SourceRecord) => SeriesRow | string {
  const fields = ['service', 'metric', 'environment', 'unit', 'better'].map(reader);
  const known = new Map<string, SeriesRow | string>();
  let lastParts: readonly unknown[] = [];
  let last: SeriesRow | string | undefined;
  return (record) => {
    const parts = fields.map((read) => read(record));
    if (last !== undefined && parts.every((part, index) => part === lastParts[index])) return last;
    const texts = parts.map((part) =>
      typeof part === 'string' || typeof part === 'number' ? String(part).trim() : '',
    );
    const key = texts.join('\n');
    const series = known.get(key) ?? toSeries(texts);
    known.set(key, series);
    lastParts = parts;
    last = series;
    return series;
  };
}

function toSeries([service = '', metric = '', environment = '', unit = '', better = '']: readonly string[]):
  SeriesRow | string {
  const owner = toServiceId(service);
  const name = metric.replace(/[^\x21-\x7E]+/g, '_').slice(0, 90);
  if (owner === '') return 'the series names no service';
  if (name === '') return 'the series has no name';
  const place = (environment || 'production')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .slice(0, 25);
  const direction = better === '' ? 'neither' : betterNames.get(normalName(better));
  if (direction === undefined) return `${shown(better)} is not lower, higher or neither`;
  const series = `${owner}/${name}/${place}` as SeriesId;
  return {
    kind: 'series',
    id: rowId('file', 'series', owner, series),
    revision: 0,
    series,
    service: owner,
    metric: name,
    environment: place,
    unit: unit.slice(0, 40),
    better: direction,
  };
}
