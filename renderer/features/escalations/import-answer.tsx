import { useRef, useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { call } from '../../host/client.ts';
import { Button } from '../../ui/button.tsx';
import { Key } from '../../ui/key.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import styles from './escalations.module.css';

const longest = 64_000;

/** Takes an acknowledgement.json in; says which escalation it answers, or why not. */
export function ImportAnswer() {
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<CallFault | null>(null);
  const [taken, setTaken] = useState<string | null>(null);
  useKeys([{ key: 'i', label: 'import an acknowledgement', run: () => input.current?.click() }]);
  const take = async (file: File) => {
    setFault(null);
    setTaken(null);
    if (file.size > longest)
      return setFault({ code: 'too-long', message: 'That is no acknowledgement: it is far too long.' });
    const answer = await call('escalation.import', { text: await file.text(), escalation: null });
    if (!answer.ok) return setFault(answer.error);
    const { escalation, signedBy } = answer.value;
    setTaken(`taken for ${escalation}, ${signedBy === null ? 'not signed' : `signed by device ${signedBy}`}`);
  };
  return (
    <div className={styles['import']}>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label="Acknowledgement"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) void take(file);
          event.target.value = '';
        }}
      />
      <Button onClick={() => input.current?.click()}>
        Import an acknowledgement <Key>I</Key>
      </Button>
      <div role="status">{taken !== null && <Mark tone="calm">{taken}</Mark>}</div>
      {fault !== null && <Refusal fault={fault} />}
    </div>
  );
}
