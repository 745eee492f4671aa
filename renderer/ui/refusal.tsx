import styles from './refusal.module.css';

type Fault = {
  readonly message: string;
  readonly rule?: string | undefined;
  readonly satisfy?: string | undefined;
};

/** What was refused, by which rule, and what would satisfy it; stays where it happened until the next try. */
export function Refusal({ fault }: { readonly fault: Fault }) {
  return (
    <div className={styles['refusal']} role="alert">
      <p className={styles['message']}>
        {fault.rule !== undefined && <span className={styles['rule']}>{fault.rule}</span>}
        {fault.message}
      </p>
      {fault.satisfy !== undefined && <p className={styles['satisfy']}>{fault.satisfy}</p>}
    </div>
  );
}
