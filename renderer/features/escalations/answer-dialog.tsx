import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { answers, type Escalation } from '../../../shared/domain/escalation/escalation.ts';
import { call } from '../../host/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './escalations.module.css';

type Props = { readonly escalation: Escalation; readonly onClose: () => void };

/** An answer that came by word or by mail: who gave it, and where it can be found. */
export function AnswerDialog({ escalation, onClose }: Props) {
  const asked = escalation.rungs[escalation.packets.length - 1]?.to ?? '';
  const [by, setBy] = useState(asked);
  const [decision, setDecision] = useState<(typeof answers)[number]>('accepted');
  const [reference, setReference] = useState('');
  const [words, setWords] = useState('');
  const [fault, setFault] = useState<CallFault | null>(null);
  const submit = async () => {
    const sent = await call('escalation.answer', { escalation: escalation.id, by, decision, reference, words });
    if (sent.ok) onClose();
    else setFault(sent.error);
  };
  return (
    <Dialog open onClose={onClose} title="An answer came" description={escalation.issue}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextField label="By" value={by} required maxLength={200} onChange={(event) => setBy(event.target.value)} />
        <SelectField
          label="It was"
          value={decision}
          onChange={(event) => setDecision(answers.find((each) => each === event.target.value) ?? decision)}
        >
          {answers.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Reference"
          hint="Where the receiver deals with it, or how the answer came."
          value={reference}
          required
          maxLength={300}
          placeholder="PRB-1041"
          onChange={(event) => setReference(event.target.value)}
        />
        <TextArea label="Words" value={words} maxLength={2000} onChange={(event) => setWords(event.target.value)} />
        {fault !== null && <Refusal fault={fault} />}
        <DialogFoot>
          <Button onClick={onClose}>Not now</Button>
          <Button kind="primary" type="submit">
            Take the answer
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
