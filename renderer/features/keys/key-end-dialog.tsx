import { useState } from 'react';
import { memberIdSchema } from '../../../shared/domain/ids.ts';
import { statementSchema } from '../../../shared/domain/text.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { AskingForm } from '../../canvas/asking-form.tsx';
import { KeyWords } from '../../canvas/key-words.tsx';
import { call } from '../../host/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { dayOf, endOfDay, startOfDay } from './day-fields.ts';
import type { RosterKey } from './use-roster.ts';
import styles from './keys.module.css';

export type KeyEnd = 'revoke' | 'window';

type Props = {
  readonly rosterKey: RosterKey;
  readonly end: KeyEnd;
  readonly workspace: Workspace;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** Ending a key: at a day that was meant, or revoked because it may be in other hands. */
export function KeyEndDialog({ rosterKey: key, end, workspace, onClose, onDone }: Props) {
  const name = findMember(workspace, key.member)?.display ?? key.member;
  const form = { rosterKey: key, zone: workspace.zone, onClose, onDone };
  return (
    <Dialog
      open
      onClose={onClose}
      title={end === 'revoke' ? `Revoke the key of ${name}` : `From when to when the key of ${name} counts`}
      description={
        end === 'revoke'
          ? 'For a key that is lost or may be in other hands. What it signed before stays good; what claims a later time counts for nothing. It cannot be taken back.'
          : 'What it signs outside of these days is refused. Records it signed within them stay good for ever.'
      }
    >
      <KeyWords fingerprint={key.fingerprint} words={key.words} />
      {end === 'revoke' ? <RevokeForm {...form} /> : <WindowForm {...form} />}
      <p className={styles['small']}>Auditors learn of it with the next version of the roster.</p>
    </Dialog>
  );
}

type FormProps = {
  readonly rosterKey: RosterKey;
  readonly zone: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

function RevokeForm({ rosterKey, zone, onClose, onDone }: FormProps) {
  const [day, setDay] = useState(() => dayOf(Date.now(), zone));
  const [reason, setReason] = useState('');
  const from = startOfDay(day, zone);
  const why = statementSchema.safeParse(reason);
  const revoke = async () => {
    const answer = await call('key.revoke', {
      member: memberIdSchema.parse(rosterKey.member),
      fingerprint: rosterKey.fingerprint,
      from: from ?? 0,
      reason: why.data ?? '',
    });
    if (answer.ok) onDone();
    return answer;
  };
  return (
    <AskingForm
      verb="Revoke it"
      busyVerb="Revoking…"
      isReady={from !== null && why.success}
      onSend={revoke}
      onClose={onClose}
    >
      <TextField
        label="It counts for nothing from"
        type="date"
        value={day}
        onChange={(event) => setDay(event.target.value)}
        hint={`the beginning of that day in ${zone}: the last day you are sure of it, or the day before it was missed`}
      />
      <TextArea label="Why?" value={reason} onChange={(event) => setReason(event.target.value)} />
    </AskingForm>
  );
}

function WindowForm({ rosterKey, zone, onClose, onDone }: FormProps) {
  const [first, setFirst] = useState(() => dayOf(rosterKey.validFrom, zone));
  const [last, setLast] = useState(() => (rosterKey.validUntil === null ? '' : dayOf(rosterKey.validUntil - 1, zone)));
  // An untouched first day keeps its hour: the key counts from the moment it was made.
  const from = first === dayOf(rosterKey.validFrom, zone) ? rosterKey.validFrom : startOfDay(first, zone);
  const until = last === '' ? null : endOfDay(last, zone);
  const set = async () => {
    const answer = await call('key.window', {
      member: memberIdSchema.parse(rosterKey.member),
      fingerprint: rosterKey.fingerprint,
      validFrom: from ?? 0,
      validUntil: until,
    });
    if (answer.ok) onDone();
    return answer;
  };
  return (
    <AskingForm verb="Set the dates" busyVerb="Setting…" isReady={from !== null} onSend={set} onClose={onClose}>
      <TextField label="First day" type="date" value={first} onChange={(event) => setFirst(event.target.value)} />
      <TextField
        label="Last day"
        type="date"
        value={last}
        onChange={(event) => setLast(event.target.value)}
        hint="empty: no end. Two years are usual"
      />
    </AskingForm>
  );
}
