import type { SourceEnd, SyncProgress } from '../../../shared/contract/source-procedures.ts';
import type { SourceState } from '../../store/source-states.ts';
import { countOf } from '../../ui/format-number.ts';
import { formatDayTime, formatSpan } from '../../ui/format-time.ts';
import type { Tone } from '../../ui/mark.tsx';
import type { SyncRun } from './sync-run.ts';

const mostNamed = 3;

export type Standing = { readonly tone: Tone; readonly text: string; readonly detail: string };

/** Names in the order a person counts them: `queue 2` before `queue 10`. */
export const naturally = new Intl.Collator('en', { numeric: true }).compare;

/** How a source stands, in words: one that does not answer is missing since a moment, never at zero. */
export function standingOf(state: SourceState | undefined, now: number, zone: string): Standing {
  if (state === undefined) return { tone: 'plain', text: 'not asked yet', detail: '' };
  const { read, failed } = state;
  if (failed !== null) {
    const detail = failed.message;
    if (failed.since === null) return { tone: 'over', text: 'nothing ever came', detail };
    const span = now - failed.since < 60_000 ? '' : `, ${formatSpan(now - failed.since)}`;
    return { tone: 'over', text: `missing since ${formatDayTime(failed.since, zone)}${span}`, detail };
  }
  if (read?.done !== true) return { tone: 'warn', text: 'history still to come', detail: 'The next sync goes on.' };
  return { tone: 'calm', text: 'whole', detail: '' };
}

/** `1,204 rows, 310 a second, 200 to come`. */
export function progressText(progress: Exclude<SyncProgress, { state: 'ended' }>): string {
  if (progress.state === 'waiting') return 'waits for its turn, or for the answer';
  const { rows, rate, remaining } = progress;
  const left = remaining === null || remaining === 0 ? '' : `, ${remaining.toLocaleString('en-GB')} to come`;
  return `${countOf(rows, 'row')}, ${Math.round(rate).toLocaleString('en-GB')} a second${left}`;
}

export function endText({ end, rows, unchanged, quarantined }: SourceEnd): string {
  if (end === 'failed') return 'did not answer';
  const parts = [
    `${countOf(rows, 'row')} new`,
    ...(unchanged > 0 ? [`${unchanged.toLocaleString('en-GB')} known`] : []),
    ...(quarantined > 0 ? [`${quarantined.toLocaleString('en-GB')} in quarantine`] : []),
    ...(end === 'paused' ? ['more to come'] : []),
  ];
  return parts.join(', ');
}

/**
 * What a sync is doing, and how far: until the first rows come it names who is asked, since nothing is known of how long an
 * answer takes; `done` is null as long as no source has ended.
 */
export function syncText(
  { all, reading, ends }: Pick<SyncRun, 'all' | 'reading' | 'ends'>,
  titleOf: (id: string) => string,
): { readonly label: string; readonly detail: string; readonly done: number | null } {
  const told = [...reading.values()].flatMap((each) => (each.state === 'reading' ? [each] : []));
  const open = [...reading.keys()].map(titleOf);
  const rows = [...told, ...ends.values()].reduce((sum, each) => sum + each.rows, 0);
  const rate = told.reduce((sum, each) => sum + each.rate, 0);
  const remaining = told.reduce((sum, each) => sum + (each.remaining ?? 0), 0);
  const more = open.length > mostNamed ? ` and ${open.length - mostNamed} more` : '';
  const parts = [
    ...(all > 1 ? [`${ends.size} of ${countOf(all, 'source')}`] : []),
    ...(rows > 0 ? [countOf(rows, 'row')] : []),
    ...(rate > 0 ? [`${Math.round(rate).toLocaleString('en-GB')} a second`] : []),
    ...(remaining > 0 ? [`${remaining.toLocaleString('en-GB')} to come`] : []),
  ];
  return {
    label: open.length === 0 ? 'Asking the sources…' : `Asking ${open.slice(0, mostNamed).join(', ')}${more}…`,
    detail: parts.join(' · '),
    done: ends.size === 0 ? null : ends.size,
  };
}

/** A clock that is off by no more than can be told is right. */
export function clockText({ offsetMs, errorMs }: { readonly offsetMs: number; readonly errorMs: number }): string {
  if (Math.abs(offsetMs) <= errorMs) return `right within ${formatSpan(Math.max(1000, errorMs))}`;
  return `${formatSpan(Math.abs(offsetMs))} ${offsetMs > 0 ? 'ahead' : 'behind'}`;
}
