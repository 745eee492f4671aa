import { useState } from 'react';
import type { PolicyDifference } from '../../../shared/domain/policy/policy-differences.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/page.tsx';
import styles from './policy.module.css';

const few = 30;

/** What the draft would change, field by field. */
export function Differences({ differences }: { readonly differences: readonly PolicyDifference[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? differences : differences.slice(0, few);
  return (
    <Section
      title="Against what is in force"
      note={differences.length === 0 ? undefined : `${differences.length} differ`}
    >
      {differences.length === 0 && <p>It asks the same.</p>}
      <ul className={styles['differences']}>
        {shown.map(({ path, before, after }) => (
          <li key={path}>
            <span className={styles['path']}>{path}</span>
            <span className={styles['values']} dir="auto">
              {before === null ? (
                <>
                  <ins>added: {after}</ins>
                </>
              ) : after === null ? (
                <del>taken out: {before}</del>
              ) : (
                <>
                  <del>{before}</del> <span aria-hidden="true">→</span> <ins>{after}</ins>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {differences.length > shown.length && (
        <Button kind="quiet" onClick={() => setAll(true)}>
          {differences.length - shown.length} more
        </Button>
      )}
    </Section>
  );
}
