import { useState } from 'react';
import type { CallFault, Input, Output } from '../../../shared/contract/procedures.ts';
import { reviewIdSchema } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { KeyWords } from '../../canvas/key-words.tsx';
import { TextFiles } from '../../canvas/text-files.tsx';
import { call } from '../../host/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { SignCardFiles } from './sign-card-files.tsx';
import { displayOf, wordsOfRole } from './signers.ts';
import styles from './sign.module.css';

type Returned = Input<'sign.take'>['returned'];
type Taken = Output<'sign.take'>;
type Props = {
  readonly review: Review;
  readonly workspace: Workspace;
  readonly onClose: () => void;
  readonly onTaken: () => void;
};

/** Brings an answer back: another Hotwash's file, or what a smart card's tools wrote. */
export function SignTakeDialog({ review, workspace, onClose, onTaken }: Props) {
  const [from, setFrom] = useState<'hotwash' | 'card'>('hotwash');
  const [returned, setReturned] = useState<Returned | null>(null);
  const [taken, setTaken] = useState<Taken | null>(null);
  const [fault, setFault] = useState<Pick<CallFault, 'message' | 'satisfy' | 'rule'> | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const take = async (brought: Returned, compared: string | null) => {
    setIsBusy(true);
    setFault(null);
    const answer = await call('sign.take', { review: reviewIdSchema.parse(review.id), returned: brought, compared });
    setIsBusy(false);
    setReturned(brought);
    setTaken(answer.ok ? answer.value : null);
    setFault(answer.ok ? null : answer.error);
    if (answer.ok && answer.value.state === 'taken') onTaken();
  };
  const isDone = taken?.state === 'taken';
  return (
    <Dialog
      open
      onClose={onClose}
      title="Bring an answer back"
      description="Everything is checked before anything is written: that it is this review as it lies here, that nobody signed in between, both signatures, and whose key it is."
    >
      <div className={styles['form']}>
        {!isDone && taken === null && (
          <>
            <fieldset className={styles['from']}>
              <legend>It comes from</legend>
              {(['hotwash', 'card'] as const).map((each) => (
                <label key={each}>
                  <input type="radio" name="from" checked={from === each} onChange={() => setFrom(each)} />{' '}
                  {each === 'hotwash' ? 'another Hotwash' : 'a smart card or openssl'}
                </label>
              ))}
            </fieldset>
            {from === 'hotwash' ? (
              <TextFiles
                label="Answer"
                verb={isBusy ? 'Checking…' : 'Choose the answer'}
                kind="primary"
                hint="sign-answer-….json, or drop it here"
                accept=".json,application/json"
                onTexts={([given], [unread]) => {
                  if (given !== undefined) void take({ kind: 'answer', text: given.text }, null);
                  else setFault(unread ?? null);
                }}
              />
            ) : (
              <SignCardFiles isBusy={isBusy} onFiles={(files) => void take({ kind: 'external', ...files }, null)} />
            )}
          </>
        )}
        {taken?.state === 'unknown-key' && (
          <>
            <p>
              Both signatures hold. The key of <bdi>{displayOf(workspace, taken.member)}</bdi> is not known here yet;
              nothing was written. Call them and have them read the eight words of their key.
            </p>
            <KeyWords size="large" fingerprint={taken.fingerprint} words={taken.words} />
          </>
        )}
        {isDone && (
          <p role="status">
            <Mark tone="calm">Taken in:</Mark> {wordsOfRole(taken.role)} by{' '}
            <bdi>{displayOf(workspace, taken.member)}</bdi>.
          </p>
        )}
        {fault !== null && <Refusal fault={fault} />}
        <DialogFoot>
          <Button onClick={onClose}>{isDone ? 'Done' : 'Leave it'}</Button>
          {taken?.state === 'unknown-key' && returned !== null && (
            <Button kind="primary" disabled={isBusy} onClick={() => void take(returned, taken.words.join(' '))}>
              The words are the same: take it
            </Button>
          )}
        </DialogFoot>
      </div>
    </Dialog>
  );
}
