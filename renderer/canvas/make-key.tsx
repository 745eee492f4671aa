import { useState } from 'react';
import type { Output } from '../../shared/contract/procedures.ts';
import { makeKey } from '../state/person-keys.ts';
import { TextField } from '../ui/field.tsx';
import { AskingForm } from './asking-form.tsx';
import { passphraseFault } from './passphrase-fault.ts';

type MakeProps = {
  readonly member: string;
  readonly onMade: (key: Output<'key.create'>) => void;
  readonly onClose?: () => void;
};

/** Makes a signing key for somebody on this machine: only its passphrase opens it. */
export function MakeKey({ member, onMade, onClose }: MakeProps) {
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const lack = passphraseFault(passphrase, again);
  const make = async () => {
    const answer = await makeKey(member, passphrase);
    if (answer.ok) onMade(answer.value);
    return answer;
  };
  return (
    <AskingForm
      verb="Make the key"
      busyVerb="Making the key…"
      isReady={lack === undefined}
      onSend={make}
      {...(onClose !== undefined && { onClose })}
    >
      <p>
        There is no key for this person yet. One is made now; only the passphrase opens it, and nobody can restore a
        forgotten one.
      </p>
      <TextField
        label="Passphrase"
        type="password"
        autoComplete="new-password"
        value={passphrase}
        onChange={(event) => setPassphrase(event.target.value)}
        hint="12 characters or more; four or five words are easy to keep"
      />
      <TextField
        label="The same again"
        type="password"
        autoComplete="new-password"
        value={again}
        onChange={(event) => setAgain(event.target.value)}
        {...(again !== '' && lack !== undefined && { fault: lack })}
      />
    </AskingForm>
  );
}
