import { useDeferredValue, useMemo, useState } from 'react';
import { standardRecurrence } from '../../../shared/domain/cause/cause-rules.ts';
import { windowStart, type SimilarFinding } from '../../../shared/domain/cause/similar-findings.ts';
import type { RoomView } from '../../state/room-view.ts';
import { routeToHash } from '../../state/route.ts';
import { useFindingIndex } from '../../store/past-findings.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatDay, formatMonth } from '../../ui/format-time.ts';
import styles from './findings.module.css';

/** Shorter texts are like too much. */
const shortest = 4;
const listed = 5;
/** While typing one line is enough. */
const named = 3;

type SeenBeforeProps = {
  readonly room: RoomView;
  /** What is being typed. */
  readonly text: string;
  readonly className?: string;
};

/** While a cause is typed: where something like it was found before, in a line. Nothing is drawn where nothing was. */
export function SeenBefore({ room, text, className }: SeenBeforeProps) {
  const { id, review } = room;
  const index = useFindingIndex(id);
  const typed = useDeferredValue(text);
  const [now] = useState(Date.now);
  const found = useMemo(() => {
    if (index === undefined || typed.trim().length < shortest) return [];
    const { systemic } = review.governance.causes ?? standardRecurrence;
    const probe = { text: typed, class: null, component: null, service: review.service };
    return index.similar(probe, windowStart(now, systemic.withinDays));
  }, [index, typed, review.governance.causes, review.service, now]);
  if (found.length === 0) return null;
  return (
    <div className={className}>
      <p className={styles['seen']}>
        <span>
          <strong>{seenText(found, review.zone, now)}</strong>
          {found.slice(0, named).map(({ finding }) => (
            <span key={finding.review}>
              {' · '}
              <a href={routeToHash({ place: 'record', review: finding.review })}>{finding.review.toUpperCase()}</a>{' '}
              {finding.service}
            </span>
          ))}
          {found.length > named && ` · ${found.length - named} more`}
        </span>
      </p>
    </div>
  );
}

type SeenListProps = { readonly found: readonly SimilarFinding[]; readonly zone: string; readonly now: number };

/** `Seen 3 times since March`, then each with its day, and why it counts. */
export function SeenList({ found, zone, now }: SeenListProps) {
  const [all, setAll] = useState(false);
  const shown = all ? found : found.slice(0, listed);
  return (
    <aside className={styles['seen']} aria-label="Found before">
      <strong>{seenText(found, zone, now)}</strong>
      <ul>
        {shown.map(({ finding, why }) => (
          <li key={finding.review}>
            <a href={routeToHash({ place: 'record', review: finding.review })}>{finding.review.toUpperCase()}</a>{' '}
            {finding.service} · {formatDay(finding.at, zone)} ·{' '}
            {why === 'class-component' ? 'same class' : 'like words'}
            <span className={styles['found']} title={finding.text} dir="auto">
              {finding.text}
            </span>
          </li>
        ))}
      </ul>
      {found.length > shown.length && (
        <p>
          <Button kind="quiet" onClick={() => setAll(true)}>
            {found.length - shown.length} more
          </Button>
        </p>
      )}
    </aside>
  );
}

/** `Seen 3 times since March`; the year stands beside a month of another one. */
export function seenText(found: readonly SimilarFinding[], zone: string, now: number): string {
  const first = Math.min(...found.map(({ finding }) => finding.at));
  const times = found.length === 1 ? 'once' : countOf(found.length, 'time');
  return `Seen ${times} since ${formatMonth(first, zone, now)}`;
}
