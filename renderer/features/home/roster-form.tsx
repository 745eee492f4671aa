import type { ReactNode } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { Button } from '../../ui/button.tsx';
import { DialogFoot } from '../../ui/dialog.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './home.module.css';

type FormProps = {
  readonly submit: (form: FormData) => Promise<void>;
  readonly fault: CallFault | null;
  readonly onClose: () => void;
  readonly verb: string;
  readonly children: ReactNode;
};

/** A dialog's fields with what was refused of them and the two buttons. */
export function RosterForm({ submit, fault, onClose, verb, children }: FormProps) {
  return (
    <form
      className={styles['roster']}
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
    >
      {children}
      {fault !== null && <Refusal fault={fault} />}
      <DialogFoot>
        <Button onClick={onClose}>Leave it</Button>
        <Button kind="primary" type="submit">
          {verb}
        </Button>
      </DialogFoot>
    </form>
  );
}

/** A field's text; empty where the form has none of that name. */
export function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
