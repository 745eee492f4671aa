import { useState } from 'react';
import { memberIdSchema, reviewIdSchema } from '../../../shared/domain/ids.ts';
import { AskingForm } from '../../canvas/asking-form.tsx';
import { PassphraseField } from '../../canvas/passphrase-field.tsx';
import { call } from '../../host/client.ts';
import { downloadBase64 } from '../../state/download-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';

export type SealKind = 'pdf' | 'p7s';

type RequestProps = { readonly member: string; readonly onClose: () => void };

/** Asks for what a certificate request says, and for the passphrase, because the key signs the request. */
export function RequestDialog({ member, onClose }: RequestProps) {
  const [organisation, setOrganisation] = useState('');
  const [mail, setMail] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const send = async () => {
    const answer = await call('certificate.request', {
      member: memberIdSchema.parse(member),
      passphrase,
      organisation: organisation.trim() === '' ? null : organisation.trim(),
      mail: mail.trim() === '' ? null : mail.trim(),
    });
    if (!answer.ok) return answer;
    downloadBase64(answer.value.name, answer.value.base64, answer.value.type);
    onClose();
    return answer;
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Write a certificate request"
      description={`It names ${member} and the public key, and is signed by that key. The private key stays here.`}
    >
      <AskingForm verb="Write it" busyVerb="Writing…" isReady={passphrase !== ''} onSend={send} onClose={onClose}>
        <TextField
          label="Organisation"
          hint="as your PKI writes it; may stay empty"
          maxLength={64}
          value={organisation}
          onChange={(event) => setOrganisation(event.target.value)}
        />
        <TextField
          label="Mail address"
          hint="may stay empty"
          type="email"
          maxLength={120}
          value={mail}
          onChange={(event) => setMail(event.target.value)}
        />
        <PassphraseField value={passphrase} onChange={setPassphrase} />
      </AskingForm>
    </Dialog>
  );
}

type SealProps = {
  readonly review: string;
  readonly member: string;
  readonly as: SealKind;
  readonly onClose: () => void;
};

const sealWords = {
  pdf: {
    title: 'Signed copy of the PDF',
    description:
      'PDF readers show who signed this copy, where they trust the authority. The report in the record is not changed; the sign-offs say more than this copy does.',
  },
  p7s: {
    title: 'Signature file (.p7s)',
    description:
      'A CAdES signature over manifest-sha256.txt, for tools that expect one. It lies beside the record and is no sign-off.',
  },
} as const;

/** Signs a copy beside the record with the member's key and certificate. */
export function SealDialog({ review, member, as, onClose }: SealProps) {
  const [passphrase, setPassphrase] = useState('');
  const send = async () => {
    const answer = await call('record.seal', {
      review: reviewIdSchema.parse(review),
      member: memberIdSchema.parse(member),
      passphrase,
      as,
    });
    if (!answer.ok) return answer;
    downloadBase64(answer.value.name, answer.value.base64, answer.value.type);
    onClose();
    return answer;
  };
  return (
    <Dialog open onClose={onClose} title={sealWords[as].title} description={sealWords[as].description}>
      <AskingForm verb="Sign" busyVerb="Signing…" isReady={passphrase !== ''} onSend={send} onClose={onClose}>
        <PassphraseField value={passphrase} onChange={setPassphrase} />
      </AskingForm>
    </Dialog>
  );
}
