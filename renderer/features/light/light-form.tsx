import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { ReviewId } from '../../../shared/domain/ids.ts';
import { lightFigures, unknownFigures } from '../../../shared/domain/light/light-figures.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { sendCommand } from '../../state/commands.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextArea } from '../../ui/field.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './light.module.css';

type Met = 'yes' | 'partly' | 'no';
const metWords: readonly (readonly [Met, string])[] = [
  ['yes', 'yes'],
  ['partly', 'partly: this makes it a full review'],
  ['no', 'no: this makes it a full review'],
];

/** Four fields to write; the fifth, the figures, is computed. */
export function LightForm({ review }: { readonly review: Review }) {
  const before = review.light.filed;
  const [released, setReleased] = useState(before?.released ?? '');
  const [met, setMet] = useState<Met | null>(before?.met ?? null);
  const [unusual, setUnusual] = useState(before?.unusual ?? '');
  const [followUp, setFollowUp] = useState(before?.followUp ?? '');
  const [without, setWithout] = useState(before?.withoutBaseline ?? '');
  const [fault, setFault] = useState<CallFault | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const figures = review.package === null ? [] : lightFigures(review.package.content);
  const unknown = unknownFigures(figures).length;
  const file = async () => {
    if (met === null) return;
    setIsBusy(true);
    const answer = await sendCommand(review.id as ReviewId, {
      type: 'light.file',
      released,
      met,
      unusual: orNull(unusual),
      followUp: orNull(followUp),
      withoutBaseline: orNull(without),
    });
    setFault(answer.ok ? null : answer.error);
    setIsBusy(false);
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void file();
      }}
    >
      <TextArea
        label="What was released"
        value={released}
        required
        maxLength={1500}
        onChange={(event) => setReleased(event.target.value)}
      />
      <SelectField
        label="Did it do what it should?"
        value={met ?? ''}
        required
        onChange={(event) => setMet(metWords.find(([each]) => each === event.target.value)?.[0] ?? null)}
      >
        <option value="">say it</option>
        {metWords.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </SelectField>
      <TextArea
        label="Anything unusual seen?"
        hint="leave it empty for nothing"
        value={unusual}
        maxLength={2000}
        onChange={(event) => setUnusual(event.target.value)}
      />
      <TextArea
        label="Follow-up"
        hint="leave it empty for none"
        value={followUp}
        maxLength={2000}
        onChange={(event) => setFollowUp(event.target.value)}
      />
      {(unknown > 0 || figures.length === 0) && (
        <TextArea
          label={
            figures.length === 0
              ? 'The package has no figure: why may it close without?'
              : `${unknown} of ${figures.length} figures cannot be called within baseline: why may it close without?`
          }
          hint="printed in the record; or promote the review"
          value={without}
          maxLength={2000}
          onChange={(event) => setWithout(event.target.value)}
        />
      )}
      {fault !== null && <Refusal fault={fault} />}
      <p>
        <Button kind="primary" type="submit" disabled={isBusy}>
          {isBusy ? 'Filing…' : 'File it'}
        </Button>
      </p>
    </form>
  );
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text);
