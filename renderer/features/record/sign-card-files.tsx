import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
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

/** Asks for the three files that README.txt of a request says to bring back. */
export function SignCardFiles({ isBusy, onFiles }: Props) {
  const [files, setFiles] = useState<Partial<CardFiles>>({});
  const [faults, setFaults] = useState<Partial<CardFiles>>({});
  const read = async (which: keyof CardFiles, file: File | undefined) => {
    if (file === undefined) return;
    const isFit = file.size > 0 && file.size <= mostBytes;
    setFaults({
      ...faults,
      [which]: isFit ? undefined : 'this file is empty, or far too large to be this; it was not read',
    });
    const text = !isFit ? undefined : which === 'key' ? await file.text() : toBase64(await file.arrayBuffer());
    setFiles((before) => ({ ...before, [which]: text }));
  };
  const { pae, manifest, key } = files;
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (pae !== undefined && manifest !== undefined && key !== undefined) onFiles({ pae, manifest, key });
      }}
    >
      {asked.map(([which, label, hint]) => (
        <Field key={which} label={label} hint={hint} {...(faults[which] !== undefined && { fault: faults[which] })}>
          {(control) => (
            <input type="file" {...control} onChange={(event) => void read(which, event.target.files?.[0])} />
          )}
        </Field>
      ))}
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

const toBase64 = (bytes: ArrayBuffer): string =>
  btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''));
