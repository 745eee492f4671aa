import type { PolicyFileFaultTold } from '../../../shared/contract/policy-procedures.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Section } from '../../ui/page.tsx';
import { goToPlace } from './text-editor.tsx';
import styles from './policy.module.css';

type Props = {
  readonly faults: readonly PolicyFileFaultTold[];
  /** Shows the fault's file. */
  readonly onGo: (fault: PolicyFileFaultTold) => void;
  readonly idOf: (file: PolicyFileFaultTold['file']) => string;
};

/** What is wrong, each with its place; choosing one puts the cursor there. */
export function FaultList({ faults, onGo, idOf }: Props) {
  const goTo = (fault: PolicyFileFaultTold): void => {
    onGo(fault);
    // The other file's editor is there after the next drawing.
    requestAnimationFrame(() => requestAnimationFrame(() => goToPlace(idOf(fault.file), fault)));
  };
  return (
    <Section title={countOf(faults.length, 'fault')} note="Nothing is put in force while there is one">
      <ol className={styles['faults']} aria-live="polite">
        {faults.map((fault) => (
          <li key={`${fault.file} ${fault.line} ${fault.column} ${fault.message}`} className={styles['fault']}>
            <Button kind="quiet" className={styles['place']} onClick={() => goTo(fault)}>
              {fault.file} {fault.line}:{fault.column}
            </Button>
            <p dir="auto">{fault.message}</p>
            <p className={styles['quiet']}>
              {fault.mend}
              {fault.path !== '' && <span className={styles['path']}>{fault.path}</span>}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}
