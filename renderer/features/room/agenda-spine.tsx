import type { Agenda } from '../../../shared/domain/agenda/agenda.ts';
import { durationText, minutesText } from '../../../shared/meeting/clock-text.ts';
import { layoutSpine, type SpineSegment } from '../../../shared/meeting/spine.ts';
import { spineNames } from '../../../shared/meeting/spine-names.ts';
import { guessTextWidth } from '../../canvas/chart/label-lanes.ts';
import { useWidth } from '../../canvas/chart/use-width.ts';
import styles from './room-head.module.css';

const nameSizePx = 14;

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
  const [ref, width] = useWidth<HTMLOListElement>(1376);
  const names = spineNames(segments, width, (text) => guessTextWidth(text, nameSizePx));
  const isRaised = names.some((name) => name.raised);
  return (
    <ol className={isRaised ? styles['spineRaised'] : styles['spine']} aria-label="Agenda" ref={ref}>
      {segments.map((segment, index) => (
        <li
          key={segment.id}
          className={`${styles[names[index]?.raised === true ? 'raised' : 'segment']} ${lookOf(segment) ?? ''}`}
          style={{ left: share(segment.start), width: share(segment.width) }}
          aria-current={agenda.current === segment.id ? 'step' : undefined}
          title={`${segment.title}, ${minutesText(segment.budgetMs)} min`}
        >
          <span className={styles['name']}>{names[index]?.text}</span>
          {names[index]?.minutes === true && (
            <span className={styles['minutes']}>{minutesText(segment.budgetMs)} min</span>
          )}
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
