import type { PullState } from '../domain/release/pulled-batch.ts';
import type { RowKind, RowOf } from '../domain/release/rows.ts';
import type { Origin } from '../domain/review/package-parts.ts';

/** Samples of one series: times in ms since 1970 UTC, values in the series' unit. */
export type Samples = { readonly times: Float64Array; readonly values: Float64Array };

/** The release data a package is read from: the newest revision of each row, in any order. */
export interface ReleaseData {
  /** Rows of one service, or of one repository for changes and merges. */
  rows<K extends RowKind>(kind: K, owner: string): Promise<readonly RowOf<K>[]>;
  /** Rows with from <= time < to (rowTime, in ms since 1970 UTC), of anybody unless an owner is named. */
  within<K extends RowKind>(kind: K, from: number, to: number, owner?: string): Promise<readonly RowOf<K>[]>;
  /** Samples with from <= time < to. */
  samples(series: string, from: number, to: number): Promise<Samples>;
  /** What could not be taken in, of any service. */
  quarantine(): { readonly files: number; readonly rows: number };
  /** How far each source of a connector is read. */
  pulls(): readonly PullState[];
  originOf(kind: RowKind, id: string): Promise<Origin | undefined>;
  originsOfSamples(series: string, from: number, to: number): Promise<readonly Origin[]>;
  head(): { readonly seq: number; readonly hash: string };
}
