import { useMemo, useState } from 'react';
import type { QuarantinedRow } from '../../../shared/domain/release/rows.ts';
import type { IntakeFile } from '../../store/intake-files.ts';
import { useQuarantine } from '../../store/intake-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Loading } from '../../ui/empty.tsx';
import { SelectField } from '../../ui/field.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Section } from '../../ui/page.tsx';
import { ProblemTable } from './problem-table.tsx';
import styles from './sources.module.css';

const pageSize = 100;

/** Rows that could not be taken, each with where it stood and what was wrong. They are tried again when the reading improves. */
export function Quarantine({ file, onClose }: { readonly file: IntakeFile; readonly onClose: () => void }) {
  const rows = useQuarantine(file.sha256);
  const [code, setCode] = useState('');
  const [shown, setShown] = useState(pageSize);
  const codes = useMemo(() => countCodes(rows ?? []), [rows]);
  if (rows === undefined) return <Loading what="the quarantine" />;
  const found = code === '' ? rows : rows.filter((row) => row.code === code);
  return (
    <div className={styles['quarantine']}>
      <Section title="Quarantine" note={countOf(rows.length, 'row')}>
        <p className={styles['fileName']}>{file.name}</p>
        <div className={styles['choices']}>
          <SelectField label="What was wrong" value={code} onChange={(event) => setCode(event.target.value)}>
            <option value="">everything</option>
            {codes.map(([each, count]) => (
              <option key={each} value={each}>
                {each} ({count})
              </option>
            ))}
          </SelectField>
          <Button onClick={onClose}>Close</Button>
        </div>
        <ProblemTable problems={found.slice(0, shown)} />
        {found.length > shown && (
          <Button onClick={() => setShown(shown + pageSize)}>{found.length - shown} more</Button>
        )}
      </Section>
    </div>
  );
}

function countCodes(rows: readonly QuarantinedRow[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { code } of rows) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1]);
}
