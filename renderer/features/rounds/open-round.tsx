import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { reviewIdSchema } from '../../../shared/domain/ids.ts';
import type { Round } from '../../../shared/domain/packet/round.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { readReviewers, type Reviewed } from '../../../shared/projections/round-reading.ts';
import { call } from '../../host/client.ts';
import { downloadText } from '../../state/download-text.ts';
import { Button } from '../../ui/button.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Section } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Short, Table } from '../../ui/table.tsx';
import { ProlongForm } from './prolong-form.tsx';
import { deadlineWords, phaseWords } from './round-words.ts';
import { SettleForm } from './settle-form.tsx';
import { TakeAnswers } from './take-answers.tsx';
import styles from './rounds.module.css';

type Props = { readonly review: Review; readonly workspace: Workspace; readonly round: Round; readonly now: number };

/** The round that is open: its deadline, who answered, and everything that is done until it is settled. */
export function OpenRound({ review, workspace, round, now }: Props) {
  const people = readReviewers(round);
  const answered = people.filter(({ state }) => state === 'answered').length;
  return (
    <>
      <Section title={`Open now: ${phaseWords[round.phase]}`}>
        <p className={styles['deadline']}>
          <span className={styles['moment']}>{deadlineWords(round.deadline, review.zone, now)}</span>{' '}
          <span className={styles['small']}>{review.zone}</span>
        </p>
        <p className={styles['quiet']}>
          {answered} of {round.reviewers.length} answered in time.{' '}
          {round.deadline > now
            ? 'Send the questions file to everybody asked; it holds all they need, with no connection.'
            : 'The deadline has passed: an answer that comes now is kept, says it is late, and counts for nothing.'}
        </p>
        {round.prolonged.map(({ at, reason }) => (
          <p key={at} className={styles['small']}>
            Prolonged {formatDayTime(at, review.zone)}: <bdi>{reason}</bdi>
          </p>
        ))}
        <Questions review={review} round={round} />
        <People people={people} review={review} workspace={workspace} round={round} />
      </Section>
      <Section title="Take in signed answers">
        <TakeAnswers review={review} />
      </Section>
      <Section title="Settle or prolong">
        <SettleForm review={review} workspace={workspace} round={round} now={now} />
        <ProlongForm key={round.deadline} review={review} round={round} now={now} />
      </Section>
    </>
  );
}

function Questions({ review, round }: { readonly review: Review; readonly round: Round }) {
  const [fault, setFault] = useState<CallFault | null>(null);
  const fetchFile = async () => {
    const answer = await call('round.asking', { review: reviewIdSchema.parse(review.id), round: round.id });
    setFault(answer.ok ? null : answer.error);
    if (answer.ok) downloadText(answer.value.name, answer.value.text);
  };
  return (
    <div className={styles['ways']}>
      <Button kind={round.packets.length === 0 ? 'primary' : 'plain'} onClick={() => void fetchFile()}>
        Questions as a file
      </Button>
      {fault !== null && <Refusal fault={fault} />}
    </div>
  );
}

type PeopleProps = {
  readonly people: readonly Reviewed[];
  readonly review: Review;
  readonly workspace: Workspace;
  readonly round: Round;
};

function People({ people, review, workspace, round }: PeopleProps) {
  return (
    <Table
      caption="Who was asked"
      columns={[{ name: 'reviewer' }, { name: 'answer' }, { name: 'taken in' }, { name: 'their deadline' }]}
    >
      {people.map(({ member, state, revision, at }) => {
        const zone = workspace.placements[member]?.zone ?? workspace.zone;
        return (
          <tr key={member}>
            <td>
              <bdi>{findMember(workspace, member)?.display ?? member}</bdi>{' '}
              <span className={styles['small']}>{member}</span>
            </td>
            <Short>
              {state === 'missing' && <Mark tone="warn">still missing</Mark>}
              {state === 'answered' && (
                <Mark tone="calm">
                  {revision !== null && revision > 1 ? `answered, revision ${revision}` : 'answered'}
                </Mark>
              )}
              {state === 'late' && <Mark tone="over">late, does not count</Mark>}
            </Short>
            <Short>{at === null ? '' : formatDayTime(at, review.zone)}</Short>
            <Short>
              {formatDayTime(round.deadline, zone)} <span className={styles['small']}>{zone}</span>
            </Short>
          </tr>
        );
      })}
    </Table>
  );
}
