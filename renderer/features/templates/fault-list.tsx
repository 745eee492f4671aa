import type { TemplateFault } from '../../../shared/templates/template-fault.ts';
import styles from './templates.module.css';

type Props = { readonly faults: readonly TemplateFault[]; readonly onJump?: (fault: TemplateFault) => void };

/** What is wrong with a text, by line and column; each leads to its place where there is one to go to. */
export function FaultList({ faults, onJump }: Props) {
  return (
    <ol className={styles['faults']} aria-label="What is wrong">
      {faults.map((fault) => (
        <li key={`${fault.line}:${fault.column} ${fault.message}`}>
          {onJump === undefined ? (
            <span className={styles['place']}>
              {fault.line}:{fault.column}
            </span>
          ) : (
            <button type="button" className={styles['place']} onClick={() => onJump(fault)}>
              {fault.line}:{fault.column}
            </button>
          )}
          <span>
            {fault.message} <span className={styles['quiet']}>{fault.todo}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
