import { useState } from 'react';
import { downloadText } from '../state/download-text.ts';
import { usePublicKey } from '../state/person-keys.ts';
import { Button } from '../ui/button.tsx';
import { KeyWords } from './key-words.tsx';
import styles from './keys.module.css';

type Props = { readonly member: string };

/** A member's public key to hand on: its words to be read aloud, the key itself as text or as a file. */
export function PublicKeyPart({ member }: Props) {
  const key = usePublicKey(member);
  const [copied, setCopied] = useState<'not-yet' | 'copied' | 'refused'>('not-yet');
  if (key === null) return null;
  const copy = () =>
    void navigator.clipboard.writeText(key.pem).then(
      () => setCopied('copied'),
      () => setCopied('refused'),
    );
  return (
    <div>
      <KeyWords fingerprint={key.fingerprint} words={key.words} />
      <div className={styles['ways']}>
        <Button onClick={() => downloadText(`${member}.pem`, key.pem, 'application/x-pem-file')}>Key as a file</Button>
        <Button kind="quiet" onClick={copy}>
          Copy the key
        </Button>
        <span className={styles['said']} role="status">
          {copied === 'copied' && 'Copied.'}
          {copied === 'refused' && 'This window may not copy. Take the file.'}
        </span>
      </div>
    </div>
  );
}
