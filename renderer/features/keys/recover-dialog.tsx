import { useState } from 'react';
import type { Output } from '../../../shared/contract/procedures.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { AskingForm } from '../../canvas/asking-form.tsx';
import { KeyWords } from '../../canvas/key-words.tsx';
import { PassphraseField } from '../../canvas/passphrase-field.tsx';
import { call } from '../../host/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Mark } from '../../ui/mark.tsx';
import styles from './keys.module.css';

type Props = { readonly workspace: Workspace; readonly onChanged: () => void; readonly onClose: () => void };
type Recovered = Output<'key.recover'>;

/** The drill: what was scanned or typed from a sheet opens with the passphrase and is the key it says. */
export function RecoverDialog({ workspace, onChanged, onClose }: Props) {
  const [armoured, setArmoured] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [found, setFound] = useState<Recovered | null>(null);
  const ask = async (restore: boolean) => {
    const answer = await call('key.recover', { armoured, passphrase, restore });
    if (answer.ok) {
      setFound(answer.value);
      if (answer.value.file === 'restored') onChanged();
    }
    return answer;
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Try or bring back a recovery"
      description="Scan the sheet’s code or type its text. A sheet that was never tried is a hope, not a recovery."
    >
      {found === null ? (
        <AskingForm
          verb="Open it"
          busyVerb="Opening…"
          isReady={armoured.trim() !== '' && passphrase !== ''}
          onSend={() => ask(false)}
          onClose={onClose}
        >
          <TextArea
            label="The text under the code"
            rows={6}
            spellCheck={false}
            value={armoured}
            onChange={(event) => setArmoured(event.target.value)}
            hint="with or without its first and last line; spaces do not matter"
          />
          <PassphraseField value={passphrase} onChange={setPassphrase} isSample={workspace.sample} />
        </AskingForm>
      ) : (
        <Found found={found} workspace={workspace} onRestore={() => ask(true)} onClose={onClose} />
      )}
    </Dialog>
  );
}

type FoundProps = {
  readonly found: Recovered;
  readonly workspace: Workspace;
  readonly onRestore: () => ReturnType<typeof call<'key.recover'>>;
  readonly onClose: () => void;
};

function Found({ found, workspace, onRestore, onClose }: FoundProps) {
  const { member, file, fingerprint, words } = found;
  const name = member === null ? null : (findMember(workspace, member)?.display ?? member);
  const said = {
    here: 'The sheet works: it is the key that is kept here.',
    restored: 'It is back: this machine signs with it again.',
    missing: 'The sheet works, and this machine has lost the key’s file.',
  }[file];
  return (
    <>
      <p>
        {name === null ? (
          <Mark tone="warn">It opens, but nobody of this organisation registered that key. Nothing was kept.</Mark>
        ) : (
          <Mark tone={file === 'missing' ? 'warn' : 'calm'}>
            {said} {name}
          </Mark>
        )}
      </p>
      <KeyWords fingerprint={fingerprint} words={words} size="large" />
      <p className={styles['small']}>Compare the words with those on the sheet.</p>
      {name !== null && file === 'missing' ? (
        <AskingForm verb="Bring it back" busyVerb="Bringing it back…" isReady onSend={onRestore} onClose={onClose}>
          {null}
        </AskingForm>
      ) : (
        <DialogFoot>
          <Button kind="primary" onClick={onClose}>
            Done
          </Button>
        </DialogFoot>
      )}
    </>
  );
}
