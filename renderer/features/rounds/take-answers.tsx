import { useState } from 'react';
import { reviewIdSchema } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { TextFiles } from '../../canvas/text-files.tsx';
import { call } from '../../host/client.ts';
import type { GivenText, TextFault } from '../../state/read-text-file.ts';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { toldOf, type Told } from './told-answer.ts';
import styles from './rounds.module.css';

/** Takes signed answers in, several at once; each file is told what became of it. */
export function TakeAnswers({ review }: { readonly review: Review }) {
  const [told, setTold] = useState<readonly Told[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const take = async (texts: readonly GivenText[], faults: readonly TextFault[]) => {
    setIsBusy(true);
    const done: Told[] = faults.map((fault) => ({ ...fault, state: 'refused', again: null }));
    // One after the other: each is decided on what the one before it left.
    for (const given of texts) {
      const answer = await call('packet.take', { review: reviewIdSchema.parse(review.id), text: given.text });
      done.push(toldOf(given, answer));
    }
    setTold((before) => [...done, ...before.filter(({ name }) => !done.some((each) => each.name === name))]);
    setIsBusy(false);
  };
  return (
    <div className={styles['form']}>
      <TextFiles
        label="Signed answers"
        verb={isBusy ? 'Checking…' : 'Choose signed answers'}
        hint="or drop them here, several at once. Each signature is checked against the key you hold of its author."
        accept=".json,application/json"
        several
        onTexts={(texts, faults) => void take(texts, faults)}
      />
      <ul aria-label="What became of the files" aria-live="polite">
        {told.map((each) => (
          <li key={each.name} className={styles['told']}>
            <bdi className={styles['file']}>{each.name}</bdi>
            <span>
              <Mark tone={tones[each.state]}>{words[each.state]}</Mark>
              <span className={styles['why']}>{each.message}</span>
              {each.again !== null && (
                <Button
                  kind="quiet"
                  onClick={() => each.again !== null && void take([{ name: each.name, text: each.again }], [])}
                >
                  Take it again
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const tones = { taken: 'calm', known: 'plain', late: 'warn', refused: 'over' } as const;
const words = {
  taken: 'taken in',
  known: 'known already',
  late: 'late, kept, not counted',
  refused: 'refused',
} as const;
