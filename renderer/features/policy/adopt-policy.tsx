import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { call } from '../../host/client.ts';
import { go } from '../../state/route.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Section } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import type { Draft } from './policy-draft.ts';
import styles from './policy.module.css';

type Props = {
  readonly draft: Draft;
  /** Why it cannot be put in force as it stands. */
  readonly refusal: { readonly rule: string; readonly message: string; readonly satisfy: string } | null;
  /** The check is of what stands there now. */
  readonly isReady: boolean;
  readonly onDone: () => void;
};

/** Says why and puts the draft in force. */
export function AdoptPolicy({ draft, refusal, isReady, onDone }: Props) {
  const [reason, setReason] = useState('');
  const [isAsking, setAsking] = useState(false);
  const [fault, setFault] = useState<CallFault | null>(null);
  const adopt = async (): Promise<void> => {
    setAsking(true);
    const answer = await call('policy.adopt', { ...draft, reason });
    setAsking(false);
    if (!answer.ok) return setFault(answer.error);
    onDone();
    go({ place: 'policy', view: 'read' });
  };
  return (
    <Section title="Put it in force">
      <div className={styles['form']}>
        {refusal !== null && <Refusal fault={refusal} />}
        <TextArea
          label="Why"
          hint="It stands beside the version, with your name."
          value={reason}
          maxLength={2000}
          onChange={(event) => setReason(event.target.value)}
        />
        {fault !== null && <Refusal fault={fault} />}
        <p>
          <Button
            kind="primary"
            disabled={refusal !== null || !isReady || isAsking || reason.trim() === ''}
            onClick={() => void adopt()}
          >
            Put in force
          </Button>
        </p>
      </div>
    </Section>
  );
}
