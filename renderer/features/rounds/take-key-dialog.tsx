import { useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import { memberIdSchema } from '../../../shared/domain/ids.ts';
import { KeyWords } from '../../canvas/key-words.tsx';
import { TextFiles } from '../../canvas/text-files.tsx';
import { call } from '../../host/client.ts';
import type { GivenText, TextFault } from '../../state/read-text-file.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './rounds.module.css';

type Props = { readonly member: string; readonly display: string; readonly onClose: () => void };
type Seen = Output<'key.look'> & { readonly pem: string };

/** Longest public key file; they are some 120 characters. */
const mostKeyLength = 4000;

/** A public key made elsewhere: looked at, its words compared by voice, then trusted. */
export function TakeKeyDialog({ member, display, onClose }: Props) {
  const [seen, setSeen] = useState<Seen | null>(null);
  const [fault, setFault] = useState<Pick<CallFault, 'message' | 'satisfy'> | null>(null);
  const look = async ([given]: readonly GivenText[], [unread]: readonly TextFault[]) => {
    setSeen(null);
    if (given === undefined) return setFault(unread ?? null);
    if (given.text.length > mostKeyLength)
      return setFault({ message: 'That is no public key: it is far too long. Nothing was kept.' });
    const answer = await call('key.look', { pem: given.text });
    if (!answer.ok) return setFault(answer.error);
    setFault(null);
    setSeen({ ...answer.value, pem: given.text });
  };
  const trust = async () => {
    if (seen === null) return;
    const answer = await call('key.trust', { member: memberIdSchema.parse(member), pem: seen.pem });
    if (answer.ok) onClose();
    else setFault(answer.error);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`The public key of ${display}`}
      description="They find it in their Hotwash under Answer a review, as a file or to copy. It may come by any way; the voice is what proves it."
    >
      <div className={styles['form']}>
        <TextFiles
          label="Public key"
          verb={seen === null ? 'Choose the key file' : 'Another file'}
          hint="a .pem file, or drop it here"
          accept=".pem,.pub,.txt"
          onTexts={(texts, faults) => void look(texts, faults)}
        />
        {seen !== null && (
          <>
            <KeyWords fingerprint={seen.fingerprint} words={seen.words} size="large" />
            <p>
              Call {display} and have them read their eight words to you. Trust the key only when they are these, in
              this order.
            </p>
          </>
        )}
        {fault !== null && <Refusal fault={fault} />}
        <DialogFoot>
          <Button onClick={onClose}>Leave it</Button>
          <Button kind="primary" disabled={seen === null} onClick={() => void trust()}>
            The words are the same: trust it
          </Button>
        </DialogFoot>
      </div>
    </Dialog>
  );
}
