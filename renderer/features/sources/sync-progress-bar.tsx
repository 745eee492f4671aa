import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Progress } from '../../ui/progress.tsx';
import { cancelSync, type SyncRun } from './sync-run.ts';
import styles from './sources.module.css';

/** How far a sync is, over all its sources, and the way to end it. */
export function SyncProgressBar({ run }: { readonly run: SyncRun }) {
  const reading = [...run.reading.values()].flatMap((each) => (each.state === 'reading' ? [each] : []));
  const rows =
    reading.reduce((sum, each) => sum + each.rows, 0) +
    [...run.ends.values()].reduce((sum, each) => sum + each.rows, 0);
  const rate = reading.reduce((sum, each) => sum + each.rate, 0);
  const remaining = reading.flatMap((each) => each.remaining ?? []).reduce((sum, each) => sum + each, 0);
  const parts = [
    `${run.ends.size} of ${countOf(run.all, 'source')}`,
    countOf(rows, 'row'),
    ...(rate > 0 ? [`${Math.round(rate).toLocaleString('en-GB')} a second`] : []),
    ...(remaining > 0 ? [`${remaining.toLocaleString('en-GB')} to come`] : []),
  ];
  return (
    <div className={styles['syncing']}>
      <Progress label="Asking the sources" done={run.ends.size} total={run.all} detail={`${parts.join(' · ')} ·`} />
      <Button onClick={cancelSync}>Cancel</Button>
    </div>
  );
}
