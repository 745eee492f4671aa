import { useEffect, useRef, useState } from 'react';
import type { CallFault, IntakeProgress, IntakeReport } from '../../../shared/contract/procedures.ts';
import { carryFile, takeFile, type CarriedFile } from '../../host/intake-client.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format-number.ts';
import { Mark } from '../../ui/mark.tsx';
import { Section } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { IntakeResult } from './intake-result.tsx';
import { bringIntoView } from './bring-into-view.ts';
import { CourierBundle } from './courier-bundle.tsx';
import { Look, type Reading } from './look.tsx';
import styles from './sources.module.css';

type Stage =
  | { readonly name: 'carrying' }
  | { readonly name: 'looking'; readonly carried: CarriedFile }
  | {
      readonly name: 'taking';
      readonly carried: CarriedFile;
      readonly progress: Extract<IntakeProgress, { state: 'reading' }> | null;
    }
  | { readonly name: 'taken'; readonly carried: CarriedFile; readonly report: IntakeReport; readonly reading: Reading }
  | { readonly name: 'failed'; readonly fault: CallFault; readonly carried: CarriedFile | null };

type Props = {
  readonly file: File;
  /** Why it did not come in whole when it was taken with others. */
  readonly stop: string | undefined;
  /** Told when it is in: what is left is to read the report. */
  readonly onTold: () => void;
  readonly onDone: () => void;
};

/** One file from hand to intake: handed over, looked at, taken, told. */
export function TakeIn({ file, stop: earlier, onTold, onDone }: Props) {
  const [stage, setStage] = useState<Stage>({ name: 'carrying' });
  const stop = useRef(new AbortController());
  useEffect(() => {
    const abort = new AbortController();
    stop.current = abort;
    void carryFile(file, abort.signal).then((answer) => {
      if (abort.signal.aborted && answer.ok) return;
      setStage(
        answer.ok ? { name: 'looking', carried: answer.value } : { name: 'failed', fault: answer.error, carried: null },
      );
    });
    return () => abort.abort();
  }, [file]);
  const take = async (carried: CarriedFile, reading: Reading, acceptBad: boolean) => {
    const abort = new AbortController();
    stop.current = abort;
    setStage({ name: 'taking', carried, progress: null });
    const choice = { ticket: carried.ticket, format: reading.format, mapping: reading.mapping, acceptBad };
    const end = await takeFile(choice, abort.signal, (progress) => setStage({ name: 'taking', carried, progress }));
    setStage(
      end.state === 'done'
        ? { name: 'taken', carried, report: end.report, reading }
        : { name: 'failed', fault: end.error, carried },
    );
    if (end.state === 'done' && end.report.stopped === null) onTold();
  };
  return (
    <Section title="A file" note={formatBytes(file.size)}>
      <p className={styles['fileName']}>{file.name}</p>
      <div key={stage.name} ref={bringIntoView} />
      {stage.name === 'carrying' && (
        <div className={styles['work']}>
          <Progress label={`Handing over ${file.name}`} done={null} total={file.size} detail={formatBytes(file.size)} />
          <Button onClick={() => (stop.current.abort(), onDone())}>Cancel</Button>
        </div>
      )}
      {stage.name === 'looking' && /\.zip$/i.test(file.name) && (
        <CourierBundle ticket={stage.carried.ticket} onTold={onTold} onDone={onDone} />
      )}
      {stage.name === 'looking' && earlier !== undefined && (
        <p className={styles['ended']}>
          <Mark tone="warn">{earlier}</Mark>
        </p>
      )}
      {stage.name === 'looking' && !/\.zip$/i.test(file.name) && (
        <Look carried={stage.carried} onTake={(reading) => void take(stage.carried, reading, false)} onLeave={onDone} />
      )}
      {stage.name === 'taking' && (
        <div className={styles['work']}>
          <Progress
            label={`Taking in ${file.name}`}
            done={stage.progress?.bytesRead ?? null}
            total={stage.progress?.bytesTotal ?? file.size}
            detail={stage.progress === null ? '' : `${stage.progress.rows.toLocaleString('en-GB')} rows ·`}
          />
          <Button onClick={() => stop.current.abort()}>Stop here</Button>
        </div>
      )}
      {stage.name === 'taken' && (
        <IntakeResult
          report={stage.report}
          onDone={onDone}
          onAcceptBad={() => void take(stage.carried, stage.reading, true)}
        />
      )}
      {stage.name === 'failed' && (
        <div className={styles['work']}>
          <Refusal fault={stage.fault} />
          <div className={styles['choices']}>
            {stage.carried !== null && (
              <Button onClick={() => stage.carried !== null && setStage({ name: 'looking', carried: stage.carried })}>
                Look at it again
              </Button>
            )}
            <Button kind="primary" onClick={onDone}>
              Put it away
            </Button>
          </div>
        </div>
      )}
    </Section>
  );
}
