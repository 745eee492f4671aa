import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { memberIdSchema, reviewIdSchema } from '../../../shared/domain/ids.ts';
import { answersLack } from '../../../shared/domain/packet/answers-lack.ts';
import { askable } from '../../../shared/domain/packet/decide-rounds.ts';
import type { RoundPhase } from '../../../shared/domain/packet/packet.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { seatNames } from '../../../shared/domain/review/seats.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { newId, sendCommand } from '../../state/commands.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Section } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { DeadlineFields, useDeadline } from './deadline-fields.tsx';
import { ReviewerList } from './reviewer-list.tsx';
import { phaseWords } from './round-words.ts';
import styles from './rounds.module.css';

type Props = { readonly review: Review; readonly workspace: Workspace; readonly now: number };

const dayMs = 86_400_000;

/** Asks one phase of everybody by one deadline. The seats' people are chosen to begin with. */
export function AskForm({ review, workspace, now }: Props) {
  const may = askable(review);
  const [phase, setPhase] = useState<RoundPhase>(nextPhase(review, may));
  const [reviewers, setReviewers] = useState<readonly string[]>(seated(review, workspace));
  const [fault, setFault] = useState<CallFault | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const deadline = useDeadline(now + 3 * dayMs, review.zone);
  const lacks = answersLack(review, reviewers, workspace);
  const isReady = deadline.at !== null && reviewers.length > 0;
  const ask = async () => {
    if (deadline.at === null) return;
    setIsBusy(true);
    const answer = await sendCommand(reviewIdSchema.parse(review.id), {
      type: 'round.ask',
      id: newId(),
      phase,
      deadline: deadline.at,
      reviewers: reviewers.map((code) => memberIdSchema.parse(code)),
    });
    setIsBusy(false);
    setFault(answer.ok ? null : answer.error);
  };
  return (
    <Section title={review.rounds.length === 0 ? 'Ask for answers' : 'Ask for more answers'}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isBusy) void ask();
        }}
      >
        {review.rounds.length === 0 && (
          <p className={styles['quiet']}>
            Once a round is asked this review meets no more: no clock runs and nobody is checked in.
          </p>
        )}
        <div className={styles['fields']}>
          <SelectField
            label="What is asked"
            value={phase}
            hint={phaseHint(review, may)}
            onChange={(event) => setPhase(may.find((each) => each === event.target.value) ?? phase)}
          >
            {may.map((each) => (
              <option key={each} value={each}>
                {phaseWords[each]}
              </option>
            ))}
          </SelectField>
          <DeadlineFields deadline={deadline} zone={review.zone} />
        </div>
        <ReviewerList
          review={review}
          workspace={workspace}
          chosen={reviewers}
          deadline={deadline.at}
          onChoose={setReviewers}
        />
        <p className={styles[lacks.length > 0 ? 'warn' : 'calm']} role="status">
          {lacks.length > 0
            ? `! When all ${reviewers.length} answer there is still no quorum: ${lacks.join('; ')}.`
            : `✓ When all ${reviewers.length} answer there is a quorum.`}
        </p>
        {fault !== null && <Refusal fault={fault} />}
        <p>
          <Button kind="primary" type="submit" disabled={!isReady || isBusy}>
            {`Ask ${countOf(reviewers.length, 'reviewer')}`}
          </Button>
        </p>
      </form>
    </Section>
  );
}

/** Where the review goes on by itself: agreed facts to causes, causes to actions. */
function nextPhase({ phase, factsAgreed, rounds }: Review, may: readonly RoundPhase[]): RoundPhase {
  const last = rounds.at(-1)?.phase;
  const wanted = phase === 'facts' && factsAgreed !== null ? 'causes' : last === 'causes' ? 'actions' : phase;
  return may.find((each) => each === wanted) ?? may[0] ?? 'facts';
}

function phaseHint({ phase, factsAgreed }: Review, may: readonly RoundPhase[]): string | undefined {
  if (phase !== 'facts') return undefined;
  return factsAgreed === null && !may.includes('causes')
    ? 'Causes wait until more than half agree on the facts as they stand (M3.1).'
    : 'The facts are agreed on.';
}

/** The people of the three seats, accountable ones first, as far as they are in the roster. */
function seated(review: Review, workspace: Workspace): readonly string[] {
  const people = [
    ...seatNames.map((seat) => review.seats[seat].accountable),
    ...seatNames.map((seat) => review.seats[seat].deputy),
  ].filter((person) => person !== null);
  return [...new Set(people)].filter((id) => workspace.members.some((each) => each.id === id && each.active));
}
