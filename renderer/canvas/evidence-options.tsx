import type { RefObject } from 'react';
import type { Candidate } from '../../shared/meeting/evidence-candidates.ts';
import { timeInZone } from '../../shared/meeting/said-time.ts';
import type { Listed } from './listed-evidence.ts';
import styles from './evidence-picker.module.css';

type Props = {
  readonly listed: Listed;
  readonly current: Candidate | undefined;
  readonly zone: string;
  readonly list: RefObject<HTMLDivElement | null>;
  readonly locate: (candidate: Candidate) => Candidate['locator'];
  readonly onChoose: (candidate: Candidate) => void;
};

export const listId = 'evidence-pieces';
export const optionId = (place: number): string => `piece-${place}`;

/** Pieces in their groups. Only those near the chosen one are drawn, which a reader of the screen is told by number. */
export function EvidenceOptions({ listed, current, zone, list, locate, onChoose }: Props) {
  const { total, first, groups } = listed;
  const after = total - first - groups.reduce((sum, { pieces }) => sum + pieces.length, 0);
  return (
    <>
      <div
        id={listId}
        className={styles['list']}
        role="listbox"
        tabIndex={0}
        ref={list}
        aria-label="What can be attached"
        aria-activedescendant={listed.place < 0 ? undefined : optionId(listed.place)}
      >
        {groups.map(({ name, pieces }, index) => (
          // A list cut short may show the end of a group and the same group's name again.
          <div key={`${name} ${index}`} role="group" aria-label={name} className={styles['group']}>
            <p className={styles['name']} aria-hidden="true">
              {name}
            </p>
            {pieces.map(({ candidate, place }) => (
              // The listbox holds the focus; its keys are in useKeys.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
              <div
                key={candidate.key}
                id={optionId(place)}
                role="option"
                tabIndex={-1}
                aria-selected={candidate === current}
                aria-posinset={place + 1}
                aria-setsize={total}
                className={styles['piece']}
                onClick={() => onChoose(candidate)}
              >
                <span className={styles['title']} dir="auto">
                  {candidate.title}
                </span>
                <span className={styles['detail']}>{detailOf(candidate, locate(candidate), name, zone)}</span>
              </div>
            ))}
          </div>
        ))}
      </div>
      {after > 0 && <p className={styles['rest']}>{after} more: type to narrow</p>}
    </>
  );
}

function detailOf(candidate: Candidate, locator: Candidate['locator'], group: string, zone: string): string {
  const window =
    locator.type === 'metric-window' ? `${timeInZone(locator.from, zone)}–${timeInZone(locator.to, zone)}` : '';
  const of = group === candidate.group ? '' : candidate.group;
  return [of, window, candidate.detail].filter(Boolean).join(' · ');
}
