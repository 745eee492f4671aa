import type { Round } from '../../../shared/domain/packet/round.ts';
import type { SaidBy } from '../../../shared/domain/packet/merge-packets.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { readOutcome } from '../../../shared/projections/round-reading.ts';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { countWords, kindWords, phaseWords, saidWords } from './round-words.ts';
import styles from './rounds.module.css';

type Props = {
  readonly review: Review;
  readonly workspace: Workspace;
  readonly round: Round;
  /** Counted from 1, the oldest first. */
  readonly number: number;
};

/** What came of a round: what is new, what lost beside what stands, who agreed, what was only said, who came late. */
export function SettledRound({ review, workspace, round, number }: Props) {
  const { settled } = round;
  if (settled === null) return null;
  const outcome = readOutcome(round);
  const hasChanged = outcome.stands.some(({ said }) => said.kind === 'fact' || said.kind === 'reword');
  return (
    <article className={styles['settled']} aria-label={`Round ${number}`}>
      <h3 className={styles['roundTitle']}>{`${number}. ${phaseWords[round.phase]}`}</h3>
      <p className={styles['quiet']}>
        {outcome.answered} of {round.reviewers.length} answered; {countWords(outcome.stands.map(({ said }) => said))}.
        Deadline {formatDayTime(round.deadline, review.zone)}, settled {formatDayTime(settled.at, review.zone)}.
      </p>
      {settled.inquorateReason !== null && (
        <p>
          <Mark tone="warn">settled without a quorum: </Mark>
          <bdi>{settled.inquorateReason}</bdi>
        </p>
      )}
      {round.phase === 'facts' && (
        <p>
          {outcome.agreed * 2 > outcome.answered && !hasChanged ? (
            <Mark tone="calm">{outcome.agreed} agree</Mark>
          ) : (
            <Mark tone="warn">{outcome.agreed} agree</Mark>
          )}
          , {outcome.disagreed} do not, {outcome.answered - outcome.agreed - outcome.disagreed} did not say.
          {hasChanged && ' The facts changed in this round, so another has to agree on them.'}
        </p>
      )}
      {settled.lost.length > 0 && (
        <>
          <h4 className={styles['under']}>Said of the same thing</h4>
          <ul>
            {settled.lost.map(({ stands, lost }, index) => (
              // What lost has no identity but its place in the settled round.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={index} className={styles['lost']}>
                <Value said={stands} workspace={workspace} stands />
                {lost.map((each) => (
                  <Value
                    key={`${each.author} ${each.revision} ${saidWords(each.said)}`}
                    said={each}
                    workspace={workspace}
                  />
                ))}
              </li>
            ))}
          </ul>
        </>
      )}
      {settled.comments.length > 0 && (
        <>
          <h4 className={styles['under']}>Comments</h4>
          <ul>
            {settled.comments.map(({ author, text }) => (
              <li key={`${author} ${text}`} className={styles['comment']}>
                <bdi>{text}</bdi> <span className={styles['small']}>{nameOf(workspace, author)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {outcome.late.length > 0 && (
        <p>
          <Mark tone="warn">late, kept, not counted: </Mark>
          {outcome.late
            .map(({ author, at }) => `${nameOf(workspace, author)}, ${formatDayTime(at, review.zone)}`)
            .join('; ')}
        </p>
      )}
    </article>
  );
}

type ValueProps = { readonly said: SaidBy; readonly workspace: Workspace; readonly stands?: boolean };

/** One value with who said it and where it stands in the order of answers. */
function Value({ said: { said, author, revision }, workspace, stands = false }: ValueProps) {
  return (
    <p className={styles['value']}>
      <span className={styles[stands ? 'stands' : 'gave']}>{stands ? '✓ stands' : 'lost'}</span>
      <span>
        {stands ? <bdi>{saidWords(said)}</bdi> : <s dir="auto">{saidWords(said)}</s>}{' '}
        <span className={styles['small']}>
          {kindWords[said.kind]}, {nameOf(workspace, author)}, revision {revision}
        </span>
      </span>
    </p>
  );
}

const nameOf = (workspace: Workspace, id: string): string => findMember(workspace, id)?.display ?? id;
