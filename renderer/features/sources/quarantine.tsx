import { useCallback, useEffect, useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import { call } from '../../host/client.ts';
import type { IntakeFile } from '../../store/intake-files.ts';
import { Button } from '../../ui/button.tsx';
import { Loading } from '../../ui/empty.tsx';
import { SelectField } from '../../ui/field.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Mark } from '../../ui/mark.tsx';
import { Section } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { bringIntoView } from './bring-into-view.ts';
import { ProblemTable } from './problem-table.tsx';
import styles from './sources.module.css';

type Page = Output<'quarantine.rows'>;
type Retried = Output<'quarantine.retry'>;
const pageSize = 100;

/** Rows that could not be taken, each with where it stood and what was wrong, as the file was last mapped; to be tried again. */
export function Quarantine({ file, onClose }: { readonly file: IntakeFile; readonly onClose: () => void }) {
  const [code, setCode] = useState('');
  const [from, setFrom] = useState(0);
  const [page, setPage] = useState<Page | null>(null);
  const [retried, setRetried] = useState<Retried | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [fault, setFault] = useState<CallFault | null>(null);
  const { sha256 } = file;
  const load = useCallback(
    () => call('quarantine.rows', { sha256, code: code === '' ? null : code, from, count: pageSize }),
    [sha256, code, from],
  );
  useEffect(() => {
    let here = true;
    void load().then((answer) => {
      if (!here) return;
      if (answer.ok) setPage(answer.value);
      else setFault(answer.error);
    });
    return () => {
      here = false;
    };
  }, [load]);
  const retry = async () => {
    setIsBusy(true);
    const answer = await call('quarantine.retry', { sha256 });
    const again = await load();
    setIsBusy(false);
    setRetried(answer.ok ? answer.value : null);
    setFault(answer.ok ? null : answer.error);
    if (again.ok) setPage(again.value);
  };
  if (page === null && fault === null) return <Loading what="the quarantine" />;
  const all = page?.codes.reduce((sum, { count }) => sum + count, 0) ?? 0;
  return (
    <div ref={bringIntoView} className={styles['quarantine']}>
      <Section title="Quarantine" note={countOf(all, 'row')}>
        <p className={styles['fileName']}>{file.name}</p>
        <div className={styles['choices']}>
          <SelectField
            label="What was wrong"
            value={code}
            onChange={(event) => (setCode(event.target.value), setFrom(0))}
          >
            <option value="">everything</option>
            {page?.codes.map((each) => (
              <option key={each.code} value={each.code}>
                {each.code} ({each.count})
              </option>
            ))}
          </SelectField>
          <Button onClick={() => void retry()} disabled={isBusy || all === 0}>
            {isBusy ? 'Reading it again…' : 'Try them again'}
          </Button>
          <Button onClick={onClose}>Close</Button>
        </div>
        {fault !== null && <Refusal fault={fault} />}
        {retried !== null && (
          <p role="status" className={styles['again']}>
            <Mark tone={retried.quarantined === 0 ? 'calm' : 'warn'}>
              Read again: {countOf(retried.accepted, 'row')} new, {retried.quarantined.toLocaleString('en-GB')} still in
              quarantine
            </Mark>
          </p>
        )}
        {page !== null && page.rows.length > 0 && <ProblemTable problems={page.rows} />}
        {page !== null && page.total > pageSize && <Pages from={from} total={page.total} onGo={setFrom} />}
      </Section>
    </div>
  );
}

type PagesProps = { readonly from: number; readonly total: number; readonly onGo: (from: number) => void };

function Pages({ from, total, onGo }: PagesProps) {
  return (
    <div className={styles['pages']}>
      <Button disabled={from === 0} onClick={() => onGo(Math.max(0, from - pageSize))}>
        Earlier
      </Button>
      <span>
        {(from + 1).toLocaleString('en-GB')} to {Math.min(total, from + pageSize).toLocaleString('en-GB')} of{' '}
        {total.toLocaleString('en-GB')}
      </span>
      <Button disabled={from + pageSize >= total} onClick={() => onGo(from + pageSize)}>
        Later
      </Button>
    </div>
  );
}
