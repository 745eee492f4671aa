import type { RowOf } from '../../../shared/domain/release/rows.ts';
import type { ChartMark } from '../../canvas/series-view/plot-frame.tsx';
import type { ReleaseDetail, TimelineRows } from '../../store/read-releases.ts';
import { formatClockSeconds } from '../../ui/format-time.ts';

/** What stands on a release's chart: this version by CI and by runtime, other deployments of the service, incidents. */
export function chartMarks(
  detail: ReleaseDetail,
  deployment: RowOf<'deployment'> | undefined,
  seen: RowOf<'runtime'> | undefined,
  timeline: TimelineRows | undefined,
  zone: string,
): readonly ChartMark[] {
  const { service, version } = detail.summary;
  const marks: ChartMark[] = [];
  const shown = seen?.completeAt ?? seen?.firstSeenAt;
  const finished = deployment?.finishedAt ?? deployment?.startedAt;
  if (finished !== undefined)
    marks.push({
      id: 'ci',
      at: finished,
      to: null,
      tone: 'brass',
      label: `${version} CI ${formatClockSeconds(finished, zone)}`,
    });
  if (shown !== undefined && finished !== undefined && Math.abs(shown - finished) > 60_000)
    marks.push({
      id: 'runtime',
      at: shown,
      to: null,
      tone: 'warn',
      label: `runtime ${formatClockSeconds(shown, zone)}`,
    });
  for (const row of timeline?.deployments ?? []) {
    if (row.service !== service || row.id === deployment?.id) continue;
    const at = row.finishedAt ?? row.startedAt;
    const isOwn = row.environment === deployment?.environment;
    marks.push({
      id: row.id,
      at,
      to: null,
      tone: isOwn ? 'brass' : 'plain',
      label: `${row.version}${isOwn ? '' : ` to ${row.environment}`}${row.result === 'success' ? '' : ` ${row.result.replace('-', ' ')}`}`,
    });
  }
  for (const row of timeline?.incidents ?? []) {
    const isOwn = row.service === service || detail.incidents.some((each) => each.id === row.id);
    if (!isOwn) continue;
    marks.push({
      id: row.id,
      at: row.impactStartedAt ?? row.detectedAt,
      to: row.resolvedAt,
      tone: 'over',
      label: row.title,
    });
  }
  return marks.toSorted((a, b) => a.at - b.at);
}
