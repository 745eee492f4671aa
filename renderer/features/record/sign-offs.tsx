import { useState } from 'react';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { SignOffRole } from '../../../shared/domain/review/seats.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { SignDialog } from './sign-dialog.tsx';
import { signersOf } from '../../../shared/domain/review/signing.ts';
import { roleWords } from './signers.ts';
import styles from './record.module.css';

type Props = {
  readonly review: Review;
  readonly workspace: Workspace;
  readonly isExported: boolean;
  readonly onSigned: () => void;
};

/** Every required role, signed or not: a missing signature is printed as missing. */
export function SignOffs({ review, workspace, isExported, onSigned }: Props) {
  const [role, setRole] = useState<SignOffRole | null>(null);
  return (
    <>
      <ul>
        {review.requiredRoles.map((each) => {
          const signOff = review.signOffs.find((made) => made.role === each);
          const able = signersOf(review, each).map((id) => findMember(workspace, id)?.display ?? id);
          return (
            <li key={each} className={signOff === undefined ? styles['unsigned'] : styles['signed']}>
              <p className={styles['role']}>{roleWords[each]}</p>
              {signOff === undefined ? (
                <>
                  <p>
                    <Mark tone="warn">not signed yet</Mark>
                  </p>
                  <p className={styles['small']}>{able.length === 0 ? 'nobody holds this seat' : able.join(' or ')}</p>
                  <Button
                    onClick={() => setRole(each)}
                    disabled={!isExported}
                    aria-label={`Sign as ${roleWords[each]}`}
                  >
                    Sign
                  </Button>
                </>
              ) : (
                <>
                  <p>
                    <Mark tone="calm">{findMember(workspace, signOff.member)?.display ?? signOff.member}</Mark>,{' '}
                    {formatDayTime(signOff.at, review.zone)}
                  </p>
                  <p className={styles['mono']}>{shortFingerprint(signOff.fingerprint)}</p>
                </>
              )}
            </li>
          );
        })}
      </ul>
      {!isExported && <p className={styles['small']}>Put the record together first: a signature covers its files.</p>}
      {role !== null && (
        <SignDialog
          review={review}
          workspace={workspace}
          role={role}
          onClose={() => setRole(null)}
          onSigned={() => {
            setRole(null);
            onSigned();
          }}
        />
      )}
    </>
  );
}

const shortFingerprint = (fingerprint: string): string =>
  fingerprint.length > 22 ? `${fingerprint.slice(0, 13)}…${fingerprint.slice(-4)}` : fingerprint;
