import type { RowOf } from '../domain/release/rows.ts';
import { clip, toServiceId, type Cells } from './cells.ts';
import { invert } from './fields.ts';
import type { Mapped } from './format.ts';
import { rowId } from './map-generic.ts';
import { scrubText } from './scrub.ts';

export const tierNames = invert({
  critical: 'critical tier0 tier1 0 1 p0 p1 high gold missioncritical',
  standard: 'standard tier2 2 p2 normal medium silver',
  low: 'low tier3 tier4 3 4 p3 p4 bronze experimental internal',
} as const);

/** A service of a catalogue kept as a table. A list in `dependsOn` is parted by `,`, `;` or `|`. */
export function mapService(cells: Cells): Mapped {
  const service = cells.service('service');
  const name = cells.text('service', 200) ?? service;
  const title = cells.text('title', 500) ?? name;
  const owner = ownerOf(cells.text('owner', 200));
  const tier = cells.oneOf('tier', tierNames);
  const system = cells.text('system', 200);
  const dependsOn = dependenciesOf(cells.list('dependsOn', 200), service);
  const instance = cells.text('instance', 80) ?? 'carried';
  const revision = cells.time('updatedAt') ?? 0;
  return cells.faultOr(() => {
    const row: RowOf<'component'> = {
      kind: 'component',
      id: rowId('file', 'component', instance, service),
      revision,
      service,
      title,
      owner,
      tier,
      system,
      dependsOn,
    };
    return { kind: 'row', row };
  });
}

/** An owner is a team; an address of somebody is not kept. */
export const ownerOf = (text: string | null): string => clip(scrubText(text ?? '').text, 200) ?? '';

/** Each service once and never itself, at most as many as a row holds. */
export const dependenciesOf = (names: readonly string[], service: string): RowOf<'component'>['dependsOn'] =>
  [...new Set(names.map(toServiceId))].filter((id) => id !== '' && id !== service).slice(0, 200);
