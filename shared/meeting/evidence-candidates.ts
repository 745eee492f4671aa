import type { Locator } from '../domain/claim/claim.ts';
import type { RowOf } from '../domain/release/rows.ts';
import type { Exhibit } from '../domain/review/package-parts.ts';
import type { ReviewPackage } from '../domain/review/package.ts';
import { timeInZone } from './said-time.ts';

/** Something the package offers as evidence, in the words of its list. */
export type Candidate = {
  readonly key: string;
  readonly group:
    | 'Metrics'
    | 'Deployments'
    | 'Runtime'
    | 'Incidents'
    | 'Builds'
    | 'Flags'
    | 'What users met'
    | 'Predictions'
    | 'Tickets'
    | 'Logs'
    | 'Post-mortems'
    | 'Configuration'
    | 'Commits'
    | 'Facts'
    | 'Timeline'
    | 'Notes'
    | 'Transcripts';
  readonly title: string;
  readonly detail: string;
  readonly locator: Exclude<Locator, { type: 'testimony' }>;
  /** When what it shows happened, epoch ms; null where it has no time. */
  readonly at: number | null;
  /** What else it can be found by: the settings that changed. */
  readonly words?: string;
};

/** What the rows that a package names look like; rows the page does not have are left out. */
export type PackageRows = {
  readonly series: readonly RowOf<'series'>[];
  readonly deployments: readonly RowOf<'deployment'>[];
  readonly runtime: readonly RowOf<'runtime'>[];
  readonly incidents: readonly RowOf<'incident'>[];
  readonly builds: readonly RowOf<'build'>[];
};

const minute = 60_000;

/**
 * Everything that can be attached from a package, what deviates most first. A metric is offered with an hour round the
 * moment the fact speaks of, else with the package's own window; `at` is epoch ms.
 */
export function evidenceCandidates(
  content: ReviewPackage,
  rows: PackageRows,
  zone: string,
  at: number | null,
): readonly Candidate[] {
  const time = (epoch: number | null): string => (epoch === null ? 'not finished' : timeInZone(epoch, zone));
  const named = new Set<string>([...content.deployments, ...content.runtime, ...content.incidents, ...content.builds]);
  const inPackage = (row: { readonly id: string }): boolean => named.has(row.id);
  const round = (epoch: number): number => Math.floor(epoch / (5 * minute)) * 5 * minute;
  const windowOf = (from: number, to: number) =>
    at === null ? { from, to } : { from: round(at) - 20 * minute, to: round(at) + 40 * minute };
  const deviating = new Set<string>([...content.deviations, ...(content.appendix ?? [])].map((each) => each.series));
  const metric = (
    series: RowOf<'series'>['series'],
    title: string,
    detail: string,
    from: number,
    to: number,
    deviates = true,
  ): Candidate => ({
    key: series,
    group: 'Metrics',
    title,
    detail,
    locator: { type: 'metric-window', series, ...windowOf(from, to) },
    // What deviates does so all along its window; one that does not is near nothing.
    at: deviates ? Math.min(Math.max(at ?? from, from), to) : null,
  });
  return [
    ...byDeviation(content).map((each) => metric(each.series, each.metric, each.note, each.from, each.to)),
    ...(content.appendix ?? []).map((each) => metric(each.series, each.metric, each.note, each.from, each.to)),
    ...rows.series.flatMap((row) =>
      deviating.has(row.series)
        ? []
        : [metric(row.series, row.metric, row.environment, content.window.from, content.window.to, false)],
    ),
    ...rows.deployments.filter(inPackage).map((row): Candidate => ({
      key: row.id,
      group: 'Deployments',
      title: `${row.service} ${row.version} to ${row.environment}`,
      detail: `${time(row.startedAt)} to ${time(row.finishedAt)}, ${row.result}`,
      locator: { type: 'deployment', id: row.id },
      at: row.startedAt,
    })),
    ...rows.runtime.filter(inPackage).map((row): Candidate => ({
      key: row.id,
      group: 'Runtime',
      title: `${row.version} seen in ${row.environment}`,
      detail: `${row.instances} ${row.instances === 1 ? 'instance' : 'instances'}, ${time(row.firstSeenAt)} to ${time(row.completeAt)}`,
      locator: { type: 'runtime', id: row.id },
      at: row.firstSeenAt,
    })),
    ...rows.incidents.filter(inPackage).map((row): Candidate => ({
      key: row.id,
      group: 'Incidents',
      title: row.title,
      detail: `${row.severity}, detected ${time(row.detectedAt)}, accepted ${row.acceptedAt === null ? 'by nobody yet' : time(row.acceptedAt)}`,
      locator: { type: 'incident', id: row.id },
      at: row.detectedAt,
    })),
    ...rows.builds.filter(inPackage).map((row): Candidate => ({
      key: row.id,
      group: 'Builds',
      title: `${row.name} #${row.number}`,
      detail: `${time(row.startedAt)}, ${row.result ?? 'running'}`,
      locator: { type: 'build', id: row.id },
      at: row.startedAt,
    })),
    ...told(content, time),
  ];
}

export const exhibitGroups: { readonly [K in Exhibit['kind']]: Candidate['group'] } = {
  flag: 'Flags',
  exposure: 'What users met',
  prediction: 'Predictions',
  ticket: 'Tickets',
  log: 'Logs',
  postmortem: 'Post-mortems',
  snapshot: 'Configuration',
  change: 'Commits',
};

/** Rows that the package tells of in its own words. */
const told = (content: ReviewPackage, time: (epoch: number) => string): readonly Candidate[] =>
  (content.exhibits ?? []).map(({ kind, row, text, at }) => ({
    key: row,
    group: exhibitGroups[kind],
    title: text,
    detail: time(at),
    locator: { type: kind, id: row },
    at,
  }));

/** KPIs of a package, what deviates most first; those without a baseline last. */
export const byDeviation = (content: ReviewPackage): ReviewPackage['deviations'] =>
  content.deviations.toSorted((a, b) => Math.abs(b.robustZ ?? 0) - Math.abs(a.robustZ ?? 0));

/** Moves one edge of a metric window by `minutes`, keeping at least five minutes between them. */
export function moveWindow(
  window: { readonly from: number; readonly to: number },
  edge: 'from' | 'to',
  minutes: number,
): { from: number; to: number } {
  const { from, to } = window;
  return edge === 'from'
    ? { from: Math.min(from + minutes * minute, to - 5 * minute), to }
    : { from, to: Math.max(to + minutes * minute, from + 5 * minute) };
}
