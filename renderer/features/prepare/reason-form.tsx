import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import styles from './hosts.module.css';

type Props = {
  /** What needs the reason. */
  readonly why: string;
  readonly label: string;
  readonly verb: string;
  readonly onAnswer: (reason: string) => void;
  readonly onLeave: () => void;
};

/** Asks for the reason that lets something through. Enter gives it, Escape leaves it. */
export function ReasonForm({ why, label, verb, onAnswer, onLeave }: Props) {
  const [reason, setReason] = useState('');
  const isEmpty = reason.trim() === '';
  return (
    <form
      className={styles['reason']}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty) onAnswer(reason.trim());
      }}
    >
      <p className={styles['why']} role="status">
        {why}
      </p>
      <TextField
        label={label}
        value={reason}
        maxLength={2000}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was asked for by the choice just made
        autoFocus
        onKeyDown={(event) => event.key === 'Escape' && onLeave()}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button type="submit" disabled={isEmpty}>
        {verb}
      </Button>
      <Button kind="quiet" onClick={onLeave}>
        Leave it
      </Button>
    </form>
  );
}
