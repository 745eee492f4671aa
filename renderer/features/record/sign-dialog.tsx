import { useState } from 'react';
import type { Output } from '../../../shared/contract/procedures.ts';
import { memberIdSchema, reviewIdSchema } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { SignOffRole } from '../../../shared/domain/review/seats.ts';
import { samplePassphrase } from '../../../shared/domain/workspace/sample.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { AskingForm } from '../../canvas/asking-form.tsx';
import { KeyWords } from '../../canvas/key-words.tsx';
import { MakeKey } from '../../canvas/make-key.tsx';
import { call } from '../../host/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { signersOf } from '../../../shared/domain/review/signing.ts';
import { roleWords } from './signers.ts';
import styles from './record.module.css';

type Props = {
  readonly review: Review;
  readonly workspace: Workspace;
  readonly role: SignOffRole;
  readonly onClose: () => void;
  readonly onSigned: () => void;
};

/** Signing as one role. Whoever has no key yet makes one here, and reads its eight words aloud before using it. */
export function SignDialog({ review, workspace, role, onClose, onSigned }: Props) {
  const able = signersOf(review, role);
  const [member, setMember] = useState(able.find((id) => id === workspace.me) ?? able[0] ?? '');
  const key = workspace.keys.findLast((each) => each.member === member);
  const [made, setMade] = useState<Output<'key.create'> | null>(null);
  const title = `Sign as ${roleWords[role].toLowerCase()}`;
  if (able.length === 0)
    return (
      <Dialog open onClose={onClose} title={title}>
        <p>
          Nobody holds the seat that signs as {roleWords[role].toLowerCase()}. The record stays unsigned in this role
          and says so.
        </p>
        <DialogFoot>
          <Button onClick={onClose}>Close</Button>
        </DialogFoot>
      </Dialog>
    );
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={`Your key signs every file of ${review.id}. It does not prove who sat at the keyboard; it proves which key signed.`}
    >
      <SelectField
        label="You are"
        value={member}
        disabled={made !== null}
        onChange={(event) => setMember(event.target.value)}
      >
        {able.map((id) => (
          <option key={id} value={id}>
            {findMember(workspace, id)?.display ?? id}
          </option>
        ))}
      </SelectField>
      {key === undefined && made === null ? (
        <MakeKey key={member} member={member} onMade={setMade} onClose={onClose} />
      ) : (
        <>
          <KeyWords fingerprint={made?.fingerprint ?? key?.fingerprint ?? ''} words={made?.words ?? key?.words ?? []} />
          {workspace.sample && (
            <p className={styles['small']}>Keys that came with the sample open with: {samplePassphrase}</p>
          )}
          <SignForm review={review.id} role={role} member={member} onClose={onClose} onSigned={onSigned} />
        </>
      )}
    </Dialog>
  );
}

type SignProps = {
  readonly review: string;
  readonly role: SignOffRole;
  readonly member: string;
  readonly onClose: () => void;
  readonly onSigned: () => void;
};

function SignForm({ review, role, member, onClose, onSigned }: SignProps) {
  const [passphrase, setPassphrase] = useState('');
  const sign = async () => {
    const answer = await call('record.sign', {
      review: reviewIdSchema.parse(review),
      role,
      member: memberIdSchema.parse(member),
      passphrase,
    });
    if (answer.ok) onSigned();
    return answer;
  };
  return (
    <AskingForm verb="Sign" busyVerb="Signing…" isReady={passphrase !== ''} onSend={sign} onClose={onClose}>
      <p className={styles['small']}>The key’s eight words. Read them aloud to whoever keeps the roster.</p>
      <TextField
        label="Passphrase of this key"
        type="password"
        autoComplete="current-password"
        value={passphrase}
        onChange={(event) => setPassphrase(event.target.value)}
      />
    </AskingForm>
  );
}
