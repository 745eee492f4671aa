import { useEffect, useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import { issuersOf } from '../../../shared/domain/gate/decide-issuer.ts';
import type { ReviewId } from '../../../shared/domain/ids.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { GateTokens } from '../../canvas/gate-tokens.tsx';
import { call } from '../../host/client.ts';
import { routeToHash, type Route } from '../../state/route.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Mark } from '../../ui/mark.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useNow } from '../../ui/use-now.ts';
import { IssueDialog } from './issue-dialog.tsx';
import styles from './gate-token.module.css';

type Looked = Output<'gate.look'>;
type Refused = Looked['refusals'][number];
type Props = { readonly review: Review; readonly workspace: Workspace; readonly seq: number };

/** What a pipeline would be shown of this release: what it rests on, why it is not issued now, and what was issued. */
export function GateToken({ review, workspace, seq }: Props) {
  const { looked, fault } = useLook(review.id as ReviewId, seq, workspace);
  const [wanted, setWanted] = useState<{ readonly feature: string | null } | null>(null);
  const now = useNow();
  const tokens = workspace.gate.tokens.filter((token) => token.review === review.id);
  if (fault !== null) return <Refusal fault={fault} />;
  if (looked === null) return <p className={styles['small']}>Asking the verifier…</p>;
  const { nextPhase, manifest } = looked;
  return (
    <>
      {manifest !== null && (
        <p className={styles['bound']}>
          Binds {looked.releases.join(', ').replaceAll('@', ' ')} to this record and its{' '}
          {countOf(looked.signOffs, 'sign-off')}.
        </p>
      )}
      <Standing
        refusals={looked.refusals}
        review={review.id}
        verb="Issue a token"
        onIssue={() => setWanted({ feature: null })}
      />
      {nextPhase !== null && (
        <>
          <p className={styles['phase']}>Next phase of {nextPhase.feature}</p>
          <Standing
            refusals={nextPhase.refusals.filter(
              (each) => !looked.refusals.some(({ message }) => message === each.message),
            )}
            isBlocked={looked.refusals.length > 0}
            review={review.id}
            verb="Issue for the next phase"
            onIssue={() => setWanted({ feature: nextPhase.feature })}
          />
        </>
      )}
      {tokens.length > 0 && (
        <GateTokens
          tokens={tokens}
          zone={review.zone}
          now={now}
          isBeside
          onRevoke={(token, reason) => call('gate.revoke', { token, reason })}
        />
      )}
      <p className={styles['all']}>
        <a href={routeToHash({ place: 'gate' })}>All tokens, overrides and revocation lists</a>
      </p>
      {wanted !== null && (
        <IssueDialog
          review={review}
          workspace={workspace}
          releases={looked.releases}
          feature={wanted.feature}
          able={issuersOf(review)}
          onClose={() => setWanted(null)}
        />
      )}
    </>
  );
}

type StandingProps = {
  readonly refusals: readonly Refused[];
  /** The release itself is refused, which is said above. */
  readonly isBlocked?: boolean;
  readonly review: string;
  readonly verb: string;
  readonly onIssue: () => void;
};

function Standing({ refusals, isBlocked = false, review, verb, onIssue }: StandingProps) {
  if (refusals.length === 0 && isBlocked) return <p className={styles['small']}>Refused as long as the release is.</p>;
  if (refusals.length === 0)
    return (
      <p className={styles['act']}>
        <Button onClick={onIssue}>{verb}</Button>
      </p>
    );
  return (
    <>
      <p>
        <Mark tone="warn">Refused now</Mark>
      </p>
      <ul className={styles['refusals']}>
        {refusals.map((refusal) => (
          <li key={refusal.message}>
            <p dir="auto">
              <span className={styles['rule']}>{refusal.rule}</span> {refusal.message}
            </p>
            <p className={styles['small']}>
              {refusal.satisfy} <WayTo place={refusal.place} review={review} />
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

const ways: {
  readonly [P in Exclude<Refused['place'], null | 'record'>]: readonly [(review: string) => Route, string];
} = {
  review: [(review) => ({ place: 'room', review }), 'The review'],
  escalations: [() => ({ place: 'escalations' }), 'Escalations'],
  commitments: [() => ({ place: 'commitments' }), 'Commitments'],
};

/** Where it is mended. The record itself is this page. */
function WayTo({ place, review }: { readonly place: Refused['place']; readonly review: string }) {
  if (place === null || place === 'record') return null;
  const [route, words] = ways[place];
  return <a href={routeToHash(route(review))}>{words}</a>;
}

/** Asked again when what it rests on may have changed: a sign-off, an answered escalation, a settled commitment, a key. */
function useLook(review: ReviewId, seq: number, { escalations, actionChanges, keys }: Workspace) {
  const [answered, setAnswered] = useState<{ at: string; looked: Looked | null; fault: CallFault | null } | null>(null);
  const said = escalations.reduce((sum, { packets, answers }) => sum + packets.length + answers.length, 0);
  const at = [seq, said, actionChanges.length, keys.length].join(' ');
  useEffect(() => {
    let isCurrent = true;
    void call('gate.look', { review }).then((answer) => {
      if (isCurrent)
        setAnswered(answer.ok ? { at, looked: answer.value, fault: null } : { at, looked: null, fault: answer.error });
    });
    return () => {
      isCurrent = false;
    };
  }, [review, at]);
  return { looked: answered?.looked ?? null, fault: answered?.fault ?? null };
}
