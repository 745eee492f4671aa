import { useMemo, useState } from 'react';
import { burdenLedger } from '../../../shared/domain/calendar/burden.ts';
import { meetingsOf } from '../../../shared/domain/calendar/meetings.ts';
import { workingTimeOf, type WorkingTime } from '../../../shared/domain/calendar/placement.ts';
import { clockWords } from '../../../shared/domain/calendar/zone-time.ts';
import type { Policy } from '../../../shared/domain/policy/policy.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { memberLabel } from '../../../shared/domain/workspace/member-label.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatDay } from '../../ui/format-time.ts';
import { Figure, Short, Table } from '../../ui/table.tsx';
import styles from './calendar.module.css';

type Props = {
  readonly workspace: Workspace;
  readonly reviews: readonly Review[];
  readonly policy: Policy;
  readonly now: number;
};

/** [M7.5] The burden ledger: who gave how much of their time off to reviews, the most first. */
export function BurdenTable({ workspace, reviews, policy, now }: Props) {
  const [isAll, setIsAll] = useState(false);
  const ledger = useMemo(() => {
    const timeOf = (member: string): WorkingTime => workingTimeOf(member, workspace, policy.calendar);
    const since = now - policy.rota.rememberWeeks * 7 * 86_400_000;
    const members = workspace.members.filter(({ active }) => active);
    const ids = members.map(({ id }) => id);
    const entries = new Map(burdenLedger(ids, meetingsOf(reviews), since, timeOf).map((each) => [each.member, each]));
    return members
      .map((member) => ({ member, time: timeOf(member.id), entry: entries.get(member.id) }))
      .toSorted((a, b) => (b.entry?.minutes ?? 0) - (a.entry?.minutes ?? 0));
  }, [workspace, reviews, policy, now]);
  const burdened = ledger.filter(({ entry }) => (entry?.minutes ?? 0) > 0);
  const shown = isAll ? ledger : burdened;
  const others = ledger.length - burdened.length;
  return (
    <>
      {shown.length === 0 ? (
        <p>No review reached into anybody’s time off.</p>
      ) : (
        <Table
          caption="Time off taken by reviews"
          columns={[
            { name: 'person' },
            { name: 'where and when they work' },
            { name: 'reviews', numeric: true },
            { name: 'minutes', numeric: true },
            { name: 'last' },
          ]}
        >
          {shown.map(({ member, time, entry }) => (
            <tr key={member.id}>
              <td>
                <bdi>{memberLabel(member, workspace.members)}</bdi>
              </td>
              <td>
                {time.zone} <span className={styles['small']}>{hoursOf(time)}</span>
              </td>
              <Figure>{entry?.times ?? 0}</Figure>
              <Figure>{entry?.minutes ?? 0}</Figure>
              <Short>{entry === undefined || entry.last === null ? '–' : formatDay(entry.last, workspace.zone)}</Short>
            </tr>
          ))}
        </Table>
      )}
      {!isAll && others > 0 && (
        <p className={styles['gap']}>
          <Button kind="quiet" onClick={() => setIsAll(true)}>
            {countOf(others, 'person', 'people')} who lost nothing
          </Button>
        </p>
      )}
    </>
  );
}

const hoursOf = ({ from, to }: WorkingTime): string => `${clockWords(from)}–${clockWords(to)}`;
