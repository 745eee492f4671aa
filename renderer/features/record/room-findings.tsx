import type { Review } from '../../../shared/domain/review/review.ts';
import { meetingTimeText } from '../../../shared/meeting/clock-text.ts';
import { codeText } from '../../../shared/meeting/people.ts';
import { Section } from '../../ui/page.tsx';
import styles from './record.module.css';

/** What was decided round the table, with its facts, its hands and each dissent. */
export function Decisions({ review }: { readonly review: Review }) {
  if (review.decisions.length === 0) return null;
  return (
    <Section title="Decisions">
      {review.decisions.map((decision) => {
        const vote = review.votes.find((each) => each.id === decision.vote)?.counted;
        const facts = review.claims.filter((claim) => decision.evidence.includes(claim.id));
        return (
          <div key={decision.id} className={styles['decision']}>
            <p dir="auto">{decision.question}</p>
            <p>
              ✓ <bdi>{decision.options[decision.choice]}</bdi>, because <bdi>{decision.rationale}</bdi> ·{' '}
              {codeText(decision.decider)}
              {vote != null && ` · hands ${vote.hands.join(', ')} of ${vote.present}`}
            </p>
            {facts.map((fact) => (
              <p key={fact.id} className={styles['small']}>
                rests on “<bdi>{fact.text}</bdi>”
              </p>
            ))}
            {decision.dissent.map(({ by, words }) => (
              <p key={`${by} ${words}`} className={styles['small']}>
                dissent{by !== null && ' by '}
                <bdi>{by}</bdi>: <bdi>{words}</bdi>
              </p>
            ))}
          </div>
        );
      })}
    </Section>
  );
}

/** Questions that the room answered by show of hands. */
export function Votes({ review }: { readonly review: Review }) {
  const votes = review.votes.flatMap(({ counted, ...vote }) => (counted === null ? [] : [{ ...vote, counted }]));
  if (votes.length === 0) return null;
  return (
    <Section title="Votes by show of hands">
      {votes.map(({ id, question, options, counted }) => (
        <p key={id}>
          <bdi>{question}</bdi>{' '}
          <span className={styles['small']}>
            {options.map((option, index) => (
              <span key={option}>
                {index > 0 && ' · '}
                <bdi>{option}</bdi> {counted.hands[index]}
              </span>
            ))}{' '}
            of {counted.present} here
          </span>
        </p>
      ))}
    </Section>
  );
}

/** The scribe's lines. */
export function Notes({ review }: { readonly review: Review }) {
  if (review.notes.length === 0) return null;
  return (
    <Section title="Notes" note="times since the meeting began">
      <ol>
        {review.notes.map((note) => (
          <li key={note.id} className={styles['fact']}>
            <span className={styles['clock']}>{meetingTimeText(note.meetingMs)}</span>
            <span dir="auto">{note.text}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
