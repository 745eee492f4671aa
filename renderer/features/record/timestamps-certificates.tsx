import { useCallback, useEffect, useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import { memberIdSchema } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { call } from '../../host/client.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { CarriedFile } from './timestamps-carried-file.tsx';
import { RequestDialog, SealDialog, type SealKind } from './timestamps-dialogs.tsx';
import styles from './record.module.css';
import own from './timestamps.module.css';

type Status = Output<'certificate.status'>;
type Open = { readonly kind: 'request' } | { readonly kind: 'seal'; readonly as: SealKind };

type Props = { readonly review: Review; readonly workspace: Workspace; readonly onChanged: () => void };

/** The certificate of each member with a key: asked for, taken in, and what can be signed with it. */
export function Certificates({ review, workspace, onChanged }: Props) {
  const members = [...new Set(workspace.keys.map((key) => key.member))];
  const [chosen, setChosen] = useState<string | null>(null);
  const [status, setStatus] = useState<Status | null>(null);
  const [fault, setFault] = useState<CallFault | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const read = useCallback(async () => {
    const answer = await call('certificate.status', {});
    if (answer.ok) setStatus(answer.value);
    else setFault(answer.error);
  }, [setFault, setStatus]);
  // oxlint-disable-next-line react/set-state-in-effect -- state is set when the main process has answered
  useEffect(() => void read(), [read]);
  const member = chosen ?? members.find((id) => id === workspace.me) ?? members[0];
  if (member === undefined)
    return <p className={styles['under']}>Nobody has a key yet, so there is nothing to certify.</p>;
  const certificate = status?.certificates.find((each) => each.member === member);
  const take = async (base64: string, isAuthority: boolean) => {
    const answer = isAuthority
      ? await call('authority.take', { base64 })
      : await call('certificate.take', { member: memberIdSchema.parse(member), base64 });
    setFault(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    await read();
    onChanged();
  };
  return (
    <div className={own['part']}>
      <div className={own['whole']}>
        <SelectField label="Certificate of" value={member} onChange={(event) => setChosen(event.target.value)}>
          {members.map((id) => (
            <option key={id} value={id}>
              {findMember(workspace, id)?.display ?? id}
            </option>
          ))}
        </SelectField>
      </div>
      {certificate === undefined ? (
        <>
          <p className={styles['small']}>
            None yet. Write a request for this key, have your organisation’s PKI issue a certificate for it, and take
            that in. Signing off works without.
          </p>
          <Button onClick={() => setOpen({ kind: 'request' })}>Write a certificate request</Button>
        </>
      ) : (
        <Held certificate={certificate} zone={review.zone} onSeal={(as) => setOpen({ kind: 'seal', as })} />
      )}
      <div className={own['acts']}>
        <CarriedFile
          label="Take a certificate in"
          accept=".crt,.pem,.cer,application/x-pem-file"
          onFile={(base64) => void take(base64, false)}
          onFault={setFault}
        >
          Take a certificate in
        </CarriedFile>
        <CarriedFile
          label="Trust an authority"
          accept=".crt,.pem,.cer,application/x-pem-file"
          onFile={(base64) => void take(base64, true)}
          onFault={setFault}
        >
          Trust an authority
        </CarriedFile>
      </div>
      <p className={styles['small']}>
        {status === null || status.authorities.length === 0
          ? 'No authority is trusted here.'
          : `Authorities trusted here: ${status.authorities.join('; ')}.`}
      </p>
      {fault !== null && <Refusal fault={fault} />}
      {open?.kind === 'request' && <RequestDialog member={member} onClose={() => setOpen(null)} />}
      {open?.kind === 'seal' && (
        <SealDialog review={review.id} member={member} as={open.as} onClose={() => setOpen(null)} />
      )}
    </div>
  );
}

type HeldProps = {
  readonly certificate: Status['certificates'][number];
  readonly zone: string;
  readonly onSeal: (as: SealKind) => void;
};

function Held({ certificate: { subject, issuer, notAfter, fault }, zone, onSeal }: HeldProps) {
  return (
    <>
      <p>
        {fault === null ? (
          <Mark tone="calm">{subject}</Mark>
        ) : (
          <>
            <Mark tone="over">{subject}</Mark>: {fault}
          </>
        )}
      </p>
      <p className={styles['small']}>
        issued by {issuer}, valid until {formatDayTime(notAfter, zone)}. The record carries it; a reader believes it
        only under an authority of their own.
      </p>
      {fault === null && (
        <div className={own['acts']}>
          <Button onClick={() => onSeal('pdf')}>Signed copy of the PDF</Button>
          <Button onClick={() => onSeal('p7s')}>Signature file (.p7s)</Button>
        </div>
      )}
    </>
  );
}
