import { rowTime, type Row, type RowKind, type RowOf } from '../../shared/domain/release/rows.ts';
import type { RowColumns } from '../../shared/formats/row-chunk.ts';

type Part<K extends RowKind, M extends keyof RowOf<K>> = Pick<RowOf<K>, 'kind' | 'id' | M>;

/** What a release is told from: a row, or of one that is sealed those of its members alone that its release needs. */
export type ToldRow =
  | Row
  | Part<'release', 'service' | 'version' | 'at'>
  | Part<'deployment', 'service' | 'version' | 'environment' | 'startedAt' | 'finishedAt' | 'result'>
  | Part<'runtime', 'service' | 'version' | 'environment' | 'firstSeenAt' | 'completeAt'>
  | Part<'incident', 'service' | 'release' | 'detectedAt'>;

const membersOf: { readonly [kind in RowKind]?: readonly string[] } = {
  release: ['id', 'service', 'version', 'at'],
  deployment: ['id', 'service', 'version', 'environment', 'startedAt', 'finishedAt', 'result'],
  runtime: ['id', 'service', 'version', 'environment', 'firstSeenAt', 'completeAt'],
  incident: ['id', 'service', 'release', 'detectedAt'],
};

/** Row `i` of a chunk as its release is told from it. Thousands of whole rows would be held at a time. */
export function toldRow(columns: RowColumns, i: number): ToldRow {
  const members = membersOf[columns.kind];
  return members === undefined ? columns.row(i) : (columns.members(i, members) as ToldRow);
}

/** The row's time as rowTime says it, epoch ms. */
export function toldTime(row: ToldRow): number {
  if (row.kind === 'release') return row.at;
  if (row.kind === 'deployment') return row.startedAt;
  if (row.kind === 'runtime') return row.firstSeenAt;
  return row.kind === 'incident' ? row.detectedAt : rowTime(row);
}
