import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import type { ReviewId } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { call } from '../../host/client.ts';
import { downloadBase64 } from '../../state/download-text.ts';
import { Button } from '../../ui/button.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { CarriedFile } from './timestamps-carried-file.tsx';
import { Certificates } from './timestamps-certificates.tsx';
import styles from './record.module.css';
import own from './timestamps.module.css';

type SignOffTime = Output<'timestamp.status'>['signOffs'][number];

type Props = {
  readonly review: Review;
  readonly workspace: Workspace;
  /** Changes when a sign-off was added. */
  readonly signed: number;
  readonly onChanged: () => void;
};

/** What may lie in a record or beside it besides the sign-offs: times by an authority, certificates, signed copies. */
export function Timestamps({ review, workspace, signed, onChanged }: Props) {
  const times = useTimes(review.id as ReviewId, signed);
  const id = review.id as ReviewId;
  const ask = async (number: string) => {
    const answer = await call('timestamp.request', { review: id, number });
    times.say(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    downloadBase64(answer.value.name, answer.value.base64, answer.value.type);
    times.read();
  };
  const take = async (number: string, base64: string) => {
    const answer = await call('timestamp.take', { review: id, number, base64 });
    times.say(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    times.read();
    onChanged();
  };
  return (
    <>
      <p className={styles['small']}>
        Optional. A time authority states that a sign-off existed by a moment; it does not state who signed, nor that
        nothing was left out before.
      </p>
      {times.signOffs === null && <p className={styles['small']}>Reading…</p>}
      {times.signOffs?.length === 0 && (
        <p className={styles['under']}>No sign-off yet. Each gets its time once it is made.</p>
      )}
      <ul>
        {(times.signOffs ?? []).map((signOff) => (
          <li key={signOff.number} className={own['part']}>
            <p className={styles['role']}>
              {Number(signOff.number)}. {signOff.stem.slice(3).replaceAll('-', ' ')}
            </p>
            <TimeState signOff={signOff} zone={review.zone} />
            {(signOff.state.kind === 'none' || signOff.state.kind === 'asked') && (
              <div className={own['acts']}>
                <Button
                  onClick={() => void ask(signOff.number)}
                  aria-label={`Write the request for sign-off ${Number(signOff.number)}`}
                >
                  Write the request
                </Button>
                {signOff.state.kind === 'asked' && (
                  <CarriedFile
                    label={`Take the reply in for sign-off ${Number(signOff.number)}`}
                    accept=".tsr,application/timestamp-reply"
                    onFile={(base64) => void take(signOff.number, base64)}
                    onFault={times.say}
                  >
                    Take the reply in
                  </CarriedFile>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
      {times.fault !== null && <Refusal fault={times.fault} />}
      <Certificates review={review} workspace={workspace} onChanged={() => (times.read(), onChanged())} />
    </>
  );
}

function TimeState({ signOff: { state }, zone }: { readonly signOff: SignOffTime; readonly zone: string }) {
  if (state.kind === 'none') return <p className={styles['small']}>No time yet: only the signer’s own clock.</p>;
  if (state.kind === 'asked')
    return (
      <p className={styles['small']}>
        Asked. Carry the <span className={styles['mono']}>.tsq</span> file to the authority and bring its{' '}
        <span className={styles['mono']}>.tsr</span> back.
      </p>
    );
  if (state.kind === 'broken')
    return (
      <p>
        <Mark tone="over">the reply in the record does not hold</Mark>: {state.why}
      </p>
    );
  return (
    <>
      <p>
        <Mark tone={state.trusted ? 'calm' : 'warn'}>signed before {formatDayTime(state.at, zone)}</Mark>
      </p>
      <p className={styles['small']}>
        by {state.by}
        {!state.trusted && ', an authority that is not in your trust file'}
      </p>
    </>
  );
}

/** Asked again when a sign-off is added and after each change. */
function useTimes(review: ReviewId, signed: number) {
  const [signOffs, setSignOffs] = useState<readonly SignOffTime[] | null>(null);
  const [fault, setFault] = useState<CallFault | null>(null);
  const latest = useRef(0);
  const readAfter = useCallback(
    async (_signed: number) => {
      latest.current += 1;
      const mine = latest.current;
      const answer = await call('timestamp.status', { review });
      if (latest.current !== mine) return;
      if (answer.ok) setSignOffs(answer.value.signOffs);
      else setFault(answer.error);
    },
    [review],
  );
  // oxlint-disable-next-line react/set-state-in-effect -- state is set when the main process has answered
  useEffect(() => void readAfter(signed), [readAfter, signed]);
  return { signOffs, fault, say: setFault, read: () => void readAfter(signed) };
}
