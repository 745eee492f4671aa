import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { GateState } from '../../../shared/domain/gate/gate.ts';
import { call } from '../../host/client.ts';
import { downloadText } from '../../state/download-text.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './gate.module.css';

type Props = { readonly list: GateState['list']; readonly zone: string; readonly now: number };

const spans = [
  [24, '1 day'],
  [72, '3 days'],
  [168, '7 days'],
  [720, '30 days'],
] as const;

/** The list that pipelines look a token up in: when the last one was signed, and signing the next. */
export function RevocationList({ list, zone, now }: Props) {
  const [hours, setHours] = useState(24);
  const [fault, setFault] = useState<CallFault | null>(null);
  const sign = async () => {
    const answer = await call('gate.list-revocations', { hours });
    setFault(answer.ok ? null : answer.error);
    if (answer.ok) downloadText(`revocations-${answer.value.number}.json`, answer.value.text);
  };
  return (
    <div className={styles['list']}>
      <p className={styles['told']}>
        {list.number === 0 ? (
          'None was signed yet. Without one a pipeline does not hear that a token was revoked.'
        ) : (
          <>
            Number {list.number}, signed {formatDayTime(list.at, zone)}.{' '}
            {now < list.nextUpdate ? (
              `Pipelines believe it until ${formatDayTime(list.nextUpdate, zone)}.`
            ) : (
              <Mark tone="warn">Pipelines believe it no longer since {formatDayTime(list.nextUpdate, zone)}.</Mark>
            )}
          </>
        )}
      </p>
      <SelectField label="Believed for" value={hours} onChange={(event) => setHours(Number(event.target.value))}>
        {spans.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </SelectField>
      <p>
        <Button onClick={() => void sign()}>Sign a new list</Button>
      </p>
      {fault !== null && <Refusal fault={fault} />}
    </div>
  );
}
