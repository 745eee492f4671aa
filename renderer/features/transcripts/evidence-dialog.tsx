import { useState } from 'react';
import type { ReviewId } from '../../../shared/domain/ids.ts';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { isTimed } from '../../../shared/domain/transcript/transcript-length.ts';
import type { Segment, Transcript } from '../../../shared/domain/transcript/transcript.ts';
import { newId, sendCommand } from '../../state/commands.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { momentOf } from './moment-of.ts';
import { formatMoment } from './transcript-words.ts';
import styles from './transcript-editor.module.css';

type Props = {
  readonly review: Review;
  readonly transcript: Transcript;
  readonly chosen: readonly Segment[];
  readonly onDone: (said: string) => void;
  readonly onClose: () => void;
};

type Target = { readonly kind: 'claim' | 'cause'; readonly id: string; readonly text: string };

const targetsOf = ({ claims, causes }: Review): readonly Target[] => [
  ...claims.map(({ id, text }) => ({ kind: 'claim' as const, id, text })),
  ...causes.map(({ id, text }) => ({ kind: 'cause' as const, id, text })),
];

const speakersIn = (chosen: readonly Segment[]): string =>
  [...new Set(chosen.map(({ speaker }) => speaker ?? 'nobody named'))].join(', ');

/** The chosen words as evidence for something that was said in the review. */
export function EvidenceDialog({ review, transcript, chosen, onDone, onClose }: Props) {
  const targets = targetsOf(review);
  const [choice, setChoice] = useState(targets.at(-1)?.id ?? '');
  const [bearing, setBearing] = useState<'supports' | 'contradicts'>('supports');
  const [fault, setFault] = useState<CallFault | null>(null);
  const locator = momentOf(transcript, chosen);
  const target = targets.find(({ id }) => id === choice);
  const attach = async () => {
    if (target === undefined || locator === null) return;
    const { kind, id } = target;
    const answer = await sendCommand(review.id as ReviewId, {
      type: 'evidence.attach',
      id: newId(),
      target: { kind, id },
      locator,
      bearing,
    });
    if (!answer.ok) return setFault(answer.error);
    onDone(`Attached to the ${kind === 'claim' ? 'claim' : 'cause'} “${target.text}”.`);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Use as evidence"
      description="It counts as testimony: it shows what was said. Alone it supports nothing."
    >
      <blockquote className={styles['quote']} dir="auto">
        {locator?.quote ?? ''}
      </blockquote>
      {locator !== null && (
        <p className={styles['under']}>
          {speakersIn(chosen)}
          {isTimed(transcript.segments) && ` · ${formatMoment(locator.from)} to ${formatMoment(locator.to)}`}
          {locator.to < (chosen.at(-1)?.end ?? 0) && ' · more than a quote holds; it ends here'}
        </p>
      )}
      {locator === null ? (
        <p>There are no words in what is chosen. Choose segments that say something.</p>
      ) : targets.length === 0 ? (
        <>
          <p>Nothing was stated in this review yet. Add a fact or a cause in the room first.</p>
          <DialogFoot>
            <Button onClick={onClose}>Close</Button>
          </DialogFoot>
        </>
      ) : (
        <form
          className={styles['form']}
          onSubmit={(event) => {
            event.preventDefault();
            void attach();
          }}
        >
          <SelectField label="For" value={choice} onChange={({ currentTarget }) => setChoice(currentTarget.value)}>
            {(['claim', 'cause'] as const).map((kind) => (
              <optgroup key={kind} label={kind === 'claim' ? 'Claims' : 'Causes'}>
                {targets
                  .filter((each) => each.kind === kind)
                  .map(({ id, text }) => (
                    <option key={id} value={id}>
                      {text}
                    </option>
                  ))}
              </optgroup>
            ))}
          </SelectField>
          <SelectField
            label="It"
            value={bearing}
            onChange={({ currentTarget }) =>
              setBearing(currentTarget.value === 'supports' ? 'supports' : 'contradicts')
            }
          >
            <option value="supports">supports it</option>
            <option value="contradicts">contradicts it</option>
          </SelectField>
          {fault !== null && <Refusal fault={fault} />}
          <DialogFoot>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" kind="primary">
              Attach
            </Button>
          </DialogFoot>
        </form>
      )}
    </Dialog>
  );
}
