import type { IntakeReport } from '../../../shared/contract/procedures.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Mark } from '../../ui/mark.tsx';
import { keptText } from './kept-text.ts';
import { ProblemTable } from './problem-table.tsx';
import styles from './sources.module.css';

const fewProblems = 8;

type Props = { readonly report: IntakeReport; readonly onDone: () => void; readonly onAcceptBad: () => void };

/** What became of a file: taken, known before, put in quarantine, or stopped. */
export function IntakeResult({ report, onDone, onAcceptBad }: Props) {
  const { accepted, unchanged, quarantinedTotal, byKind, stopped, quarantined } = report;
  const kinds = Object.entries(byKind).map(([kind, count]) => `${count.toLocaleString('en-GB')} ${kind}`);
  return (
    <div className={styles['work']} role="status">
      <p className={styles['fileName']}>
        <Mark tone={stopped === null ? 'calm' : 'warn'}>
          {stopped === null ? `${countOf(accepted, 'row')} taken in` : stopped.message}
        </Mark>
      </p>
      {stopped !== null && <p>{keptText(report)}</p>}
      <p className={styles['small']}>
        {[
          ...kinds,
          ...(unchanged > 0 ? [`${unchanged.toLocaleString('en-GB')} known before`] : []),
          ...(quarantinedTotal > 0
            ? [`${quarantinedTotal.toLocaleString('en-GB')} in quarantine`]
            : ['none in quarantine']),
        ].join(' · ')}
      </p>
      {quarantined.length > 0 && <ProblemTable problems={quarantined.slice(0, fewProblems)} />}
      <div className={styles['choices']}>
        {stopped?.code === 'too-many-bad' && <Button onClick={onAcceptBad}>Take the good rows all the same</Button>}
        <Button kind="primary" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  );
}
