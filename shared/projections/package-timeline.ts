import type { Row, RowOf } from '../domain/release/rows.ts';
import type { Moment } from '../domain/review/package-parts.ts';

/** A package's timeline holds at most so many moments; the nearest to go-live stay. */
const mostMoments = 400;

/** Rows of a release's hours that become moments. */
export type TimelineRows = {
  readonly deployments: readonly RowOf<'deployment'>[];
  readonly runtime: readonly RowOf<'runtime'>[];
  readonly incidents: readonly RowOf<'incident'>[];
  readonly flags: readonly RowOf<'flag'>[];
  readonly postmortems: readonly RowOf<'postmortem'>[];
};

/** Deployments, what the runtime showed, flags, alerts and incidents as one line of moments between `from` and `to` (epoch ms). */
export function readTimeline(
  rows: TimelineRows,
  window: { readonly from: number; readonly to: number },
  liveAt: number,
): readonly Moment[] {
  const moments = [
    ...rows.deployments.flatMap(deploymentMoments),
    ...rows.runtime.flatMap(runtimeMoments),
    ...rows.flags.map(flagMoment),
    ...rows.incidents.flatMap(incidentMoments),
    ...rows.postmortems.flatMap(stepMoments),
  ].filter(({ at }) => at >= window.from && at <= window.to);
  return moments
    .toSorted((a, b) => Math.abs(a.at - liveAt) - Math.abs(b.at - liveAt))
    .slice(0, mostMoments)
    .toSorted((a, b) => a.at - b.at || (a.row < b.row ? -1 : 1));
}

const moment = (row: Row, at: number | null, text: string): readonly Moment[] =>
  at === null ? [] : [{ at, kind: row.kind, row: row.id, text }];

function deploymentMoments(row: RowOf<'deployment'>): readonly Moment[] {
  const where = row.environment === 'production' ? '' : ` to ${row.environment}`;
  const words = { success: 'CI', failure: 'failed', 'rolled-back': 'CI, rolled back later', running: 'began' } as const;
  return moment(row, row.finishedAt ?? row.startedAt, `${row.version} ${words[row.result]}${where}`);
}

function runtimeMoments(row: RowOf<'runtime'>): readonly Moment[] {
  const first = moment(row, row.firstSeenAt, `${row.version} first instance`);
  return row.completeAt === row.firstSeenAt
    ? first
    : [...first, ...moment(row, row.completeAt, `${row.version} last instance`)];
}

const flagMoment = (row: RowOf<'flag'>): Moment => ({
  at: row.at,
  kind: row.kind,
  row: row.id,
  text: `flag ${row.flag} ${row.state}${row.variant === null ? '' : ` (${row.variant})`}`,
});

const incidentMoments = (row: RowOf<'incident'>): readonly Moment[] => [
  ...(row.impactStartedAt === row.detectedAt ? [] : moment(row, row.impactStartedAt, 'impact begins')),
  ...moment(row, row.detectedAt, `alert: ${row.title}`),
  ...moment(row, row.acceptedAt, 'accepted'),
  ...moment(row, row.resolvedAt, 'resolved'),
];

const stepMoments = (row: RowOf<'postmortem'>): readonly Moment[] =>
  row.steps.flatMap(({ at, what }) => moment(row, at, what));
