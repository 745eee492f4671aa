import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { RotaRole } from '../../../shared/domain/rota/host-exception.ts';
import { mayHost, type RotaProposal, type Turn } from '../../../shared/domain/rota/rota.ts';
import { memberLabel } from '../../../shared/domain/workspace/member-label.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { call } from '../../host/client.ts';
import { MemberOptions } from '../../canvas/member-options.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatDay } from '../../ui/format-time.ts';
import { Key } from '../../ui/key.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './hosts.module.css';

type Props = {
  readonly part: RotaRole;
  readonly review: Review;
  readonly workspace: Workspace;
  readonly proposal: RotaProposal;
  /** The scribe is named after the facilitator. */
  readonly canName: boolean;
  readonly onName: (part: RotaRole, person: string) => void;
};

const did: { readonly [R in RotaRole]: string } = { facilitator: 'facilitated', scribe: 'wrote' };
const keys: { readonly [R in RotaRole]: string } = { facilitator: 'F', scribe: 'S' };

/** Whom the rota proposes and why, to be named by one key; to be skipped or swapped with a reason. */
export function RotaTurn({ part, review, workspace, proposal, canName, onName }: Props) {
  const [isSkipping, setIsSkipping] = useState(false);
  const { turn, passed, isTwiceRunning } = proposal;
  const label = (id: string): string => labelOf(workspace, id);
  const isNamed = turn !== null && review[part] === turn.member;
  return (
    <div className={styles['turn']}>
      <p className={styles['eyebrow']}>The rota’s turn</p>
      {turn === null ? (
        <p>Nobody is left whom the rota could propose. Name somebody with a reason.</p>
      ) : (
        <>
          <p className={styles['who']}>
            <bdi>{label(turn.member)}</bdi>
          </p>
          <p className={styles['why']}>{turnWords(turn, part, isTwiceRunning, workspace.zone)}</p>
          <div className={styles['actions']}>
            {!isNamed && canName && (
              <Button kind="quiet" onClick={() => onName(part, turn.member)}>
                Name them <Key>{keys[part]}</Key>
              </Button>
            )}
            {!isNamed && (
              <Button kind="quiet" aria-label={`Skip or swap the ${part}`} onClick={() => setIsSkipping(true)}>
                Skip or swap
              </Button>
            )}
            {isNamed && <span className={styles['why']}>named</span>}
          </div>
        </>
      )}
      {passed.length > 0 && (
        <details className={styles['passed']}>
          <summary>{countOf(passed.length, 'person', 'people')} passed over</summary>
          <ul>
            {passed.map(({ member, why }) => (
              <li key={member}>
                <bdi>{label(member)}</bdi>: {why}
              </li>
            ))}
          </ul>
        </details>
      )}
      {isSkipping && turn !== null && (
        <SkipDialog
          part={part}
          review={review}
          workspace={workspace}
          turn={turn}
          onName={onName}
          onClose={() => setIsSkipping(false)}
        />
      )}
    </div>
  );
}

function turnWords({ last, times, owesSince }: Turn, part: RotaRole, isTwiceRunning: boolean, zone: string): string {
  const words = [
    last === null
      ? `never ${did[part]} yet`
      : `${did[part]} least recently: ${formatDay(last, zone)}, ${countOf(times, 'time')}`,
    ...(owesSince === null ? [] : [`owes a turn since ${formatDay(owesSince, zone)}`]),
    ...(isTwiceRunning ? ['did the last one too, so naming them needs a reason'] : []),
  ];
  return words.join('; ');
}

const labelOf = ({ members }: Workspace, id: string): string => {
  const member = members.find((each) => each.id === id);
  return member === undefined ? id : memberLabel(member, members);
};

type SkipProps = Omit<Props, 'proposal' | 'canName'> & {
  readonly turn: Turn;
  readonly onClose: () => void;
};

function SkipDialog({ part, review, workspace, turn, onName, onClose }: SkipProps) {
  const [fault, setFault] = useState<CallFault | null>(null);
  const [reason, setReason] = useState('');
  const [swap, setSwap] = useState('');
  const others = mayHost({ role: part, workspace }).filter((id) => id !== turn.member);
  const skip = async () => {
    const answer = await call('rota.skip', {
      review: review.id,
      member: turn.member,
      role: part,
      reason,
      swappedWith: swap === '' ? null : swap,
    });
    if (!answer.ok) return setFault(answer.error);
    onClose();
    if (swap !== '') onName(part, swap);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={<span dir="auto">{`${labelOf(workspace, turn.member)} is passed over`}</span>}
      description="The turn stays theirs: they are first for the next review. Whoever does it in their place is charged for it."
    >
      <form
        className={styles['skip']}
        onSubmit={(event) => {
          event.preventDefault();
          void skip();
        }}
      >
        <TextField
          label="Why"
          value={reason}
          maxLength={2000}
          required
          onChange={(event) => setReason(event.target.value)}
        />
        <SelectField
          label="Swapped with"
          hint="Leave it open to let the rota propose the next one."
          value={swap}
          onChange={(event) => setSwap(event.target.value)}
        >
          <option value="">nobody</option>
          <MemberOptions members={workspace.members.filter(({ id }) => others.includes(id))} />
        </SelectField>
        {fault !== null && <Refusal fault={fault} />}
        <DialogFoot>
          <Button onClick={onClose}>Leave it</Button>
          <Button kind="primary" type="submit" disabled={reason.trim() === ''}>
            {swap === '' ? 'Skip' : 'Swap'}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
