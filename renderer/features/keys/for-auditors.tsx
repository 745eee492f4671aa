import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { call } from '../../host/client.ts';
import { downloadBase64 } from '../../state/download-text.ts';
import { Button } from '../../ui/button.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import type { RosterStatus } from './use-roster.ts';
import styles from './keys.module.css';

const files = [
  { what: 'roster', name: 'Roster', why: 'for hotwash verify --trust; by it they see later versions too' },
  { what: 'allowed-signers', name: 'allowed_signers', why: 'for ssh-keygen -Y verify, with the days each key counts' },
  { what: 'krl', name: 'Revoked keys', why: 'for ssh-keygen -Y verify -r: keys that count no more' },
] as const;

/** What an auditor is handed before any record, by another way than the records. */
export function ForAuditors({ status }: { readonly status: RosterStatus }) {
  const [fault, setFault] = useState<CallFault | null>(null);
  const give = async (what: (typeof files)[number]['what']) => {
    const answer = await call('roster.export', { what });
    setFault(answer.ok ? null : answer.error);
    if (answer.ok) downloadBase64(answer.value.name, answer.value.base64, 'application/octet-stream');
  };
  return (
    <div className={styles['files']}>
      <p className={styles['small']}>Hand these over once, by another way than the records themselves.</p>
      <ul>
        {files.map(({ what, name, why }) => (
          <li key={what}>
            <Button
              kind="quiet"
              onClick={() => void give(what)}
              disabled={what === 'roster' && status.published === null}
            >
              {name}
            </Button>
            <p className={styles['small']}>{why}</p>
          </li>
        ))}
      </ul>
      {fault !== null && <Refusal fault={fault} />}
    </div>
  );
}
