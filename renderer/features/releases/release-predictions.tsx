import { useState } from 'react';
import { standingOfSeal, type SealStanding } from '../../../shared/domain/prediction/decide-prediction.ts';
import type { SealedPrediction } from '../../../shared/domain/prediction/sealed-prediction.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { beganAt } from '../../../shared/projections/go-live.ts';
import type { ReleaseDetail } from '../../store/read-releases.ts';
import { Button } from '../../ui/button.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { PredictDialog } from './predict-dialog.tsx';
import styles from './releases.module.css';

type Props = { readonly detail: ReleaseDetail; readonly workspace: Workspace };

/** [M6.4] What was predicted of the release under seal; before it goes live a prediction can be sealed here. */
export function ReleasePredictions({ detail, workspace }: Props) {
  const [isPredicting, setIsPredicting] = useState(false);
  const { service, version } = detail.summary;
  const began = beganAt(detail, version);
  const seals = workspace.predictions.filter((each) => each.service === service && each.version === version);
  return (
    <div className={styles['baseline']}>
      {seals.length === 0 && (
        <p>
          {began === null
            ? 'Nobody has sealed what they expect of it. That can be done until it begins to go live.'
            : 'Nobody sealed what they expected of it before it went live.'}
        </p>
      )}
      <ul className={styles['seals']}>
        {seals.map((seal) => (
          <li key={seal.id}>
            <Seal seal={seal} standing={standingOfSeal(seal, seals, began)} workspace={workspace} />
          </li>
        ))}
      </ul>
      {began === null && <Button onClick={() => setIsPredicting(true)}>Seal a prediction</Button>}
      {isPredicting && (
        <PredictDialog
          service={service}
          version={version}
          workspace={workspace}
          onClose={() => setIsPredicting(false)}
        />
      )}
    </div>
  );
}

const voidWords: { readonly [W in Extract<SealStanding, { name: 'void' }>['why']]: string } = {
  late: 'void: sealed after it began to go live',
  clock: 'void: its time contradicts the journal',
  replaced: 'replaced by a later one',
};

type SealProps = {
  readonly seal: SealedPrediction;
  readonly standing: SealStanding;
  readonly workspace: Workspace;
};

function Seal({ seal, standing, workspace }: SealProps) {
  const { by, sealedAt, opened, commitment } = seal;
  const isVoid = standing.name === 'void';
  return (
    <>
      <p>
        <Mark tone={isVoid ? 'warn' : 'calm'}>
          {isVoid ? voidWords[standing.why] : opened === null ? 'under seal' : 'sealed before it went live'}
        </Mark>
      </p>
      {opened !== null && (
        <p>
          {opened.predicted.probability.toFixed(2)} that it fails, impact {opened.predicted.impact}:{' '}
          <bdi>{opened.predicted.reason}</bdi>
        </p>
      )}
      <p className={styles['small']}>
        {findMember(workspace, by)?.display ?? by}, {formatDayTime(sealedAt, workspace.zone)}
      </p>
      <code className={styles['hash']}>sha256 {commitment}</code>
    </>
  );
}
