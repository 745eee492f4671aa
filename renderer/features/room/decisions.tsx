import type { Decision } from '../../../shared/domain/decision/decision.ts';
import { codeText } from '../../../shared/meeting/people.ts';
import { keepDraft } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { Key } from '../../ui/key.tsx';
import { DecisionForm } from './decision-form.tsx';
import styles from './actions-pane.module.css';

/** What was decided, and the form for the next decision: at least two options, a choice, and why (M1.5). */
export function Decisions({ room }: { readonly room: RoomView }) {
  const { decisions } = room.review;
  const open = room.state.drafts['deciding'] === 'open';
  return (
    <section className={styles['decisions']} aria-label="Decisions">
      <div className={styles['head']}>
        <h3 className={styles['eyebrow']}>Decisions</h3>
        {!open && (
          <Button kind="quiet" onClick={() => keepDraft(room.id, 'deciding', 'open')}>
            Decide something <Key>D</Key>
          </Button>
        )}
      </div>
      {decisions.map((decision) => (
        <Decided key={decision.id} room={room} decision={decision} />
      ))}
      {open && <DecisionForm room={room} />}
    </section>
  );
}

function Decided({ room, decision }: { readonly room: RoomView; readonly decision: Decision }) {
  const { review } = room;
  const facts = review.claims.filter((claim) => decision.evidence.includes(claim.id));
  const vote = review.votes.find((each) => each.id === decision.vote);
  return (
    <div className={styles['decision']}>
      <p className={styles['question']} dir="auto">
        {decision.question}
      </p>
      <ul>
        {decision.options.map((option, index) => (
          <li key={option} className={index === decision.choice ? styles['chosen'] : styles['other']}>
            {index === decision.choice ? '✓ ' : '– '}
            <bdi>{option}</bdi>
            {handsFor(vote, option)}
          </li>
        ))}
      </ul>
      <p className={styles['why']}>
        because <bdi>{decision.rationale}</bdi> · {codeText(decision.decider)}
      </p>
      {facts.length > 0 && (
        <p className={styles['why']}>
          rests on{' '}
          {facts.map((fact, index) => (
            <span key={fact.id}>
              {index > 0 && '; '}“<bdi>{fact.text}</bdi>”
            </span>
          ))}
        </p>
      )}
      {decision.dissent.map(({ by, words }) => (
        <p key={`${by} ${words}`} className={styles['why']}>
          dissent{by === null ? '' : ' by '}
          {by !== null && <bdi>{by}</bdi>}: <bdi>{words}</bdi>
        </p>
      ))}
    </div>
  );
}

/** `· 4 of 7` behind an option that had hands. */
const handsFor = (vote: RoomView['review']['votes'][number] | undefined, option: string): string => {
  if (vote?.counted == null) return '';
  const index = vote.options.indexOf(option);
  return index === -1 ? '' : ` · ${vote.counted.hands[index] ?? 0} of ${vote.counted.present}`;
};
