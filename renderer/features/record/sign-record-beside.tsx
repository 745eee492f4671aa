import { useState } from 'react';
import type { Output } from '../../../shared/contract/procedures.ts';
import { carryFile } from '../../host/intake-client.ts';
import { Mark } from '../../ui/mark.tsx';
import { ChooseFile } from './sign-choose-file.tsx';
import styles from './sign.module.css';

type Props = { readonly found: Output<'sign.look'>['record']; readonly onTicket: (ticket: string) => void };

/** The record's zip that came along with a request: verified, and compared with what would be signed. */
export function SignRecordBeside({ found, onTicket }: Props) {
  const [fault, setFault] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const carry = async (file: File) => {
    const carried = await carryFile(file, new AbortController().signal);
    setFault(carried.ok ? null : carried.error.message);
    setChosen(carried.ok ? file.name : null);
    if (carried.ok) onTicket(carried.value.ticket);
  };
  return (
    <div>
      <ChooseFile
        label="The record, where it came along"
        hint="its zip; it is verified here and compared with what you would sign"
        accept=".zip"
        chosen={chosen}
        fault={fault ?? undefined}
        onFile={(file) => void carry(file)}
      />
      {found !== null && (
        <p role="status" className={styles['found']}>
          <Mark tone={found.state === 'same' ? 'calm' : 'over'}>{found.message}</Mark>
        </p>
      )}
    </div>
  );
}
