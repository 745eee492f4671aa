import { useState } from 'react';
import type { Output } from '../../../shared/contract/procedures.ts';
import { memberIdSchema, reviewIdSchema } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { keyOfMember } from '../../../shared/domain/workspace/roster-keys.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { AskingForm } from '../../canvas/asking-form.tsx';
import { KeyWords } from '../../canvas/key-words.tsx';
import { MakeKey } from '../../canvas/make-key.tsx';
import { PassphraseField } from '../../canvas/passphrase-field.tsx';
import { call } from '../../host/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { OwnRole, ownRoleFault, SignWho } from './sign-who.tsx';
import { ableToSign, wordsOfRole } from './signers.ts';
import styles from './sign.module.css';

type Props = {
  readonly review: Review;
  readonly workspace: Workspace;
  /** Null for a countersign, whose role the signer names. */
  readonly role: string | null;
  readonly onClose: () => void;
  readonly onSigned: () => void;
};

/** Signing as one role. Whoever has no key yet makes one here, and reads its eight words aloud before using it. */
export function SignDialog({ review, workspace, role: given, onClose, onSigned }: Props) {
  const [own, setOwn] = useState('auditor');
  const role = given ?? own;
  const able = ableToSign(review, workspace, given ?? 'auditor');
  const [member, setMember] = useState(able.find((id) => id === workspace.me) ?? able[0] ?? '');
  const key = keyOfMember(workspace.keys, member);
  const [made, setMade] = useState<Output<'key.create'> | null>(null);
  const title = given === null ? 'Countersign' : `Sign as ${wordsOfRole(given).toLowerCase()}`;
  if (able.length === 0)
    return (
      <Dialog open onClose={onClose} title={title}>
        <p>Nobody is left who may sign as this. The record stays unsigned in this role and says so.</p>
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
      <div className={styles['form']}>
        <SignWho
          label="You are"
          workspace={workspace}
          able={able}
          member={member}
          isFixed={made !== null}
          onMember={setMember}
        />
        {given === null && <OwnRole role={own} onRole={setOwn} />}
        {key === undefined && made === null ? (
          <MakeKey key={member} member={member} onMade={setMade} onClose={onClose} />
        ) : (
          <>
            <div>
              <p className={styles['small']}>Your key’s eight words. Read them aloud to whoever keeps the roster.</p>
              <KeyWords
                size="large"
                fingerprint={made?.fingerprint ?? key?.fingerprint ?? ''}
                words={made?.words ?? key?.words ?? []}
              />
            </div>
            <SignForm
              review={review.id}
              role={role}
              member={member}
              isSample={workspace.sample}
              isReady={given !== null || ownRoleFault(own) === undefined}
              onClose={onClose}
              onSigned={onSigned}
            />
          </>
        )}
      </div>
    </Dialog>
  );
}

type SignProps = {
  readonly review: string;
  readonly role: string;
  readonly member: string;
  readonly isSample: boolean;
  readonly isReady: boolean;
  readonly onClose: () => void;
  readonly onSigned: () => void;
};

function SignForm({ review, role, member, isSample, isReady, onClose, onSigned }: SignProps) {
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
    <AskingForm verb="Sign" busyVerb="Signing…" isReady={isReady && passphrase !== ''} onSend={sign} onClose={onClose}>
      <PassphraseField
        value={passphrase}
        onChange={setPassphrase}
        isSample={isSample}
        hint="opening the key takes about a second; a wrong passphrase signs nothing"
      />
    </AskingForm>
  );
}
