import { useState } from 'react';
import type { CallFault } from '../../shared/contract/procedures.ts';
import type { ReviewId, ServiceId } from '../../shared/domain/ids.ts';
import { jointSeat, jointServices } from '../../shared/domain/joint/joint.ts';
import type { ReviewCommand } from '../../shared/domain/review/commands.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { findMember, type Workspace } from '../../shared/domain/workspace/workspace.ts';
import { sendCommand } from '../state/commands.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { Mark } from '../ui/mark.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { MemberOptions } from './member-options.tsx';
import styles from './joint-panel.module.css';

type Props = { readonly review: Review; readonly workspace: Workspace };

/** The services reviewed together: who speaks for each, and whether they concur (M7.2). */
export function JointPanel({ review, workspace }: Props) {
  const isOver = review.phase === 'closed' || review.phase === 'signed';
  return (
    <ul className={styles['services']}>
      {jointServices(review).map((service) => (
        <OneService key={service} service={service} review={review} workspace={workspace} isOver={isOver} />
      ))}
    </ul>
  );
}

type Asking = 'object' | 'waive' | 'seat' | null;

function OneService({
  service,
  review,
  workspace,
  isOver,
}: Props & { readonly service: string; readonly isOver: boolean }) {
  const [asking, setAsking] = useState<Asking>(null);
  const [fault, setFault] = useState<CallFault | null>(null);
  const seat = jointSeat(review, workspace, service);
  const send = async (command: ReviewCommand) => {
    const answer = await sendCommand(review.id as ReviewId, command);
    setFault(answer.ok ? null : answer.error);
    if (answer.ok) setAsking(null);
  };
  const id = service as ServiceId;
  const releases = [{ release: review.release, service: review.service }, ...review.joint.joined].filter(
    (each) => each.service === service,
  );
  return (
    <li className={styles['service']}>
      <div>
        <p className={styles['name']}>{releases.map(({ release }) => release.replace('@', ' ')).join(', ')}</p>
        <p className={styles['quiet']}>
          {seat === null ? 'nobody speaks for it' : `${findMember(workspace, seat)?.display ?? seat} speaks for it`}
        </p>
      </div>
      <div className={styles['stance']}>
        <Stance review={review} service={service} />
      </div>
      {!isOver && (
        <div className={styles['buttons']}>
          <Button
            disabled={seat === null}
            aria-label={`${service} concurs`}
            onClick={() => void send({ type: 'joint.concur', service: id, member: seat ?? '' })}
          >
            Concurs
          </Button>
          <Button kind="quiet" aria-label={`${service} objects`} onClick={() => setAsking('object')}>
            Objects
          </Button>
          <Button kind="quiet" aria-label={`Go on without ${service}`} onClick={() => setAsking('waive')}>
            Go on without
          </Button>
          <Button kind="quiet" aria-label={`Seat of ${service}`} onClick={() => setAsking('seat')}>
            Seat
          </Button>
        </div>
      )}
      {(asking === 'object' || asking === 'waive') && (
        <Reason
          label={asking === 'object' ? `Why ${service} objects` : `Why it goes on without ${service}, for the record`}
          onLeave={() => setAsking(null)}
          onSend={(reason) =>
            void send(
              asking === 'object'
                ? { type: 'joint.object', service: id, member: seat ?? '', reason }
                : { type: 'joint.waive', service: id, reason },
            )
          }
        />
      )}
      {asking === 'seat' && (
        <SelectField
          label={`Who speaks for ${service}`}
          value={seat ?? ''}
          onChange={(event) => void send({ type: 'joint.name-seat', service: id, member: event.target.value })}
        >
          <option value="">choose</option>
          <MemberOptions members={workspace.members} />
        </SelectField>
      )}
      {fault !== null && <Refusal fault={fault} />}
    </li>
  );
}

function Stance({ review, service }: { readonly review: Review; readonly service: string }) {
  const stance = review.joint.stances.find((each) => each.service === service);
  const waiver = review.joint.waived.find((each) => each.service === service);
  return (
    <>
      {stance === undefined && waiver === undefined && <Mark tone="plain">has not said</Mark>}
      {stance?.kind === 'concurred' && <Mark tone="calm">concurs</Mark>}
      {stance?.kind === 'objected' && (
        <p dir="auto">
          <Mark tone="over">objects</Mark> {stance.reason}
        </p>
      )}
      {waiver !== undefined && stance?.kind !== 'concurred' && (
        <p dir="auto">
          <Mark tone="warn">waived</Mark> {waiver.reason}
        </p>
      )}
    </>
  );
}

type ReasonProps = {
  readonly label: string;
  readonly onSend: (reason: string) => void;
  readonly onLeave: () => void;
};

function Reason({ label, onSend, onLeave }: ReasonProps) {
  const [reason, setReason] = useState('');
  return (
    <form
      className={styles['reason']}
      onSubmit={(event) => {
        event.preventDefault();
        onSend(reason);
      }}
    >
      <TextField
        label={label}
        value={reason}
        required
        autoFocus
        maxLength={2000}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button type="submit" kind="primary">
        Keep
      </Button>
      <Button kind="quiet" onClick={onLeave}>
        Leave it
      </Button>
    </form>
  );
}
