import { useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import { AskingForm } from '../../canvas/asking-form.tsx';
import { KeyWords } from '../../canvas/key-words.tsx';
import { TextFiles } from '../../canvas/text-files.tsx';
import { PassphraseField } from '../../canvas/passphrase-field.tsx';
import { call } from '../../host/client.ts';
import { downloadText } from '../../state/download-text.ts';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { PageHead, Section } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { SignRecordBeside } from './sign-record-beside.tsx';
import { SigningWords } from './sign-words.tsx';
import styles from './sign.module.css';

type Looked = Output<'sign.look'> & { readonly text: string };
type Fault = Pick<CallFault, 'message' | 'satisfy' | 'rule'>;

/** Signing a request of another machine, with a key that this one keeps. */
export function SignBrought() {
  const [looked, setLooked] = useState<Looked | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const look = async (text: string, record: string | null) => {
    const answer = await call('sign.look', { text, record });
    setFault(answer.ok ? null : answer.error);
    if (answer.ok) setLooked({ ...answer.value, text });
    else if (record === null) setLooked(null);
  };
  return (
    <>
      <PageHead
        title="Sign a request"
        lede="A review elsewhere asks for your signature. Read what it says, compare the head aloud, sign with the key you keep here, and bring the answer back. Nothing of it is kept."
      />
      <Section title="The request">
        <div className={styles['narrow']}>
          <TextFiles
            label="Signing request"
            verb={looked === null ? 'Open the request' : 'Another request'}
            kind={looked === null ? 'primary' : 'plain'}
            hint="sign-request-….json; or drop it here"
            accept=".json,application/json"
            onTexts={([given], [unread]) => {
              if (given !== undefined) void look(given.text, null);
              else setFault(unread ?? null);
            }}
          />
          {fault !== null && <Refusal fault={fault} />}
          {looked !== null && (
            <>
              <SigningWords title={looked.title} display={looked.display} words={looked.words} />
              <SignRecordBeside found={looked.record} onTicket={(ticket) => void look(looked.text, ticket)} />
            </>
          )}
        </div>
      </Section>
      {looked !== null && (
        <Section title="Your signature">
          <div className={styles['narrow']}>
            <Answering key={looked.text} looked={looked} />
          </div>
        </Section>
      )}
    </>
  );
}

function Answering({ looked }: { readonly looked: Looked }) {
  const [passphrase, setPassphrase] = useState('');
  const [signed, setSigned] = useState<Output<'sign.answer'> | null>(null);
  const sign = async () => {
    const answer = await call('sign.answer', { text: looked.text, passphrase });
    if (answer.ok) setSigned(answer.value);
    setPassphrase('');
    return answer;
  };
  if (looked.key === null)
    return (
      <p>
        <Mark tone="warn">No key of this person is kept here.</Mark> Open the request where <bdi>{looked.display}</bdi>{' '}
        keeps their key, or use a smart card with the zip.
      </p>
    );
  if (signed !== null)
    return (
      <>
        <p role="status">
          <Mark tone="calm">Signed.</Mark> Bring the answer back to where the request came from.
        </p>
        <p>
          <Button kind="primary" onClick={() => downloadText(signed.name, signed.text)}>
            Answer as a file
          </Button>
        </p>
      </>
    );
  return (
    <>
      <div>
        <p className={styles['small']}>
          Your key’s eight words. You may be asked to read them when the answer is taken.
        </p>
        <KeyWords size="large" fingerprint={looked.key.fingerprint} words={looked.key.words} />
      </div>
      {looked.record !== null && looked.record.state !== 'same' ? (
        <p>Nothing can be signed beside a record that is not the one. Ask for both again.</p>
      ) : (
        <AskingForm verb="Sign" busyVerb="Signing…" isReady={passphrase !== ''} onSend={sign}>
          <PassphraseField
            value={passphrase}
            onChange={setPassphrase}
            hint="opening the key takes about a second; a wrong passphrase signs nothing"
          />
        </AskingForm>
      )}
    </>
  );
}
