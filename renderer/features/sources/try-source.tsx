import { useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import type { SourceTarget } from '../../../shared/contract/source-procedures.ts';
import { call } from '../../host/client.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Mark } from '../../ui/mark.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { FirstRows } from './first-rows.tsx';
import { ProblemTable } from './problem-table.tsx';
import { clockText } from './source-words.ts';
import styles from './sources.module.css';

type Tried = {
  readonly probe: Output<'source.probe'> | null;
  readonly answers: Output<'source.preview'>['answers'] | null;
  readonly fault: CallFault | null;
};
const untried: Tried = { probe: null, answers: null, fault: null };

type Props = {
  readonly target: SourceTarget;
  /** Told when it answered, and when it did not. */
  readonly onTried?: (fault: CallFault | null) => void;
};

/** Asks a source what it can, then for its last days: what would come is shown, nothing is kept. */
export function TrySource({ target, onTried }: Props) {
  const [tried, setTried] = useState<Tried>(untried);
  const [doing, setDoing] = useState<string | null>(null);
  const run = async () => {
    setTried(untried);
    setDoing('Asking what it can…');
    const probe = await call('source.probe', { target });
    if (!probe.ok) {
      setTried({ ...untried, fault: probe.error });
      setDoing(null);
      return onTried?.(probe.error);
    }
    setTried({ ...untried, probe: probe.value });
    onTried?.(null);
    setDoing('Reading its last days, without keeping anything…');
    const preview = await call('source.preview', { target });
    setTried({
      probe: probe.value,
      answers: preview.ok ? preview.value.answers : null,
      fault: preview.ok ? null : preview.error,
    });
    setDoing(null);
  };
  return (
    <div className={styles['work']}>
      <div className={styles['row']}>
        <Button onClick={() => void run()} disabled={doing !== null}>
          Try it
        </Button>
        {doing !== null && (
          <p role="status" className={styles['small']}>
            {doing}
          </p>
        )}
      </div>
      {tried.probe !== null && <Told probe={tried.probe} />}
      {tried.fault !== null && <Refusal fault={tried.fault} />}
      {tried.answers !== null && <Answers answers={tried.answers} />}
    </div>
  );
}

const fewLines = 12;

function Told({ probe }: { readonly probe: Output<'source.probe'> }) {
  const { product, version, can, cannot, clock } = probe;
  return (
    <ul className={styles['told']} aria-label="What it can">
      <li>
        <Mark tone="calm">{version === null ? product : `${product} ${version}`}</Mark>
        {clock !== null && <span className={styles['small']}> its clock is {clockText(clock)}</span>}
      </li>
      {can.slice(0, fewLines).map((each) => (
        <li key={each}>
          <Mark tone="calm">{each}</Mark>
        </li>
      ))}
      {can.length > fewLines && <li className={styles['small']}>and {can.length - fewLines} more</li>}
      {cannot.slice(0, fewLines).map((each) => (
        <li key={each}>
          <Mark tone="warn">not {each}</Mark>
        </li>
      ))}
      {cannot.length > fewLines && (
        <li className={styles['small']}>and {cannot.length - fewLines} more it does not give</li>
      )}
    </ul>
  );
}

function Answers({ answers }: { readonly answers: Output<'source.preview'>['answers'] }) {
  const full = answers.filter(({ rows, problems }) => rows.length > 0 || problems.length > 0);
  if (full.length === 0)
    return (
      <p className={styles['small']}>It has nothing of the last seven days. Its history is read when it is added.</p>
    );
  return full.map(({ name, query, records, rows, problems }) => (
    <section key={`${name} ${query}`} className={styles['answer']} aria-label={name}>
      <p>
        {name} <span className={styles['small']}>{countOf(records, 'record')} in one answer</span>
      </p>
      {rows.length > 0 && <FirstRows rows={rows.slice(0, 4)} />}
      {problems.length > 0 && <ProblemTable problems={problems.slice(0, 4)} />}
    </section>
  ));
}
