import { useMemo } from 'react';
import type { RowOf } from '../../../shared/domain/release/rows.ts';
import { useTimeline } from '../../store/release-hooks.ts';
import { useRows } from '../../store/row-hooks.ts';
import { formatClockSeconds, formatDay } from '../../ui/format-time.ts';
import type { Span } from '../chart/window.ts';
import type { ChartMark } from './plot-frame.tsx';

/** What happened to a series' service within a stretch: deployments, incidents, flags that were turned. */
export function useSeriesMarks(
  { service, environment }: Pick<RowOf<'series'>, 'service' | 'environment'>,
  { from, to }: Span,
  zone: string,
): readonly ChartMark[] {
  const timeline = useTimeline(from, to);
  const flags = useRows('flag', from, to, service);
  return useMemo(() => {
    const isLong = to - from > 36 * 3_600_000;
    const tell = (text: string, at: number): string =>
      `${text} ${isLong ? formatDay(at, zone) : formatClockSeconds(at, zone)}`;
    const marks: ChartMark[] = [];
    for (const row of timeline?.deployments ?? []) {
      if (row.service !== service) continue;
      const at = row.finishedAt ?? row.startedAt;
      const tone = row.environment === environment ? 'brass' : 'plain';
      marks.push({ id: row.id, at, to: null, tone, label: tell(row.version, at) });
    }
    for (const row of timeline?.incidents ?? []) {
      if (row.service !== service) continue;
      const at = row.impactStartedAt ?? row.detectedAt;
      marks.push({ id: row.id, at, to: row.resolvedAt, tone: 'over', label: tell(row.title, at) });
    }
    for (const { id, flag, state, at } of flags ?? [])
      marks.push({ id, at, to: null, tone: 'calm', label: tell(`${flag} ${state}`, at) });
    return marks;
  }, [timeline, flags, service, environment, zone, from, to]);
}
