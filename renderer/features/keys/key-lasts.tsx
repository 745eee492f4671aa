import { useState } from 'react';
import { memberIdSchema } from '../../../shared/domain/ids.ts';
import { AskingForm } from '../../canvas/asking-form.tsx';
import { call } from '../../host/client.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { dayOf, endOfDay } from './day-fields.ts';
import { printRecovery } from './print-recovery.ts';
import styles from './keys.module.css';

type Props = {
  readonly member: string;
  readonly fingerprint: string;
  readonly zone: string;
  readonly onDone: () => void;
};

const year = 365.25 * 86_400_000;

/** Until when the new key counts, and the sheet that is locked away. */
export function KeyLasts({ member, fingerprint, zone, onDone }: Props) {
  const [madeAt] = useState(Date.now);
  const [last, setLast] = useState(() => dayOf(madeAt + 2 * year, zone));
  const [fault, setFault] = useState<{ readonly message: string } | null>(null);
  const [isPrinting, setIsPrinting] = useState(false);
  const print = async () => {
    setIsPrinting(true);
    setFault(await printRecovery(member));
    setIsPrinting(false);
  };
  const keep = async () => {
    const until = last === '' ? null : endOfDay(last, zone);
    const answer = await call('key.window', {
      member: memberIdSchema.parse(member),
      fingerprint,
      validFrom: madeAt,
      validUntil: until,
    });
    if (answer.ok) onDone();
    return answer;
  };
  return (
    <AskingForm verb="Keep it so" busyVerb="Keeping…" isReady onSend={keep} onClose={onDone}>
      <TextField
        label="Last day on which it signs"
        type="date"
        value={last}
        onChange={(event) => setLast(event.target.value)}
        hint="two years are usual; empty: no end"
      />
      <div className={styles['sheet']}>
        <p>
          Print the recovery sheet and lock it away, apart from the passphrase. It carries the sealed key as text and as
          a code; without it a lost machine is a lost key.
        </p>
        <Button onClick={() => void print()} disabled={isPrinting}>
          {isPrinting ? 'Writing it…' : 'Recovery sheet'}
        </Button>
      </div>
      {fault !== null && <Refusal fault={fault} />}
    </AskingForm>
  );
}
