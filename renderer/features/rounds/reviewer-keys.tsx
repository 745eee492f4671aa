import { useState } from 'react';
import type { Round } from '../../../shared/domain/packet/round.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { seatNames } from '../../../shared/domain/review/seats.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Section } from '../../ui/page.tsx';
import { TakeKeyDialog } from './take-key-dialog.tsx';
import styles from './rounds.module.css';

type Props = { readonly review: Review; readonly workspace: Workspace; readonly round: Round | undefined };

/** Whose answers can be checked here, and the way to a key that is not here yet. */
export function ReviewerKeys({ review, workspace, round }: Props) {
  const [taking, setTaking] = useState<string | null>(null);
  const asked = round?.reviewers ?? review.rounds.at(-1)?.reviewers ?? seatedIn(review);
  const keyOf = (member: string) => workspace.keys.find((key) => key.member === member);
  const without = asked.filter((member) => keyOf(member) === undefined);
  return (
    <Section title="Keys" note={without.length === 0 ? 'all here' : `${without.length} of ${asked.length} missing`}>
      <p className={styles['quiet']}>
        An answer is taken in when it was signed with the key you hold of its author. Compare the eight words of a key
        by voice before you trust it.
      </p>
      <ul>
        {asked.map((member) => {
          const key = keyOf(member);
          return (
            <li key={member} className={styles['key']}>
              <p>
                <bdi>{findMember(workspace, member)?.display ?? member}</bdi>{' '}
                <span className={styles['small']}>{member}</span>
              </p>
              {key === undefined ? (
                <p className={styles['ways']}>
                  <Mark tone="warn">no key here</Mark>
                  <Button
                    kind="quiet"
                    onClick={() => setTaking(member)}
                    aria-label={`Take over a public key: ${member}`}
                  >
                    Take over a public key
                  </Button>
                </p>
              ) : (
                <p>
                  <Mark tone="calm">can be checked</Mark> <span className={styles['words']}>{key.words.join(' ')}</span>
                </p>
              )}
            </li>
          );
        })}
      </ul>
      {taking !== null && (
        <TakeKeyDialog
          member={taking}
          display={findMember(workspace, taking)?.display ?? taking}
          onClose={() => setTaking(null)}
        />
      )}
    </Section>
  );
}

const seatedIn = (review: Review): readonly string[] => [
  ...new Set(seatNames.flatMap((seat) => review.seats[seat].accountable ?? [])),
];
