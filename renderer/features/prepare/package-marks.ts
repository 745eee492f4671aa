import type { RowOf } from '../../../shared/domain/release/rows.ts';
import type { ReviewPackage } from '../../../shared/domain/review/package.ts';
import type { TimelineMark, TimelineTone } from '../../canvas/chart/timeline.tsx';
import type { TimelineRows } from '../../store/read-releases.ts';
import { formatClockSeconds } from '../../ui/format-time.ts';
import { shorten } from '../../canvas/chart/label-lanes.ts';

/** The sealed rows as marks of one line: what the pipeline said, what the runtime showed, when it was noticed and over. */
export function packageMarks(
  content: ReviewPackage,
  rows: TimelineRows,
  runtime: readonly RowOf<'runtime'>[],
  zone: string,
): readonly TimelineMark[] {
  const marks: TimelineMark[] = [];
  const add = (id: string, at: number | null, label: string, tone: TimelineTone, weight: number) => {
    if (at !== null) marks.push({ id, at, label, tone, weight, told: formatClockSeconds(at, zone) });
  };
  for (const row of rows.deployments) {
    if (!content.deployments.includes(row.id)) continue;
    const isLive = row.environment === 'production';
    const what = row.result === 'rolled-back' ? 'CI, rolled back later' : row.result === 'failure' ? 'failed' : 'CI';
    const where = isLive ? '' : ` ${row.environment}`;
    add(
      row.id,
      row.finishedAt ?? row.startedAt,
      `${row.version} ${what}${where}`,
      what === 'CI' ? (isLive ? 'brass' : 'plain') : 'over',
      isLive ? 4 : 1,
    );
  }
  for (const row of runtime) {
    if (!content.runtime.includes(row.id) || row.environment !== 'production') continue;
    add(`${row.id}:first`, row.firstSeenAt, 'first instance', 'brass', 2);
    if (row.completeAt !== row.firstSeenAt) add(`${row.id}:last`, row.completeAt, 'last instance', 'brass', 3);
  }
  for (const row of rows.incidents) {
    if (!content.incidents.includes(row.id)) continue;
    if (row.impactStartedAt !== row.detectedAt)
      add(`${row.id}:impact`, row.impactStartedAt, 'impact begins', 'over', 3);
    add(`${row.id}:detected`, row.detectedAt, `alert: ${shorten(row.title, 26)}`, 'over', 5);
    add(`${row.id}:accepted`, row.acceptedAt, 'accepted', 'over', 3);
    add(`${row.id}:resolved`, row.resolvedAt, 'resolved', 'calm', 4);
  }
  for (const { kind, row, at, text } of content.timeline ?? [])
    if (kind === 'flag') add(`${row}:flag`, at, shorten(text, 30), 'calm', 3);
  for (const { id, title, createdAt } of content.tickets ?? [])
    if (createdAt >= content.window.from && createdAt <= content.window.to)
      add(`${id}:ticket`, createdAt, `ticket: ${shorten(title, 24)}`, 'warn', 2);
  return marks.toSorted((a, b) => a.at - b.at);
}

/**
 * From the first to the last moment of production and incidents (of everything, where there is neither) with a twentieth
 * free at both ends; a single moment gets half an hour round it.
 */
export function spanOf(marks: readonly TimelineMark[]): { readonly from: number; readonly to: number } {
  const grave = marks.filter((mark) => mark.weight > 1);
  const times = (grave.length > 0 ? grave : marks).map((mark) => mark.at);
  const first = Math.min(...times);
  const last = Math.max(...times);
  const pad = Math.max((last - first) / 20, last === first ? 900_000 : 0);
  return { from: first - pad, to: last + pad };
}
