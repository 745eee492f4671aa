import type { Row, RowKind } from '../../shared/domain/release/rows.ts';
import { rowLabel } from '../../shared/projections/row-label.ts';
import { useRow } from '../store/row-hooks.ts';

/** A row of release data as a list names it; its id while it is read, and where it is not known here. */
export function RowName({ kind, id }: { readonly kind: RowKind; readonly id: string }) {
  const row = useRow(kind, id);
  return <span dir="auto">{row === undefined || row === null ? id : nameOf(row)}</span>;
}

function nameOf(row: Row): string {
  switch (row.kind) {
    case 'release':
    case 'merge':
    case 'sighting':
    case 'component':
    case 'slo':
    case 'series':
      return row.id;
    default:
      return rowLabel(row);
  }
}
