import { isLight } from '../../../shared/domain/light/light-phase.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { seatNames, type SeatName } from '../../../shared/domain/review/seats.ts';
import type { Member, Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { countOf } from '../../ui/format-number.ts';
import { Mark } from '../../ui/mark.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { DateRow } from './date-row.tsx';
import { Hosts } from './hosts.tsx';
import { PersonSelect } from './person-select.tsx';
import { useSend } from './use-send.ts';
import styles from './prepare.module.css';

type Props = { readonly review: Review; readonly workspace: Workspace };

const seatWords: { readonly [S in SeatName]: string } = {
  release: 'Release',
  operations: 'Operations',
  product: 'Product',
};

/** Each choice is kept at once; a refusal stands under the line it belongs to. */
export function Seats({ review, workspace }: Props) {
  const people = workspace.members.filter((member) => member.active);
  return (
    <div className={styles['seats']}>
      {seatNames.map((seat) => (
        <SeatRow key={seat} seat={seat} review={review} people={people} />
      ))}
      {isLight(review) ? (
        <p className={styles['quorum']}>A light review has no meeting: nobody hosts it, and it needs no date.</p>
      ) : (
        <>
          <p className={styles['quorum']}>{quorumWords(review)}</p>
          <Hosts review={review} workspace={workspace} people={people} />
          <DateRow review={review} workspace={workspace} />
        </>
      )}
    </div>
  );
}

/** [M1.2] Who must be in the room, in one sentence. */
function quorumWords({ governance, tier }: Review): string {
  const { heads, roles, substitutes, ceiling } = governance.tier.quorum;
  return [
    `Quorum of the ${tier} tier: at least ${countOf(heads, 'person', 'people')} in the room`,
    substitutes ? 'each seat by its holder or their deputy' : 'each seat by its holder in person, no deputies',
    ...(roles.length === 0 ? [] : [`somebody of ${roles.join(', of ')}`]),
    ...(ceiling === null ? [] : [`at most ${ceiling}`]),
  ].join('; ');
}

function SeatRow({ seat, review, people }: { seat: SeatName; review: Review; people: readonly Member[] }) {
  const { fault, send } = useSend(review);
  const { accountable, deputy } = review.seats[seat];
  return (
    <div className={styles['seatRow']}>
      <p className={styles['seatName']}>
        {seatWords[seat]} seat
        <span className={styles['small']}>
          {accountable === null ? <Mark tone="warn">empty</Mark> : <Mark tone="calm">filled</Mark>}
        </span>
      </p>
      <PersonSelect
        label={`Accountable for ${seat}`}
        people={people}
        value={accountable}
        onChoose={(person) => send({ type: 'seat.fill', seat, accountable: person, deputy })}
      />
      <PersonSelect
        label="Deputy"
        people={people}
        value={deputy}
        onChoose={(person) => send({ type: 'seat.fill', seat, accountable, deputy: person })}
      />
      {fault !== null && (
        <div className={styles['rowFault']}>
          <Refusal fault={fault} />
        </div>
      )}
    </div>
  );
}
