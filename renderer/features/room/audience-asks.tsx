import type { Agenda } from '../../../shared/domain/agenda/agenda.ts';
import { openElmo } from '../../../shared/domain/agenda/evolve-hands.ts';
import type { Decision } from '../../../shared/domain/decision/decision.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { openVote, type Vote } from '../../../shared/domain/vote/vote.ts';
import { countOf } from '../../ui/format-number.ts';
import { RoomText } from './room-text.tsx';
import styles from './audience-asks.module.css';

/** For how long a result stays on the room's screen, ms; shorter where the question of time waits. */
const shownForMs = { usually: 40_000, overTime: 8_000 };

/** What fills the screen because the room is asked something, or has just answered. */
export type RoomAsk =
  | { readonly kind: 'vote'; readonly vote: Vote }
  | { readonly kind: 'elmo' }
  | { readonly kind: 'elmo-answer'; readonly call: Agenda['elmo'][number] }
  | { readonly kind: 'decision'; readonly decision: Decision };

/**
 * Reads it from the events and the time, so that a window that comes back shows the same. A result gives way to what the
 * console points at afterwards, at `pointedAt` (epoch ms).
 */
export function roomAsk(review: Review, now: number, isOver: boolean, pointedAt: number): RoomAsk | undefined {
  const open = openVote(review.votes);
  if (open !== undefined) return { kind: 'vote', vote: open };
  if (openElmo(review.agenda) !== undefined) return { kind: 'elmo' };
  const isNews = (at: number | undefined): boolean =>
    at !== undefined && now - at < shownForMs[isOver ? 'overTime' : 'usually'];
  const decision = review.decisions.at(-1);
  const vote = review.votes.at(-1);
  const call = review.agenda.elmo.at(-1);
  const newest = Math.max(decision?.decidedAt ?? 0, vote?.counted?.at ?? 0, call?.answer?.at ?? 0);
  if (!isNews(newest) || newest <= pointedAt) return undefined;
  if (decision?.decidedAt === newest) return { kind: 'decision', decision };
  if (vote?.counted?.at === newest) return { kind: 'vote', vote };
  return call?.answer?.outcome === 'goes-on' ? { kind: 'elmo-answer', call } : undefined;
}

export function AudienceAsk({ ask, review }: { readonly ask: RoomAsk; readonly review: Review }) {
  switch (ask.kind) {
    case 'vote':
      return <VoteShown vote={ask.vote} />;
    case 'elmo':
      return (
        <>
          <p className={styles['small']}>Show of hands</p>
          <RoomText key="elmo" text="Enough, let’s move on?" />
          <Choices
            choices={[
              { text: 'Move on', detail: 'to what comes next, or park it with an exit' },
              { text: 'Stay', detail: 'we go on with this' },
            ]}
          />
        </>
      );
    case 'elmo-answer': {
      const { inFavour = 0, present = 0 } = ask.call.answer ?? {};
      return (
        <>
          <p className={styles['small']}>
            {inFavour} of {present} would move on
          </p>
          <RoomText key="stay" text="We go on with this." />
        </>
      );
    }
    case 'decision':
      return <DecisionShown decision={ask.decision} review={review} />;
  }
}

function VoteShown({ vote }: { readonly vote: Vote }) {
  const { counted } = vote;
  const most = Math.max(...(counted?.hands ?? [0]));
  const raised = counted?.hands.reduce((sum, hands) => sum + hands, 0) ?? 0;
  const idle = (counted?.present ?? 0) - raised;
  return (
    <>
      <p className={styles['small']}>
        {counted === null
          ? 'Show of hands'
          : `${raised} of ${counted.present} voted${idle > 0 ? `, ${idle} did not` : ''}`}
      </p>
      <RoomText key={vote.question} text={vote.question} />
      <Choices
        choices={vote.options.map((text, index) => ({
          text,
          hands: counted?.hands[index],
          isFirst: counted !== null && most > 0 && counted.hands[index] === most,
        }))}
      />
    </>
  );
}

function DecisionShown({ decision, review }: { readonly decision: Decision; readonly review: Review }) {
  const vote = review.votes.find((each) => each.id === decision.vote);
  const handsOf = (option: string): number | undefined => {
    const index = vote?.options.indexOf(option) ?? -1;
    return index === -1 ? undefined : vote?.counted?.hands[index];
  };
  const voices = decision.dissent.length;
  return (
    <>
      <p className={styles['small']}>
        Decided{voices > 0 && ` · ${countOf(voices, 'voice')} against, kept in the record`}
      </p>
      <RoomText key={decision.question} text={decision.question} />
      <Choices
        choices={decision.options.map((text, index) => ({
          text,
          hands: handsOf(text),
          isFirst: index === decision.choice,
          isChosen: index === decision.choice,
        }))}
      />
    </>
  );
}

type Choice = {
  readonly text: string;
  readonly detail?: string;
  readonly hands?: number | undefined;
  readonly isFirst?: boolean;
  readonly isChosen?: boolean;
};

function Choices({ choices }: { readonly choices: readonly Choice[] }) {
  return (
    <ul className={choices.length > 3 ? styles['many'] : styles['choices']}>
      {choices.map(({ text, detail, hands, isFirst, isChosen }) => (
        <li key={text} className={isFirst === true ? styles['first'] : undefined}>
          {hands !== undefined && <span className={styles['hands']}>{hands}</span>}
          <span className={styles['text']} dir="auto">
            {isChosen === true ? '✓ ' : ''}
            {text}
          </span>
          {detail !== undefined && <span className={styles['detail']}>{detail}</span>}
        </li>
      ))}
    </ul>
  );
}
