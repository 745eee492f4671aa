import { openIssues, type Review } from '../../../shared/domain/review/review.ts';
import { quorumLacks } from '../../../shared/domain/agenda/decide-agenda.ts';
import { codeText, headCount } from '../../../shared/meeting/people.ts';
import { formatDayText } from '../../ui/format-time.ts';
import styles from './audience-stage.module.css';

/** One sentence, readable at six metres. */
export function AudienceSays({ small, text }: { readonly small: string; readonly text: string }) {
  return (
    <>
      <p className={styles['small']}>{small}</p>
      <p className={styles['big']}>{text}</p>
    </>
  );
}

export function AudienceBefore({ review }: { readonly review: Review }) {
  const { here, of } = headCount(review);
  return (
    <main className={styles['still']}>
      <p className={styles['small']}>{review.phase === 'draft' ? 'not prepared yet' : 'before the start'}</p>
      <p className={styles['huge']}>{review.title}</p>
      <p className={styles['small']}>
        {here} of {of} here · {quorumLacks(review).length === 0 ? 'quorate' : 'no quorum yet'}
      </p>
    </main>
  );
}

export function AudienceClosed({ review }: { readonly review: Review }) {
  return (
    <main className={styles['still']}>
      <p className={styles['small']}>{review.title} · closed</p>
      <p className={styles['big']}>{review.summary}</p>
    </main>
  );
}

const shownActions = 5;

export function AudienceActions({ review }: { readonly review: Review }) {
  const alive = review.actions.filter((action) => action.state.name !== 'dropped');
  const shown = alive.slice(-shownActions);
  if (shown.length === 0) return <AudienceSays small="Actions" text="What will be done, by whom, by when?" />;
  return (
    <>
      <p className={styles['small']}>
        {alive.length} {alive.length === 1 ? 'action' : 'actions'}
        {alive.length > shown.length && `, the last ${shown.length}`}
      </p>
      <ul className={styles['list']}>
        {shown.map(({ id, text, state }) => (
          <li key={id}>
            {text}
            <span className={state.name === 'committed' ? styles['calm'] : styles['warn']}>
              {state.name === 'committed' ? `✓ ${codeText(state.owner)}, ${formatDayText(state.due)}` : '··· idea'}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

export function AudienceSign({ review }: { readonly review: Review }) {
  const open = openIssues(review);
  const first = open[0];
  return first === undefined ? (
    <AudienceSays small="Everything has an exit" text="Have we said what we found?" />
  ) : (
    <AudienceSays small={`${open.length} still open`} text={first.text} />
  );
}
