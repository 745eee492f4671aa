import { useState, type ReactNode } from 'react';
import type { CallFault } from '../../shared/contract/procedures.ts';
import type { Result } from '../../shared/lib/result.ts';
import { Button } from '../ui/button.tsx';
import { DialogFoot } from '../ui/dialog.tsx';
import { Refusal } from '../ui/refusal.tsx';
import styles from './keys.module.css';

type Props = {
  readonly verb: string;
  /** What the button says while the answer is awaited. */
  readonly busyVerb: string;
  readonly isReady: boolean;
  readonly onSend: () => Promise<Result<unknown, CallFault>>;
  /** Offers to leave it; without it the form stands in a page. */
  readonly onClose?: () => void;
  readonly children: ReactNode;
};

/** A form that asks the main process for one thing and shows its refusal until the next try. */
export function AskingForm({ verb, busyVerb, isReady, onSend, onClose, children }: Props) {
  const [fault, setFault] = useState<CallFault | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const send = async () => {
    setIsBusy(true);
    const answer = await onSend();
    setIsBusy(false);
    setFault(answer.ok ? null : answer.error);
  };
  const button = (
    <Button kind="primary" type="submit" disabled={!isReady || isBusy}>
      {isBusy ? busyVerb : verb}
    </Button>
  );
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !isBusy) void send();
      }}
    >
      {children}
      {fault !== null && <Refusal fault={fault} />}
      {onClose === undefined ? (
        <p>{button}</p>
      ) : (
        <DialogFoot>
          <Button onClick={onClose}>Leave it</Button>
          {button}
        </DialogFoot>
      )}
    </form>
  );
}
