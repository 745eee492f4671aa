import type { ColumnMapping } from '../domain/release/column-mapping.ts';
import type { RowOf } from '../domain/release/rows.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { clip, toServiceId } from './cells.ts';
import { givenValues } from './column-plan.ts';
import {
  quarantined,
  type FormatDefinition,
  type Mapped,
  type MapperContext,
  type MapperFault,
  type PlannedMapper,
} from './format.ts';
import { rowId } from './map-generic.ts';
import { isTextValue } from './read-entity.ts';
import { readSettings, settingsFormat } from './read-settings.ts';
import { readTime } from './time.ts';
import { parseZone, type Zone } from './zone.ts';

/** Names of files that are a configuration whatever is in them. */
const ofSnapshots = /\.properties$|[._-]snapshot\.[a-z]+$/i;

/** `2026-03-16`, `2026-03-16T1000Z`, `2026-03-16_10-00-00+0100`: a time as files are named by it. */
const timeInName = /(\d{4}-\d{2}-\d{2})(?:[T_ ](\d{2})[-.]?(\d{2})(?:[-.]?(\d{2}))?(Z|[+-]\d{4})?)?/;

/** What a configuration was at one time: any file, taken whole. Its bytes stay in the raw copy, and only there. */
export const snapshotFormat: FormatDefinition = {
  mapVersion: 2,
  brings: ['snapshot'],
  aliases: ['snapshot', 'configuration', 'config'],
  cut: (name, _text, isNamed) => (isNamed || ofSnapshots.test(name) ? 'document' : null),
  recognise: ({ name, shape }) =>
    shape === 'document' && ofSnapshots.test(name) ? { fit: 1, why: 'its name is that of a configuration' } : null,
  complete: completeFromName,
  createMapper: createSnapshotMapper,
};

/** `checkout@staging@2026-03-16T1000Z.yaml` says service, environment and time; other names may say the time. */
function completeFromName(name: string, _columns: readonly string[], mapping: ColumnMapping): ColumnMapping {
  const stem = name.replace(/\.[A-Za-z]{1,10}$/, '');
  const parts = stem.split('@');
  const [service, environment] = parts.length === 3 ? parts : [];
  const [written, day, hour, minute, second = '00', zone = ''] = timeInName.exec(stem) ?? [];
  const clock = hour === undefined ? '00:00:00' : `${hour}:${minute}:${second}${zone}`;
  const titled = service ?? stem.replace(written ?? '', '').replace(/[\s@._-]+$|^[\s@._-]+/g, '');
  return {
    ...mapping,
    constants: {
      name: titled === '' ? stem : titled,
      ...(service !== undefined && { service }),
      ...(environment !== undefined && { environment }),
      ...(day !== undefined && { at: `${day}T${clock}` }),
      ...mapping.constants,
    },
  };
}

function createSnapshotMapper(context: MapperContext): Result<PlannedMapper, MapperFault> {
  const given = givenValues(context.mapping);
  const zone = context.mapping.zone === undefined ? ok(null) : parseZone(context.mapping.zone);
  if (!zone.ok) return zone;
  const missing = ['service', 'at'].filter((field) => given[field] === undefined);
  if (missing.length > 0)
    return err({
      code: 'missing-columns',
      message: `Nothing says the ${missing.map((field) => (field === 'at' ? 'time (at)' : field)).join(' and the ')} of this configuration. Give it as a constant in a mapping, or name the file like checkout@production@2026-03-16T1000Z.yaml.`,
      missing,
      found: [],
    });
  return ok({
    plan: { columns: {}, constants: given, unknown: [] },
    map: (record) =>
      record.kind === 'value' && isTextValue(record.value)
        ? mapSnapshot(record.value.text, given, zone.value, context)
        : quarantined('wrong-type', '', 'a configuration is read as a whole, not as rows'),
  });
}

function mapSnapshot(
  text: string,
  given: { readonly [field: string]: string },
  zone: Zone | null,
  { name: file, sha256, now }: MapperContext,
): Mapped {
  const service = toServiceId(given['service'] ?? '');
  if (service === '') return quarantined('missing-value', 'service', 'the configuration names no service');
  const at = readTime(given['at'] ?? '', zone, now);
  if (!at.ok) return quarantined(at.error.code, 'at', at.error.message);
  const format = settingsFormat(file, text);
  const settings = readSettings(text, format);
  if (!settings.ok) return { kind: 'quarantined', fault: settings.error };
  const environment = (clip(given['environment'] ?? '', 80) ?? 'production').toLowerCase();
  const name = clip(given['name'] ?? file, 200) ?? 'configuration';
  const row: RowOf<'snapshot'> = {
    kind: 'snapshot',
    id: rowId('file', 'snapshot', service, `${environment}/${name}/${at.value}`),
    revision: 0,
    service,
    environment,
    name,
    at: at.value,
    format,
    sha256,
    keys: settings.value.size,
  };
  return { kind: 'row', row };
}
