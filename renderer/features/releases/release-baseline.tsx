import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { baselineOf, isBefore } from '../../../shared/domain/kpi/frozen-baseline.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { goingLiveAt } from '../../../shared/projections/go-live.ts';
import { call } from '../../host/client.ts';
import type { ReleaseDetail } from '../../store/read-releases.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './releases.module.css';

type Props = { readonly detail: ReleaseDetail; readonly workspace: Workspace };

/** [M2.2] What the release is held against: frozen before go-live, post-hoc, or nothing yet, which can be made here. */
export function ReleaseBaseline({ detail, workspace }: Props) {
  const [fault, setFault] = useState<CallFault | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const { id, version } = detail.summary;
  const liveAt = goingLiveAt(detail.deployments, version);
  const found = baselineOf(workspace.baselines, id, liveAt);
  const freeze = async () => {
    setIsBusy(true);
    const answer = await call('baseline.freeze', { release: id, isPostHoc: liveAt !== null });
    setFault(answer.ok ? null : answer.error);
    setIsBusy(false);
  };
  return (
    <div className={styles['baseline']}>
      {found === undefined ? (
        <>
          <p>
            {liveAt === null
              ? 'Nothing is frozen yet. It freezes by itself when data comes in and 5 comparable releases are known.'
              : 'None was frozen before it went live.'}
          </p>
          <Button onClick={() => void freeze()} disabled={isBusy}>
            {liveAt === null ? 'Freeze it now' : 'Make one, marked post-hoc'}
          </Button>
        </>
      ) : (
        <>
          <p>
            {isBefore(found, liveAt) ? (
              <Mark tone="calm">frozen {formatDayTime(found.baseline.at, workspace.zone)}, before go-live</Mark>
            ) : (
              <Mark tone="warn">post-hoc, made {formatDayTime(found.baseline.at, workspace.zone)}</Mark>
            )}
          </p>
          <p className={styles['small']}>
            {countOf(found.baseline.releases.length, 'comparable release')} and{' '}
            {countOf(found.baseline.series.length, 'figure')}
          </p>
          <code className={styles['hash']}>sha256 {found.hash}</code>
        </>
      )}
      {fault !== null && <Refusal fault={fault} />}
    </div>
  );
}
