import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { ableToSign, displayOf, wordsOfRole } from './signers.ts';
import styles from './sign.module.css';

type Props = {
  readonly review: Review;
  readonly workspace: Workspace;
  readonly role: string;
  readonly isExported: boolean;
  readonly onSign: () => void;
  readonly onAway: () => void;
};

/** One role: signed by whom, away with whom, or who may sign it. */
export function SignRow({ review, workspace, role, isExported, onSign, onAway }: Props) {
  const signatures = [...review.signOffs, ...review.countersigns];
  const signed = signatures.find((each) => each.role === role);
  const words = wordsOfRole(role);
  if (signed !== undefined) {
    const key = workspace.keys.find(({ fingerprint }) => fingerprint === signed.fingerprint);
    return (
      <li className={styles['row']} data-state="signed">
        <p className={styles['role']}>{words}</p>
        <div className={styles['who']}>
          <p>
            <Mark tone="calm">signed</Mark> by <bdi>{displayOf(workspace, signed.member)}</bdi>
          </p>
          <p className={styles['small']}>taken in {formatDayTime(signed.at, review.zone)}</p>
        </div>
        <div className={styles['key']}>
          {key !== undefined && <p>{key.words.join(' ')}</p>}
          <p className={styles['small']}>{signed.fingerprint}</p>
        </div>
      </li>
    );
  }
  const away = review.away.find((each) => each.role === role);
  // A signature covers those before it, so a request from before the last one asks for too little.
  const isStale = away !== undefined && signatures.some(({ at }) => at > away.at);
  const able = ableToSign(review, workspace, role);
  const awayVerb = away === undefined ? 'Take a request away' : 'Take a fresh request';
  return (
    <li className={styles['row']} data-state={away === undefined ? 'unsigned' : 'away'}>
      <p className={styles['role']}>{words}</p>
      <div className={styles['who']}>
        <p>
          <Mark tone="warn">
            {away === undefined ? 'unsigned' : isStale ? 'away on a stick, stale' : 'away on a stick'}
          </Mark>
        </p>
        <p className={styles['small']}>
          {away === undefined ? (
            waitingFor(able.map((id) => displayOf(workspace, id)))
          ) : (
            <>
              for <bdi>{displayOf(workspace, away.member)}</bdi>, taken {formatDayTime(away.at, review.zone)}
              {away.by !== null && (
                <>
                  {' '}
                  by <bdi>{displayOf(workspace, away.by)}</bdi>
                </>
              )}
              {isStale && '. Somebody signed since then: take a fresh one'}
            </>
          )}
        </p>
      </div>
      <div className={styles['do']}>
        {able.length > 0 && (
          <>
            <Button onClick={onSign} disabled={!isExported} aria-label={`Sign here as ${words}`}>
              Sign here
            </Button>
            <Button kind="quiet" onClick={onAway} disabled={!isExported} aria-label={`${awayVerb}: ${words}`}>
              {awayVerb}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}

function waitingFor(able: readonly string[]) {
  if (able.length === 0) return 'Nobody holds this seat: the record stays unsigned in this role and says so.';
  return able.map((name, index) => (
    <span key={name}>
      {index === 0 ? 'to be signed by ' : ' or '}
      <bdi>{name}</bdi>
    </span>
  ));
}
