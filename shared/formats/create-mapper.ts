import type { ColumnMapping } from '../domain/release/column-mapping.ts';
import type { Result } from '../lib/result.ts';
import { parseZone } from './zone.ts';
import type { MapperFault, PlannedMapper } from './format.ts';
import { formats, type FormatId } from './formats.ts';

/** Makes the mapper of one file; see {@link MapperContext} for what it is made from. */
export function createMapper(
  format: FormatId,
  mapping: ColumnMapping,
  now: number,
  header: readonly string[] | null,
  columns: readonly string[],
  file: { readonly name: string; readonly sha256: string; readonly size: number } = {
    name: '',
    sha256: '0'.repeat(64),
    size: 0,
  },
): Result<PlannedMapper, MapperFault> {
  if (mapping.zone !== undefined) {
    const zone = parseZone(mapping.zone);
    if (!zone.ok) return zone;
  }
  return formats[format].createMapper({ ...file, mapping, now, header, columns });
}
