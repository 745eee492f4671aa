import { useState } from 'react';
import type { Review } from '../../../shared/domain/review/review.ts';
import { memberLabel } from '../../../shared/domain/workspace/member-label.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { expectedMembers, seatsOf } from '../../../shared/meeting/people.ts';
import { Button } from '../../ui/button.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import styles from './rounds.module.css';

type Props = {
  readonly review: Review;
  readonly workspace: Workspace;
  readonly chosen: readonly string[];
  /** Epoch ms; null while it is being typed. */
  readonly deadline: number | null;
  readonly onChoose: (reviewers: readonly string[]) => void;
};

/** Who is asked. Those with a part in the review stand first; the rest of the roster opens below. */
export function ReviewerList({ review, workspace, chosen, deadline, onChoose }: Props) {
  const active = workspace.members.filter((member) => member.active);
  const [begun] = useState(chosen);
  const [isAll, setIsAll] = useState(false);
  const parts = [...begun, ...expectedMembers(review)];
  const place = (id: string) => (parts.includes(id) ? parts.indexOf(id) : parts.length);
  const first = active
    .filter(({ id }) => parts.includes(id) || chosen.includes(id))
    .toSorted((a, b) => place(a.id) - place(b.id));
  const rest = active.length - first.length;
  const toggle = (id: string, isAsked: boolean) =>
    onChoose(isAsked ? [...chosen, id] : chosen.filter((each) => each !== id));
  return (
    <fieldset className={styles['people']}>
      <legend className={styles['legend']}>Who is asked</legend>
      <ul>
        {(isAll ? [...first, ...active.filter((member) => !first.includes(member))] : first).map((member) => {
          const zone = workspace.placements[member.id]?.zone;
          return (
            <li key={member.id}>
              <label className={styles['person']}>
                <input
                  type="checkbox"
                  checked={chosen.includes(member.id)}
                  onChange={(event) => toggle(member.id, event.target.checked)}
                />
                <span>
                  <bdi>{memberLabel(member, workspace.members)}</bdi>
                </span>
                <span className={styles['small']}>{seatsOf(review, member.id).join(', ')}</span>
                <span className={styles['small']}>
                  {zone !== undefined && zone !== review.zone && deadline !== null
                    ? `${formatDayTime(deadline, zone)} for them, ${zone}`
                    : ''}
                </span>
              </label>
            </li>
          );
        })}
      </ul>
      {rest > 0 && (
        <Button kind="quiet" onClick={() => setIsAll(!isAll)}>
          {isAll ? 'Only those with a part' : `Somebody else of the roster (${rest})`}
        </Button>
      )}
    </fieldset>
  );
}
