import { useState } from 'react';
import type { ArchiveEntry } from '../../../shared/projections/archive-entries.ts';
import { routeToHash } from '../../state/route.ts';
import type { KeptTranscript } from '../../store/kept-transcripts.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatMonth, formatShortDay } from '../../ui/format-time.ts';
import { listenForRowKeys } from '../../ui/use-row-keys.ts';
import styles from './archive.module.css';

const pageSize = 100;

type Props = {
  readonly entries: readonly ArchiveEntry[];
  readonly transcripts: readonly KeptTranscript[];
  readonly zone: string;
  readonly now: number;
  readonly onShowAll: () => void;
};

/** Reviews by month, newest first; arrows go through them. */
export function ArchiveTimeline({ entries, transcripts, zone, now, onShowAll }: Props) {
  const [shown, setShown] = useState(pageSize);
  if (entries.length === 0)
    return (
      <Empty title="No review is like that.">
        <Button onClick={onShowAll}>Show all</Button>
      </Empty>
    );
  const perReview = new Map<string, number>();
  for (const { review, source } of transcripts)
    if (source !== null) perReview.set(review, (perReview.get(review) ?? 0) + 1);
  const months = new Map<string, ArchiveEntry[]>();
  for (const entry of entries.slice(0, shown)) {
    const month = formatMonth(entry.at, zone, now);
    months.set(month, [...(months.get(month) ?? []), entry]);
  }
  return (
    <div ref={listenForRowKeys}>
      {[...months].map(([month, held]) => (
        <section key={month} className={styles['month']}>
          <h2>{month}</h2>
          <ul>
            {held.map((entry) => (
              <EntryRow key={entry.review} entry={entry} zone={zone} transcripts={perReview.get(entry.review) ?? 0} />
            ))}
          </ul>
        </section>
      ))}
      {entries.length > shown && (
        <p className={styles['status']}>
          <Button onClick={() => setShown(shown + pageSize)}>
            {Math.min(pageSize, entries.length - shown)} more of {entries.length - shown}
          </Button>
        </p>
      )}
    </div>
  );
}

type RowProps = { readonly entry: ArchiveEntry; readonly zone: string; readonly transcripts: number };

function EntryRow({ entry, zone, transcripts }: RowProps) {
  const { facts, causes, decisions, actions } = entry.counts;
  const holds = (
    [
      [facts, 'fact'],
      [causes, 'cause'],
      [decisions, 'decision'],
      [actions, 'action'],
      [entry.recordings, 'recording'],
      [transcripts, 'transcript'],
    ] as const
  ).flatMap(([count, word]) => (count === 0 ? [] : [countOf(count, word)]));
  return (
    <li>
      <a className={styles['row']} data-row href={routeToHash({ place: 'record', review: entry.review })}>
        <span className={styles['day']}>{formatShortDay(entry.at, zone)}</span>
        <span className={styles['what']}>
          <span className={styles['title']} dir="auto">
            {entry.title}
          </span>
          <span className={styles['small']}>
            {entry.release.replace('@', ' ')}
            {entry.classes.length > 0 && ` · ${entry.classes.map(({ title }) => title).join(', ')}`}
          </span>
        </span>
        <span className={styles['small']}>{holds.join(' · ')}</span>
        <span className={styles['state']}>{entry.phase}</span>
      </a>
    </li>
  );
}
