import { useState } from 'react';
import { memberIdSchema } from '../../../shared/domain/ids.ts';
import { AskingForm } from '../../canvas/asking-form.tsx';
import { PassphraseField } from '../../canvas/passphrase-field.tsx';
import { call } from '../../host/client.ts';
import { downloadBase64 } from '../../state/download-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import type { RosterDraft } from './use-roster.ts';

type Props = {
  readonly member: string;
  readonly name: string;
  readonly isHere: boolean;
  readonly draft: RosterDraft;
  readonly isSample: boolean;
  readonly onClose: () => void;
  readonly onSigned: () => void;
};

/** One keeper signs: with the passphrase of a key that is kept here, or with what a smart card's tool made. */
export function KeeperSigns({ member, name, isHere, draft, isSample, onClose, onSigned }: Props) {
  const form = { member, onClose, onSigned };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${name} signs version ${draft.version}`}
      description="The signature says: these are the people, their roles, their keys and dates."
    >
      {isHere ? <SignHere {...form} isSample={isSample} /> : <SignByCard {...form} />}
    </Dialog>
  );
}

type FormProps = { readonly member: string; readonly onClose: () => void; readonly onSigned: () => void };

function SignHere({ member, isSample, onClose, onSigned }: FormProps & { readonly isSample: boolean }) {
  const [passphrase, setPassphrase] = useState('');
  const sign = async () => {
    const answer = await call('roster.sign', { member: memberIdSchema.parse(member), passphrase });
    if (answer.ok) onSigned();
    return answer;
  };
  return (
    <AskingForm verb="Sign" busyVerb="Signing…" isReady={passphrase !== ''} onSend={sign} onClose={onClose}>
      <PassphraseField value={passphrase} onChange={setPassphrase} isSample={isSample} />
    </AskingForm>
  );
}

function SignByCard({ member, onClose, onSigned }: FormProps) {
  const [signature, setSignature] = useState('');
  const give = async () => {
    const answer = await call('roster.export', { what: 'to-sign' });
    if (answer.ok) downloadBase64(answer.value.name, answer.value.base64, 'application/octet-stream');
  };
  const attach = async () => {
    const answer = await call('roster.attach', { member: memberIdSchema.parse(member), signature: signature.trim() });
    if (answer.ok) onSigned();
    return answer;
  };
  return (
    <AskingForm
      verb="Take the signature"
      busyVerb="Checking…"
      isReady={signature.trim() !== ''}
      onSend={attach}
      onClose={onClose}
    >
      <p>
        This person’s key is kept elsewhere. With Hotwash there, take the draft away and bring the signature back. With
        a smart card, give these bytes to its tool and paste what it made.
      </p>
      <p>
        <Button onClick={() => void give()}>The bytes to sign</Button>
      </p>
      <TextArea
        label="The signature, as base64"
        rows={3}
        spellCheck={false}
        value={signature}
        onChange={(event) => setSignature(event.target.value)}
        hint="ECDSA with SHA-256 in DER, as openssl and pkcs11-tool write it"
      />
    </AskingForm>
  );
}
