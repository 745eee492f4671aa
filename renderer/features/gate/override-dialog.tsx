import { useEffect, useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import { memberIdSchema, reviewIdSchema } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { SignOffRole } from '../../../shared/domain/review/seats.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { AskingForm } from '../../canvas/asking-form.tsx';
import { call } from '../../host/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { OverrideSigner, type Signer } from './override-signer.tsx';
import styles from './gate.module.css';

type Looked = Output<'gate.look'>;
type Props = { readonly reviews: readonly Review[]; readonly workspace: Workspace; readonly onClose: () => void };

const hourMs = 3_600_000;
const lives = [4, 12, 24, 48, 72];
const nobody: Signer = { role: '', member: '', passphrase: '' };

/** Two people answer, each with a key and a role of their own, for a release that the gate refuses. */
export function OverrideDialog({ reviews, workspace, onClose }: Props) {
  const newest = reviews.toSorted((a, b) => b.openedAt - a.openedAt);
  // Nothing is chosen beforehand: two people must not answer for a release that only stood on top.
  const [id, setId] = useState('');
  const review = newest.find((each) => each.id === id);
  if (newest.length === 0)
    return (
      <Dialog open onClose={onClose} title="Override a refusal">
        <p>There is no review yet, so there is nothing to override.</p>
        <DialogFoot>
          <Button onClick={onClose}>Close</Button>
        </DialogFoot>
      </Dialog>
    );
  return (
    <Dialog
      open
      onClose={onClose}
      title="Override a refusal"
      description="Two people of two signing roles answer for it with their keys. The token carries the reason and what was refused, and ends within 72 hours."
    >
      <SelectField label="Review" value={id} onChange={(event) => setId(event.target.value)}>
        <option value="">choose the review</option>
        {newest.map((each) => (
          <option key={each.id} value={each.id}>
            {each.release.replace('@', ' ')} · {each.title}
          </option>
        ))}
      </SelectField>
      {review === undefined ? (
        <DialogFoot>
          <Button onClick={onClose}>Leave it</Button>
        </DialogFoot>
      ) : (
        <Refused key={id} review={review} workspace={workspace} onClose={onClose} />
      )}
    </Dialog>
  );
}

type RefusedProps = { readonly review: Review; readonly workspace: Workspace; readonly onClose: () => void };

/** What the gate refuses of the chosen review, and the form where two keys may lift it. */
function Refused({ review, workspace, onClose }: RefusedProps) {
  const { looked, fault } = useLook(review.id);
  const firm = looked?.refusals.find(({ lift }) => lift === 'nobody');
  return (
    <>
      {fault !== null && <Refusal fault={fault} />}
      {looked === null && fault === null && <p className={styles['small']}>Asking the verifier…</p>}
      {looked?.refusals.length === 0 && <p>The gate refuses nothing here. Issue a token on the record’s page.</p>}
      {firm !== undefined && <Refusal fault={firm} />}
      {looked !== null && looked.refusals.length > 0 && firm === undefined ? (
        <>
          <ul className={styles['refusals']} aria-label="Refused because">
            {looked.refusals.map(({ rule, message }) => (
              <li key={message} dir="auto">
                <span className={styles['rule']}>{rule}</span> {message}
              </li>
            ))}
          </ul>
          <OverrideForm review={review} workspace={workspace} onClose={onClose} />
        </>
      ) : (
        <DialogFoot>
          <Button onClick={onClose}>Leave it</Button>
        </DialogFoot>
      )}
    </>
  );
}

function OverrideForm({ review, workspace, onClose }: Omit<Props, 'reviews'> & { readonly review: Review }) {
  const [reason, setReason] = useState('');
  const [environment, setEnvironment] = useState('');
  const [digest, setDigest] = useState('');
  const [hours, setHours] = useState(24);
  const [first, setFirst] = useState(nobody);
  const [second, setSecond] = useState(nobody);
  const isWhole = ({ role, member, passphrase }: Signer): boolean => role !== '' && member !== '' && passphrase !== '';
  const override = async () => {
    const signerOf = ({ role, member, passphrase }: Signer) => ({
      role: role as SignOffRole,
      member: memberIdSchema.parse(member),
      passphrase,
    });
    const answer = await call('gate.override', {
      review: reviewIdSchema.parse(review.id),
      artifacts: digest.split(/[\s,]+/).filter((each) => each !== ''),
      environment: environment.trim() === '' ? null : environment.trim(),
      expiresAt: Date.now() + hours * hourMs - 60_000,
      reason,
      signers: [signerOf(first), signerOf(second)],
    });
    if (answer.ok) onClose();
    return answer;
  };
  const isReady = reason.trim() !== '' && isWhole(first) && isWhole(second);
  return (
    <AskingForm verb="Override" busyVerb="Signing…" isReady={isReady} onSend={override} onClose={onClose}>
      <TextArea label="Why" value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />
      <TextField
        label="Artifacts, by digest"
        hint="Empty binds the token to the version alone."
        value={digest}
        placeholder="sha256:…"
        onChange={(event) => setDigest(event.target.value)}
      />
      <TextField
        label="Environment"
        hint="Empty where the pipeline names none."
        value={environment}
        placeholder="production"
        onChange={(event) => setEnvironment(event.target.value)}
      />
      <SelectField label="Holds for" value={hours} onChange={(event) => setHours(Number(event.target.value))}>
        {lives.map((each) => (
          <option key={each} value={each}>
            {each} hours
          </option>
        ))}
      </SelectField>
      <OverrideSigner title="First person" review={review} workspace={workspace} signer={first} onChange={setFirst} />
      <OverrideSigner
        title="Second person"
        review={review}
        workspace={workspace}
        signer={second}
        onChange={setSecond}
      />
    </AskingForm>
  );
}

/** Why the gate refuses this review now. */
function useLook(id: string): { readonly looked: Looked | null; readonly fault: CallFault | null } {
  const [answered, setAnswered] = useState<{ id: string; looked: Looked | null; fault: CallFault | null } | null>(null);
  useEffect(() => {
    const review = reviewIdSchema.safeParse(id);
    if (!review.success) return undefined;
    let isCurrent = true;
    void call('gate.look', { review: review.data }).then((answer) => {
      if (isCurrent)
        setAnswered(answer.ok ? { id, looked: answer.value, fault: null } : { id, looked: null, fault: answer.error });
    });
    return () => {
      isCurrent = false;
    };
  }, [id]);
  return answered?.id === id ? answered : { looked: null, fault: null };
}
