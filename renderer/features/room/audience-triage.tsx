import {
  techniqueOf,
  techniqueTitles,
  type Technique,
  type TriageAnswers,
} from '../../../shared/domain/cause/triage.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { AudienceSays } from './audience-words.tsx';
import styles from './audience-stage.module.css';

const questions: { readonly [Q in keyof TriageAnswers]: string } = {
  directEvidence: 'Does evidence show directly what happened?',
  recurring: 'Has it come up before?',
  severalComponents: 'Did several components take part?',
};
const order: readonly (keyof TriageAnswers)[] = ['directEvidence', 'recurring', 'severalComponents'];

const verdicts: { readonly [T in Technique]: string } = {
  none: 'We name the causes as the evidence shows them.',
  'five-whys': 'We ask why, again and again: 5 Whys.',
  fishbone: 'We draw a Fishbone.',
};

/** The three questions before anything is drawn (M4.1), and once the room answered, what they ask for. */
export function AudienceTriage({ review }: { readonly review: Review }) {
  const { answers } = review.triage;
  return (
    <>
      <p className={styles['small']}>
        <span className={styles['question']}>Three questions before we draw</span>
      </p>
      <ol className={styles['lines']}>
        {order.map((question) => (
          <li key={question}>
            <div>
              <p>{questions[question]}</p>
            </div>
            {answers !== null && <p className={styles['answer']}>{answers[question] ? 'Yes' : 'No'}</p>}
          </li>
        ))}
      </ol>
      {answers !== null && <p className={styles['verdict']}>{verdicts[techniqueOf(answers)]}</p>}
    </>
  );
}

/** Nothing was named yet. Which canvas waits is said, so that the room knows how it will go on. */
export function AudienceNoCause({ review }: { readonly review: Review }) {
  const { canvas } = review.triage;
  return (
    <AudienceSays
      small={canvas === null ? 'Causes' : `Causes · ${techniqueTitles[canvas]}`}
      text="What made it possible?"
    />
  );
}
