import { useState } from 'react';
import { artifactSchema, environmentSchema } from '../../../shared/domain/gate/gate.ts';
import { tokenLife } from '../../../shared/domain/gate/gate-limits.ts';
import { memberIdSchema, releaseIdSchema, reviewIdSchema } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { AskingForm } from '../../canvas/asking-form.tsx';
import { PassphraseField } from '../../canvas/passphrase-field.tsx';
import { call } from '../../host/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { HashFile } from './hash-file.tsx';

type Props = {
  readonly review: Review;
  readonly workspace: Workspace;
  readonly releases: readonly string[];
  readonly feature: string | null;
  /** Who may issue. */
  readonly able: readonly string[];
  readonly onClose: () => void;
};

const dayMs = 86_400_000;
const lives = [1, 3, 7, 14, 30, 90];

/** Issuing one token: who signs, for how long, and what it is bound to besides the version. */
export function IssueDialog({ review, workspace, releases, feature, able, onClose }: Props) {
  const [member, setMember] = useState(able.find((id) => id === workspace.me) ?? able[0] ?? '');
  const [release, setRelease] = useState(review.release);
  const [digests, setDigests] = useState('');
  const [environment, setEnvironment] = useState('');
  const [days, setDays] = useState(tokenLife.usual / dayMs);
  const [passphrase, setPassphrase] = useState('');
  const artifacts = digests.split(/[\s,]+/).filter((each) => each !== '');
  const digestFault = artifacts.every((each) => artifactSchema.safeParse(each).success)
    ? undefined
    : 'Each is sha256: and 64 hex digits in lower case.';
  const place = environment.trim();
  const placeFault =
    place === '' || environmentSchema.safeParse(place).success
      ? undefined
      : 'Letters, digits, dot, dash and underscore.';
  const issue = async () => {
    const answer = await call('gate.issue', {
      review: reviewIdSchema.parse(review.id),
      release: releaseIdSchema.parse(release),
      artifacts,
      environment: place === '' ? null : place,
      expiresAt: Date.now() + days * dayMs - 60_000,
      member: memberIdSchema.parse(member),
      passphrase,
      feature,
    });
    if (answer.ok) onClose();
    return answer;
  };
  const isReady = member !== '' && passphrase !== '' && digestFault === undefined && placeFault === undefined;
  return (
    <Dialog
      open
      onClose={onClose}
      title={feature === null ? 'Issue a gate token' : `Issue for the next phase of ${feature}`}
      description="A pipeline lets through what the token names and nothing else. It says which key signed, not who sat at the keyboard."
    >
      <AskingForm verb="Issue" busyVerb="Issuing…" isReady={isReady} onSend={issue} onClose={onClose}>
        <SelectField label="You are" value={member} onChange={(event) => setMember(event.target.value)}>
          {able.map((id) => (
            <option key={id} value={id}>
              {findMember(workspace, id)?.display ?? id}
            </option>
          ))}
        </SelectField>
        {releases.length > 1 && (
          <SelectField label="Release" value={release} onChange={(event) => setRelease(event.target.value)}>
            {releases.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </SelectField>
        )}
        <TextArea
          label="Artifacts, by digest"
          hint="One a line; empty binds the token to the version alone."
          fault={digestFault}
          value={digests}
          rows={2}
          placeholder="sha256:…"
          onChange={(event) => setDigests(event.target.value)}
        />
        <HashFile onHashed={(digest) => setDigests((before) => [before.trim(), digest].filter(Boolean).join('\n'))} />
        <TextField
          label="Environment"
          hint="Empty where the pipeline names none."
          fault={placeFault}
          value={environment}
          placeholder="production"
          onChange={(event) => setEnvironment(event.target.value)}
        />
        <SelectField label="Holds for" value={days} onChange={(event) => setDays(Number(event.target.value))}>
          {lives.map((each) => (
            <option key={each} value={each}>
              {each === 1 ? '1 day' : `${each} days`}
            </option>
          ))}
        </SelectField>
        <PassphraseField value={passphrase} onChange={setPassphrase} isSample={workspace.sample} />
      </AskingForm>
    </Dialog>
  );
}
