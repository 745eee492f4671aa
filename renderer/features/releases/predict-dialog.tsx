import { useState } from 'react';
import { memberIdSchema, serviceIdSchema } from '../../../shared/domain/ids.ts';
import { predictedImpacts, type Predicted } from '../../../shared/domain/prediction/sealed-prediction.ts';
import { statementSchema } from '../../../shared/domain/text.ts';
import { keyOfMember } from '../../../shared/domain/workspace/roster-keys.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { readShare } from '../../../shared/formats/map-prediction.ts';
import { AskingForm } from '../../canvas/asking-form.tsx';
import { MakeKey } from '../../canvas/make-key.tsx';
import { PassphraseField } from '../../canvas/passphrase-field.tsx';
import { call } from '../../host/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';

type Props = {
  readonly service: string;
  readonly version: string;
  readonly workspace: Workspace;
  readonly onClose: () => void;
};

/** Sealing a prediction: who, how likely, how bad, why. It opens by itself when the release goes live. */
export function PredictDialog({ service, version, workspace, onClose }: Props) {
  const people = workspace.members.filter(({ active }) => active);
  const [member, setMember] = useState(workspace.me ?? people[0]?.id ?? '');
  const [madeFor, setMadeFor] = useState<string | null>(null);
  const hasKey = madeFor === member || keyOfMember(workspace.keys, member)?.revokedAt === null;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Predict ${version}`}
      description="Nobody reads it before the release goes live; then it opens by itself. A later one of yours replaces it until then."
    >
      <SelectField label="You are" value={member} onChange={(event) => setMember(event.target.value)}>
        {people.map(({ id }) => (
          <option key={id} value={id}>
            {findMember(workspace, id)?.display ?? id}
          </option>
        ))}
      </SelectField>
      {hasKey ? (
        <SealForm service={service} version={version} by={member} isSample={workspace.sample} onClose={onClose} />
      ) : (
        <MakeKey key={member} member={member} onMade={() => setMadeFor(member)} onClose={onClose} />
      )}
    </Dialog>
  );
}

type FormProps = {
  readonly service: string;
  readonly version: string;
  readonly by: string;
  readonly isSample: boolean;
  readonly onClose: () => void;
};

function SealForm({ service, version, by, isSample, onClose }: FormProps) {
  const [probability, setProbability] = useState('');
  const [impact, setImpact] = useState<Predicted['impact']>('minor');
  const [reason, setReason] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const share = readShare(probability);
  const why = statementSchema.safeParse(reason);
  const seal = async () => {
    const answer = await call('prediction.seal', {
      service: serviceIdSchema.parse(service),
      version,
      by: memberIdSchema.parse(by),
      passphrase,
      predicted: { probability: share ?? 0, impact, reason: why.data ?? '' },
    });
    if (answer.ok) onClose();
    return answer;
  };
  return (
    <AskingForm
      verb="Seal it"
      busyVerb="Sealing…"
      isReady={share !== null && why.success && passphrase !== ''}
      onSend={seal}
      onClose={onClose}
    >
      <TextField
        label="How likely is it that the release fails?"
        inputMode="decimal"
        value={probability}
        onChange={(event) => setProbability(event.target.value)}
        hint="0 to 1, or 0 % to 100 %"
        {...(probability !== '' && share === null && { fault: 'write 0 to 1, or 0 % to 100 %' })}
      />
      <SelectField
        label="How bad would that be?"
        value={impact}
        onChange={(event) => setImpact(predictedImpacts.find((band) => band === event.target.value) ?? 'minor')}
      >
        {predictedImpacts.map((band) => (
          <option key={band}>{band}</option>
        ))}
      </SelectField>
      <TextArea label="Why?" value={reason} onChange={(event) => setReason(event.target.value)} />
      <PassphraseField value={passphrase} onChange={setPassphrase} isSample={isSample} />
    </AskingForm>
  );
}
