import { useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import styles from './gate-token.module.css';

/** Bytes of the largest file that is hashed here: a browser hashes a file only as a whole. */
const most = 1_000_000_000;

/** Hashes a file on this machine; its bytes go nowhere. */
export function HashFile({ onHashed }: { readonly onHashed: (digest: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  const hash = async (file: File) => {
    if (file.size > most)
      return setSaid(`${file.name} is too large to be hashed here; paste what sha256sum says of it.`);
    setSaid(`Hashing ${file.name}…`);
    try {
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
      onHashed(`sha256:${Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')}`);
      setSaid(`${file.name} was hashed.`);
    } catch {
      setSaid(`${file.name} could not be read; paste what sha256sum says of it.`);
    }
  };
  return (
    <div className={styles['hash']}>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Artifact"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) void hash(file);
          event.target.value = '';
        }}
      />
      <Button onClick={() => input.current?.click()}>Hash a file</Button>
      <p role="status">{said}</p>
    </div>
  );
}
