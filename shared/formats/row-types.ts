import type { RowOf } from '../domain/release/rows.ts';

export type BuildRow = RowOf<'build'>;
export type ChangeRow = RowOf<'change'>;
export type DeploymentRow = RowOf<'deployment'>;
export type ExposureRow = RowOf<'exposure'>;
export type FlagRow = RowOf<'flag'>;
export type IncidentRow = RowOf<'incident'>;
export type ReleaseRow = RowOf<'release'>;
export type RuntimeRow = RowOf<'runtime'>;
export type SeriesRow = RowOf<'series'>;
