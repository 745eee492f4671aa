import type { Agenda } from '../../../shared/domain/agenda/agenda.ts';
import { durationText, minutesText } from '../../../shared/meeting/clock-text.ts';
import { layoutSpine, type SpineSegment } from '../../../shared/meeting/spine.ts';
import styles from './room-head.module.css';

const share = (value: number): string => `${(value * 100).toFixed(3)}%`;

const lookOf = ({ mark }: SpineSegment): string | undefined =>
  mark === 'done'
    ? styles['done']
    : mark === 'over'
      ? styles['currentOver']
      : mark === 'ahead'
        ? undefined
        : styles['current'];

/** The agenda as one line: what was done in brass, where the meeting is as a tick, what runs over in the over colour. */
export function AgendaSpine({ agenda, now }: { readonly agenda: Agenda; readonly now: number }) {
  const { segments, position, overFrom } = layoutSpine(agenda, now);
  return (
    <ol className={styles['spine']} aria-label="Agenda">
      {segments.map((segment) => (
        <li
          key={segment.id}
          className={`${styles[segment.width > 0.055 ? 'segment' : 'narrow']} ${lookOf(segment) ?? ''}`}
          style={{ left: share(segment.start), width: share(segment.width) }}
          aria-current={agenda.current === segment.id ? 'step' : undefined}
          title={`${segment.title}, ${minutesText(segment.budgetMs)} min`}
        >
          <span className={styles['name']}>{segment.title}</span>
          {segment.width > 0.055 && <span className={styles['minutes']}>{minutesText(segment.budgetMs)} min</span>}
        </li>
      ))}
      <li className={styles['base']} aria-hidden="true" />
      {position !== null && (
        <>
          <li className={styles['doneLine']} aria-hidden="true" style={{ width: share(overFrom ?? position) }} />
          {overFrom !== null && (
            <li
              className={styles['overLine']}
              aria-hidden="true"
              style={{ left: share(overFrom), width: share(position - overFrom) }}
            />
          )}
          <li
            className={overFrom === null ? styles['tick'] : styles['tickOver']}
            aria-hidden="true"
            style={{ left: share(position) }}
          />
        </>
      )}
    </ol>
  );
}

/** `06:12` as the console's clock reads the time taken. */
export const takenText = (ms: number): string => durationText(ms).padStart(5, '0');
