import { useState } from 'react';
import { readSmallFile, toBase64 } from '../../state/read-small-file.ts';
import { Button } from '../../ui/button.tsx';
import { ChooseFile } from './sign-choose-file.tsx';
import styles from './sign.module.css';

/** What a smart card's tools wrote: signatures in base64, the key as PEM text. */
export type CardFiles = { readonly pae: string; readonly manifest: string; readonly key: string };
type Props = { readonly isBusy: boolean; readonly onFiles: (files: CardFiles) => void };

const asked = [
  ['pae', 'Signature over to-sign.bin', 'pae.sig'],
  ['manifest', 'Signature over to-sign-manifest.bin', 'manifest.sig'],
  ['key', 'Public key or certificate', 'key.pem'],
] as const;

/** Signatures and keys are a few hundred bytes. */
const mostBytes = 15_000;

type Chosen = { readonly name: string; readonly content: string } | { readonly fault: string };

/** Asks for the three files that README.txt of a request says to bring back. */
export function SignCardFiles({ isBusy, onFiles }: Props) {
  const [files, setFiles] = useState<Partial<Record<keyof CardFiles, Chosen>>>({});
  const read = async (which: keyof CardFiles, file: File) => {
    const bytes = await readSmallFile(file, mostBytes);
    const content = (read: ArrayBuffer) => (which === 'key' ? new TextDecoder().decode(read) : toBase64(read));
    const chosen = bytes.ok ? { name: file.name, content: content(bytes.value) } : { fault: bytes.error };
    setFiles((before) => ({ ...before, [which]: chosen }));
  };
  const contentOf = (which: keyof CardFiles) => {
    const chosen = files[which];
    return chosen !== undefined && 'content' in chosen ? chosen.content : undefined;
  };
  const [pae, manifest, key] = [contentOf('pae'), contentOf('manifest'), contentOf('key')];
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (pae !== undefined && manifest !== undefined && key !== undefined) onFiles({ pae, manifest, key });
      }}
    >
      {asked.map(([which, label, hint]) => {
        const chosen = files[which];
        return (
          <ChooseFile
            key={which}
            label={label}
            hint={hint}
            chosen={chosen !== undefined && 'name' in chosen ? chosen.name : null}
            fault={chosen !== undefined && 'fault' in chosen ? chosen.fault : undefined}
            onFile={(file) => void read(which, file)}
          />
        );
      })}
      <p>
        <Button
          kind="primary"
          type="submit"
          disabled={isBusy || pae === undefined || manifest === undefined || key === undefined}
        >
          {isBusy ? 'Checking…' : 'Check and take'}
        </Button>
      </p>
    </form>
  );
}
