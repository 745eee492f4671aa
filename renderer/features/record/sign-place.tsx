import { useState } from 'react';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { routeToHash } from '../../state/route.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/page.tsx';
import { SignAwayDialog } from './sign-away-dialog.tsx';
import { SignDialog } from './sign-dialog.tsx';
import { SignRow } from './sign-row.tsx';
import { SignTakeDialog } from './sign-take-dialog.tsx';
import { ableToSign } from './signers.ts';
import styles from './sign.module.css';

type Props = {
  readonly review: Review;
  readonly workspace: Workspace;
  readonly isExported: boolean;
  readonly onSigned: () => void;
};

/** What is asked for at the moment; `role` null lets the signer name one of their own. */
type Asked = { readonly what: 'sign' | 'away'; readonly role: string | null } | { readonly what: 'take' };

/** Who must sign and who has: here, away on a stick, or beyond what the policy asks. */
export function SignPlace({ review, workspace, isExported, onSigned }: Props) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const done = () => {
    close();
    onSigned();
  };
  const required = review.requiredRoles;
  const others = [...review.signOffs, ...review.countersigns].filter(
    ({ role }) => !required.some((each) => each === role),
  );
  const awayOthers = review.away.filter(({ role }) => !required.some((each) => each === role));
  const signed = review.signOffs.filter(({ role }) => required.includes(role)).length;
  const hasAny = review.signOffs.length + review.countersigns.length > 0;
  const mayCountersign = hasAny && ableToSign(review, workspace, 'auditor').length > 0;
  const common = { review, workspace, isExported };
  const askFor = (role: string) => ({
    onSign: () => setAsked({ what: 'sign', role }),
    onAway: () => setAsked({ what: 'away', role }),
  });
  return (
    <Section title="Sign-off" note={`${signed} of ${required.length} required roles signed`}>
      <p className={styles['policy']}>
        The {review.tier} tier of {policyName(review)} says who must sign. Each person signs with a key of their own,
        one role each.
        {!isExported && ' Put the record together first: a signature covers its files.'}
      </p>
      <ul className={styles['rows']} aria-label="Required roles">
        {required.map((role) => (
          <SignRow key={role} {...common} role={role} {...askFor(role)} />
        ))}
      </ul>
      {(others.length > 0 || awayOthers.length > 0) && (
        <>
          <h3 className={styles['sub']}>Countersigned besides</h3>
          <ul className={styles['rows']} aria-label="Countersigned besides">
            {[...others, ...awayOthers].map(({ role }) => (
              <SignRow key={role} {...common} role={role} {...askFor(role)} />
            ))}
          </ul>
        </>
      )}
      <div className={styles['ways']}>
        <Button onClick={() => setAsked({ what: 'take' })} disabled={!isExported}>
          Bring an answer back
        </Button>
        {mayCountersign && (
          <>
            <Button kind="quiet" onClick={() => setAsked({ what: 'sign', role: null })}>
              Countersign here
            </Button>
            <Button kind="quiet" onClick={() => setAsked({ what: 'away', role: null })}>
              Take a request for a countersign
            </Button>
          </>
        )}
        <a href={routeToHash({ place: 'sign' })}>Sign a request that was brought here</a>
      </div>
      {asked?.what === 'sign' && (
        <SignDialog review={review} workspace={workspace} role={asked.role} onClose={close} onSigned={done} />
      )}
      {asked?.what === 'away' && (
        <SignAwayDialog review={review} workspace={workspace} role={asked.role} onClose={close} />
      )}
      {asked?.what === 'take' && (
        <SignTakeDialog review={review} workspace={workspace} onClose={close} onTaken={onSigned} />
      )}
    </Section>
  );
}

/** The policy the review was opened by: its base, and the overlay of the team where it has one. */
function policyName({ governance: { base, overlay } }: Review): string {
  const names = [base, overlay].flatMap((file) => (file === null ? [] : [`${file.id} v${file.version}`]));
  return names.length === 0 ? 'the standard policy' : `the policy ${names.join(' with ')}`;
}
