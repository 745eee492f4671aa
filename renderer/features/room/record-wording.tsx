import { useState } from 'react';
import { sendAt } from '../../state/room-send.ts';
import { recorderPlace } from '../../state/recorder.ts';
import { keepDraft } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { formOfFields } from '../../ui/use-keys.ts';
import { usualConsent } from './record-words.ts';
import panel from './side-panel.module.css';
import styles from './record.module.css';

const draft = 'consent';

type Props = {
  readonly room: RoomView;
  readonly days: number;
  /** Other words ask everybody anew, so they stand while a recording does. */
  readonly isFixed: boolean;
};

/** The words that everybody is asked. */
export function ConsentWording({ room, days, isFixed }: Props) {
  const { consent } = room.review;
  const [changing, setChanging] = useState(false);
  const asked = consent?.text ?? usualConsent(days);
  const text = room.state.drafts[draft] ?? asked;
  const ask = async (): Promise<void> => {
    if (!(await sendAt(room.id, recorderPlace, { type: 'consent.word', text: text.trim() }))) return;
    keepDraft(room.id, draft, '');
    setChanging(false);
  };
  if (consent !== null && (isFixed || !changing))
    return (
      <div className={styles['form']}>
        <blockquote className={styles['asked']} dir="auto">
          {consent.text}
        </blockquote>
        {!isFixed && (
          <p>
            <Button kind="quiet" onClick={() => setChanging(true)}>
              Ask with other words
            </Button>
          </p>
        )}
      </div>
    );
  return (
    <div className={styles['form']} {...formOfFields}>
      <TextArea
        label="What everybody is asked"
        hint={
          (consent?.answers.length ?? 0) > 0
            ? 'Other words ask everybody anew.'
            : 'Read it out. Its hash stands in the record with each answer.'
        }
        rows={7}
        maxLength={2000}
        value={text}
        onChange={(event) => keepDraft(room.id, draft, event.target.value)}
      />
      <p className={panel['small']}>
        <Button kind={consent === null ? 'primary' : 'plain'} disabled={text.trim() === ''} onClick={() => void ask()}>
          Ask the room
        </Button>{' '}
        {consent !== null && (
          <Button kind="quiet" onClick={() => setChanging(false)}>
            Keep the words
          </Button>
        )}
      </p>
    </div>
  );
}
