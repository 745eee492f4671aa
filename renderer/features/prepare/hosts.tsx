import { useMemo } from 'react';
import { policyInForce } from '../../../shared/domain/policy/adopted-policy.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { freshExceptions } from '../../../shared/domain/rota/decide-host.ts';
import type { RotaRole } from '../../../shared/domain/rota/host-exception.ts';
import { proposeHost, rotaOf, type RotaProposal } from '../../../shared/domain/rota/rota.ts';
import type { Member, Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { useReviews } from '../../store/review-hooks.ts';
import { Mark } from '../../ui/mark.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useNow } from '../../ui/use-now.ts';
import { PersonSelect } from './person-select.tsx';
import { ReasonForm } from './reason-form.tsx';
import { RotaTurn } from './rota-turn.tsx';
import { useReasoned } from './use-reasoned.ts';
import styles from './prepare.module.css';

type Props = { readonly review: Review; readonly workspace: Workspace; readonly people: readonly Member[] };

/** Who facilitates and who writes, each beside whom the rota proposes. `F` and `S` name whom it proposes. */
export function Hosts({ review, workspace, people }: Props) {
  const { fault, waiting, ask, answer, leave } = useReasoned(review);
  const { rota, facilitator, scribe } = useProposals(review, workspace);
  const name = (hosts: { readonly facilitator: string | null; readonly scribe: string | null }) => {
    if (hosts.facilitator === null) return;
    const told = freshExceptions(review, hosts, workspace, rota);
    const why = told.length === 0 ? null : `${told.map(({ words }) => words).join('; ')}.`;
    ask({ type: 'host.name', facilitator: hosts.facilitator, scribe: hosts.scribe }, why);
  };
  const nameAs = (role: RotaRole, person: string | null) =>
    name({ facilitator: review.facilitator, scribe: review.scribe, [role]: person });
  const accept = (role: RotaRole, { turn }: RotaProposal) => {
    if (turn !== null) nameAs(role, turn.member);
  };
  useKeys([
    { key: 'f', label: 'Name the facilitator the rota proposes', run: () => accept('facilitator', facilitator) },
    { key: 's', label: 'Name the scribe the rota proposes', run: () => accept('scribe', scribe) },
  ]);
  const shared = { review, workspace, onName: nameAs };
  return (
    <>
      <div className={styles['seatRow']}>
        <HostName name="Facilitator" person={review.facilitator} />
        <PersonSelect
          label="Facilitator"
          hint="leads of the roster"
          people={people.filter((member) => member.leads)}
          value={review.facilitator}
          onChoose={(person) => nameAs('facilitator', person)}
        />
        <RotaTurn {...shared} part="facilitator" proposal={facilitator} canName />
      </div>
      <div className={styles['seatRow']}>
        <HostName name="Scribe" person={review.scribe} />
        <PersonSelect
          label="Scribe"
          people={people}
          value={review.scribe}
          onChoose={(person) => nameAs('scribe', person)}
          {...(review.facilitator === null && { hint: 'name the facilitator first' })}
        />
        <RotaTurn {...shared} part="scribe" proposal={scribe} canName={review.facilitator !== null} />
        {waiting !== null && (
          <div className={styles['rowFault']}>
            <ReasonForm
              why={waiting.why}
              label="Why it has to be them"
              verb="Name them with this reason"
              onAnswer={answer}
              onLeave={leave}
            />
          </div>
        )}
        {fault !== null && (
          <div className={styles['rowFault']}>
            <Refusal fault={fault} />
          </div>
        )}
        {review.hostReason !== null && (
          <p className={styles['rowFault']}>
            <span className={styles['small']}>Named out of the rota: </span>
            <span dir="auto">{review.hostReason}</span>
          </p>
        )}
      </div>
    </>
  );
}

function HostName({ name, person }: { readonly name: string; readonly person: string | null }) {
  const missing = name === 'Facilitator' ? 'nobody facilitates' : 'nobody writes';
  const tone = name === 'Facilitator' ? 'warn' : 'plain';
  return (
    <p className={styles['seatName']}>
      {name}
      <span className={styles['small']}>
        {person === null ? <Mark tone={tone}>{missing}</Mark> : <Mark tone="calm">named</Mark>}
      </span>
    </p>
  );
}

function useProposals(review: Review, workspace: Workspace) {
  const folded = useReviews();
  const now = useNow();
  return useMemo(() => {
    const rota = rotaOf(folded?.map((each) => each.review) ?? []);
    const { rememberWeeks } = policyInForce(workspace.policies).policy.rota;
    const question = { state: rota, workspace, now, rememberWeeks };
    const facilitator = proposeHost(review, { ...question, role: 'facilitator' }, named(review.scribe));
    const leading = review.facilitator ?? facilitator.turn?.member ?? null;
    return { rota, facilitator, scribe: proposeHost(review, { ...question, role: 'scribe' }, named(leading)) };
  }, [folded, workspace, review, now]);
}

const named = (person: string | null): readonly string[] => (person === null ? [] : [person]);
