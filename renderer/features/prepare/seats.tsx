import { type Review } from '../../../shared/domain/review/review.ts';
import { seatNames, type SeatName } from '../../../shared/domain/review/seats.ts';
import type { Member, Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { SelectField } from '../../ui/field.tsx';
import { Mark } from '../../ui/mark.tsx';
import { DateRow } from './date-row.tsx';
import { useSend } from './use-send.ts';
import { Refusal } from '../../ui/refusal.tsx';
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
      <HostRow review={review} people={people} />
      <DateRow review={review} />
    </div>
  );
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

function HostRow({ review, people }: { review: Review; people: readonly Member[] }) {
  const { fault, send } = useSend(review);
  const { facilitator, scribe } = review;
  return (
    <div className={styles['seatRow']}>
      <p className={styles['seatName']}>
        Hosts
        <span className={styles['small']}>
          {facilitator === null ? <Mark tone="warn">nobody facilitates</Mark> : <Mark tone="calm">named</Mark>}
        </span>
      </p>
      <PersonSelect
        label="Facilitator"
        hint="leads of the roster"
        people={people.filter((member) => member.leads)}
        value={facilitator}
        onChoose={(person) => person !== null && send({ type: 'host.name', facilitator: person, scribe })}
      />
      <PersonSelect
        label="Scribe"
        people={people}
        value={scribe}
        onChoose={(person) => facilitator !== null && send({ type: 'host.name', facilitator, scribe: person })}
        {...(facilitator === null && { hint: 'name the facilitator first' })}
      />
      {fault !== null && (
        <div className={styles['rowFault']}>
          <Refusal fault={fault} />
        </div>
      )}
    </div>
  );
}

type PersonProps = {
  readonly label: string;
  readonly hint?: string;
  readonly people: readonly Member[];
  readonly value: string | null;
  readonly onChoose: (person: string | null) => void;
};

function PersonSelect({ label, hint, people, value, onChoose }: PersonProps) {
  const isKnown = value === null || people.some((member) => member.id === value);
  return (
    <SelectField
      label={label}
      hint={hint}
      value={value ?? ''}
      onChange={(event) => onChoose(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">nobody</option>
      {!isKnown && <option value={value}>{value}, not in the roster</option>}
      {people.map((member) => (
        <option key={member.id} value={member.id}>
          {member.display} · {member.role}
        </option>
      ))}
    </SelectField>
  );
}
