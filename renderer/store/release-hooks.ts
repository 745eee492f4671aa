import { useLiveQuery } from 'dexie-react-hooks';
import type { ReleaseId, SeriesId, ServiceId } from '../../shared/domain/ids.ts';
import type { RowOf } from '../../shared/domain/release/rows.ts';
import { useOnceRead } from './once-read.ts';
import { pageStore } from './page-store.ts';
import { readRelease, readTimeline, type ReleaseDetail, type TimelineRows } from './read-releases.ts';
import { readRows } from './read-rows.ts';
import { readSamples } from './read-samples.ts';
import { readReleases } from './release-list.ts';
import type { ReleaseSummary } from './release-summary.ts';
import type { Samples } from './samples.ts';

/** Every release, newest first; undefined while loading, and while there is none because the logs are still read. */
export function useReleases(): readonly ReleaseSummary[] | undefined {
  return useOnceRead(useLiveQuery(() => readReleases(pageStore()), []));
}

/** One release with everything that is tied to it; undefined while loading and when nothing is known of it. */
export function useRelease(id: ReleaseId): ReleaseDetail | undefined {
  return useLiveQuery(() => readRelease(pageStore(), id), [id]);
}

export function useSeriesOf(service: ServiceId): readonly RowOf<'series'>[] | undefined {
  return useLiveQuery(() => readRows(pageStore(), 'series', 0, 0, service), [service]);
}

/** Samples of a window, epoch ms, drawn together into at most `points` stretches (see samples.ts). */
export function useSamples(series: SeriesId, from: number, to: number, points: number): Samples | undefined {
  return useLiveQuery(() => readSamples(pageStore(), series, from, to, points), [series, from, to, points]);
}

/** Deployments and incidents that touch a window, epoch ms, in order of their beginning. */
export function useTimeline(from: number, to: number): TimelineRows | undefined {
  return useLiveQuery(() => readTimeline(pageStore(), from, to), [from, to]);
}
