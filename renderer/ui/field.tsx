import {
  useId,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react';
import styles from './field.module.css';

type Described = { readonly label: ReactNode; readonly hint?: ReactNode; readonly fault?: ReactNode };
type Control = { readonly id: string; readonly 'aria-describedby'?: string; readonly 'aria-invalid'?: true };

/** A label above a control, a hint or what is wrong below it, tied together for screen readers. */
export function Field({
  id: given,
  label,
  hint,
  fault,
  children,
}: Described & { readonly id?: string | undefined; readonly children: (control: Control) => ReactNode }) {
  const made = useId();
  const id = given ?? made;
  const note = fault ?? hint;
  const control: Control = {
    id,
    ...(note !== undefined && { 'aria-describedby': `${id}-note` }),
    ...(fault !== undefined && { 'aria-invalid': true }),
  };
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={id}>
        {label}
      </label>
      {children(control)}
      {note !== undefined && (
        <p id={`${id}-note`} className={fault === undefined ? styles['hint'] : styles['fault']}>
          {fault !== undefined && <span aria-hidden="true">! </span>}
          {note}
        </p>
      )}
    </div>
  );
}

export function TextField({ id, label, hint, fault, ...rest }: Described & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <Field id={id} label={label} hint={hint} fault={fault}>
      {(control) => <input className={styles['control']} dir="auto" autoComplete="off" {...rest} {...control} />}
    </Field>
  );
}

export function TextArea({ id, label, hint, fault, ...rest }: Described & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return (
    <Field id={id} label={label} hint={hint} fault={fault}>
      {(control) => <textarea className={styles['control']} dir="auto" rows={3} {...rest} {...control} />}
    </Field>
  );
}

export function SelectField({ id, label, hint, fault, ...rest }: Described & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <Field id={id} label={label} hint={hint} fault={fault}>
      {(control) => <select className={styles['control']} {...rest} {...control} />}
    </Field>
  );
}
