import { useMemo, useState } from 'react';
import type { Policy } from '../../../shared/domain/policy/policy.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { RotaRole } from '../../../shared/domain/rota/host-exception.ts';
import { rotaOf, rotaOrder, spreadOf } from '../../../shared/domain/rota/rota.ts';
import { memberLabel } from '../../../shared/domain/workspace/member-label.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { formatDay } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Figure, Short, Table } from '../../ui/table.tsx';
import styles from './calendar.module.css';

type Props = {
  readonly part: RotaRole;
  readonly workspace: Workspace;
  readonly reviews: readonly Review[];
  readonly policy: Policy;
  readonly now: number;
};

const rowsShown = 8;

/** [M3.5] The rota's ledger in the order of its turns, with its spread. */
export function RotaTable({ part, workspace, reviews, policy, now }: Props) {
  const [isAll, setIsAll] = useState(false);
  const { zone, members } = workspace;
  const turns = useMemo(
    () => rotaOrder({ role: part, state: rotaOf(reviews), workspace, now, rememberWeeks: policy.rota.rememberWeeks }),
    [part, reviews, workspace, now, policy],
  );
  if (turns.length === 0)
    return (
      <Empty title={part === 'facilitator' ? 'Nobody is marked to facilitate.' : 'Nobody is in the roster.'}>
        <p>Add people under Today, and mark who may facilitate.</p>
      </Empty>
    );
  const shown = isAll ? turns : turns.slice(0, rowsShown);
  return (
    <>
      <Table
        caption={
          part === 'facilitator' ? 'Turns of facilitating, who is next first' : 'Turns of writing, who is next first'
        }
        columns={[{ name: 'person' }, { name: 'times', numeric: true }, { name: 'last' }, { name: 'owes' }]}
      >
        {shown.map(({ member, times, last, owesSince }) => {
          const known = members.find(({ id }) => id === member);
          return (
            <tr key={member}>
              <td>
                <bdi>{known === undefined ? member : memberLabel(known, members)}</bdi>
              </td>
              <Figure>{times}</Figure>
              <Short>{last === null ? 'never' : formatDay(last, zone)}</Short>
              <Short>
                {owesSince === null ? '–' : <Mark tone="warn">a turn since {formatDay(owesSince, zone)}</Mark>}
              </Short>
            </tr>
          );
        })}
      </Table>
      <p className={styles['gap']}>
        <span className={styles['small']}>
          Spread {spreadOf(turns)}: the most turns less the fewest, over {policy.rota.rememberWeeks} weeks.
        </span>{' '}
        {!isAll && turns.length > rowsShown && (
          <Button kind="quiet" onClick={() => setIsAll(true)}>
            {turns.length - rowsShown} more
          </Button>
        )}
      </p>
    </>
  );
}
