import type { ConfiguredSource } from '../../../shared/domain/workspace/sources.ts';
import { Button } from '../../ui/button.tsx';
import { Progress } from '../../ui/progress.tsx';
import { syncText } from './source-words.ts';
import { cancelSync, type SyncRun } from './sync-run.ts';
import styles from './sources.module.css';

type Props = { readonly run: SyncRun; readonly sources: readonly ConfiguredSource[] };

/** What a sync is doing and how far it is, over all its sources, and the way to end it. */
export function SyncProgressBar({ run, sources }: Props) {
  const titleOf = (id: string): string => sources.find((source) => source.id === id)?.title ?? id;
  const { label, detail, done } = syncText(run, titleOf);
  const shown = done === null || detail === '' ? detail : `${detail} ·`;
  return (
    <div className={styles['syncing']}>
      <Progress label={label} done={done} total={run.all} detail={shown} />
      <Button onClick={cancelSync}>Cancel</Button>
    </div>
  );
}
