import {
  leastComparable,
  pickCell,
  standingOf,
  type Cell,
  type CellKind,
  type Comparable,
} from '../analysis/baseline.ts';
import type { Baseline } from '../domain/kpi/frozen-baseline.ts';
import { metricCap, ruleOf, type MetricRule } from '../domain/kpi/metric-rule.ts';
import type { RowOf } from '../domain/release/rows.ts';
import type { AppendixFigure, Deviation } from '../domain/review/package.ts';
import type { Member } from '../domain/workspace/workspace.ts';
import { comparedMs, medianAfter } from './comparable-releases.ts';
import type { ReleaseData } from './release-data.ts';

/** What the figures of a release are read with. `liveAt` is epoch ms. */
export type FigureContext = {
  readonly data: ReleaseData;
  readonly liveAt: number;
  readonly zone: string;
  readonly baseline: Baseline;
  readonly rules: readonly MetricRule[];
  readonly members: readonly Member[];
};

export type Figures = { readonly body: readonly Deviation[]; readonly appendix: readonly AppendixFigure[] };

/**
 * [M2.2] The median of each series in the hour after go-live beside the same hour after earlier releases that went well.
 * [M2.6] Those with a decision rule and an owner form the body, what deviates most first and at most 12; the rest is the
 * appendix.
 */
export async function readFigures(context: FigureContext, service: string): Promise<Figures> {
  const body: Deviation[] = [];
  const unruled: Deviation[] = [];
  for (const row of await context.data.rows('series', service)) {
    const figure = await figureOf(context, row);
    (figure.rule === undefined ? unruled : body).push(figure);
  }
  const ordered = body.toSorted(byScore);
  const over = ordered.slice(metricCap).map((figure) => ({ ...figure, why: 'over-the-cap' as const }));
  const without = unruled.toSorted(byScore).map((figure) => ({ ...figure, why: 'no-rule' as const }));
  return { body: ordered.slice(0, metricCap), appendix: [...over, ...without] };
}

/** What deviates most first; without a score last. */
const byScore = (a: Deviation, b: Deviation): number => Math.abs(b.robustZ ?? 0) - Math.abs(a.robustZ ?? 0);

async function figureOf(context: FigureContext, row: RowOf<'series'>): Promise<Deviation> {
  const { data, liveAt, zone, baseline } = context;
  const now = await medianAfter(data, row.series, liveAt);
  const cell = pickCell(comparablesOf(baseline, row), liveAt, zone);
  const values = cell.releases.map((each) => each.value);
  const standing = cell.isBaseline && values.length > 0 ? standingOf(now ?? values[0] ?? 0, values) : undefined;
  const rule = ruleOf(context.rules, context.members, row.service, row.metric);
  return {
    series: row.series,
    metric: row.metric,
    unit: row.unit,
    better: row.better,
    from: liveAt,
    to: liveAt + comparedMs,
    now,
    before: cell.releases.map(({ version, value }) => ({ version, value })),
    usual: standing?.usual ?? null,
    robustZ: now === null ? null : (standing?.z ?? null),
    note: noteOf(now, cell, liveAt, zone),
    cell: cell.kind,
    spread: standing?.spread ?? null,
    scaledBy: now === null ? null : (standing?.scaledBy ?? null),
    ...(rule !== undefined && { rule: statedRule(rule, now) }),
  };
}

/** The frozen figures of one series. A unit that changed since makes them incomparable. */
function comparablesOf(baseline: Baseline, row: RowOf<'series'>): readonly Comparable[] {
  const frozen = baseline.series.find((each) => each.series === row.series && each.unit === row.unit);
  return baseline.releases.flatMap(({ version, at }, index) => {
    const value = frozen?.values[index] ?? null;
    return value === null ? [] : [{ version, at, value }];
  });
}

function noteOf(now: number | null, { kind, releases, isBaseline }: Cell, liveAt: number, zone: string): string {
  if (now === null) return 'no samples after this release';
  if (!isBaseline) return `no baseline: ${releases.length} comparable, ${leastComparable} needed`;
  return `${releases.length} comparable, ${cellWords(kind, liveAt, zone)}`;
}

/** `Thursdays from 14:00`, `weekdays from 14:00`, `of any hour`: the cell in words, by the wall clock of `zone`. */
export function cellWords(kind: CellKind, liveAt: number, zone: string): string {
  if (kind === 'all') return 'of any hour';
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }).format(liveAt);
  const day = part({ weekday: 'long' });
  const days = kind === 'hour-of-week' ? `${day}s` : day.startsWith('S') ? 'weekends' : 'weekdays';
  return `${days} from ${part({ hour: '2-digit', hourCycle: 'h23' })}:00`;
}

const statedRule = (rule: MetricRule, now: number | null): NonNullable<Deviation['rule']> => ({
  text: `${rule.comparator} ${rule.threshold}: ${rule.consequence}`,
  owner: rule.owner,
  isMet: now === null ? null : rule.comparator === 'above' ? now > rule.threshold : now < rule.threshold,
});
