import type { ReactNode } from 'react';
import { assertNever } from '../../../shared/lib/invariant.ts';
import { readItem, type ItemReading } from '../../../shared/domain/agenda/clock.ts';
import type { ItemClock } from '../../../shared/domain/agenda/agenda.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { remainingText } from '../../../shared/meeting/clock-text.ts';
import { extensionNews } from '../../../shared/meeting/over-question.ts';
import { layoutSpine } from '../../../shared/meeting/spine.ts';
import type { RoomFocus } from '../../state/room-focus.ts';
import { AudienceAsk, roomAsk } from './audience-asks.tsx';
import { AudienceCanvas } from './audience-canvas.tsx';
import { AudienceCauses } from './audience-causes.tsx';
import { AudienceCommitments } from './audience-commitments.tsx';
import { AudienceFact } from './audience-fact.tsx';
import { AudienceHead } from './audience-head.tsx';
import { AudienceOver } from './audience-over.tsx';
import { AudienceSpeaking } from './audience-speaking.tsx';
import {
  AudienceActions,
  AudienceBefore,
  AudienceClosed,
  AudienceOpen,
  AudienceSays,
  AudienceSign,
} from './audience-words.tsx';
import styles from './audience-stage.module.css';

type Props = {
  readonly review: Review;
  readonly workspace: Workspace;
  readonly focus: RoomFocus;
  readonly now: number;
};

/** One thing above the spine, the clock below it. Over time changes the line, the digits and the words. */
export function AudienceStage({ review, workspace, focus, now }: Props) {
  const { agenda } = review;
  const item = agenda.items.find((each) => each.id === agenda.current);
  if (focus.head) return <AudienceHead review={review} />;
  if (review.phase === 'closed' || review.phase === 'signed') return <AudienceClosed review={review} />;
  if (item === undefined) return <AudienceBefore review={review} workspace={workspace} />;
  const reading = readItem(agenda, item, now);
  const isOver = reading.mark === 'over' && agenda.pace.name === 'running';
  const ask = roomAsk(review, now, isOver, focus.at);
  if (isOver && ask === undefined)
    return <AudienceOver review={review} focus={focus} item={item} overMs={-reading.remainingMs} now={now} />;
  const next = agenda.items[agenda.items.indexOf(item) + 1];
  const then = thenWords(review, reading, next, now);
  const time = remainingText(reading.remainingMs);
  const timer = (
    <p className={styles[isOver ? 'overDigits' : reading.mark === 'warning' ? 'warning' : 'digits']} role="timer">
      {time}
    </p>
  );
  const { canvas } = review.triage;
  const count = review.causes.length;
  if (item.kind === 'causes' && ask === undefined && canvas !== null && count > 0 && count <= mostDrawn)
    return (
      <AudienceCanvas
        review={review}
        canvas={canvas}
        focus={focus}
        time={time}
        timer={timer}
        foot={
          <>
            <p>{then}</p>
            <AudienceSpeaking review={review.id} />
          </>
        }
      />
    );
  const { position, segments } = layoutSpine(agenda, now);
  return (
    <main className={styles['stage']}>
      <section className={styles['thing']}>
        {ask === undefined ? (
          <Thing review={review} workspace={workspace} focus={focus} item={item} />
        ) : (
          <AudienceAsk ask={ask} review={review} />
        )}
      </section>
      <div className={styles['spine']} aria-hidden="true">
        <span className={styles['done']} style={{ width: `${(position ?? 0) * 100}%` }} />
        {segments.slice(1).map((segment) => (
          <span key={segment.id} className={styles['notch']} style={{ left: `${segment.start * 100}%` }} />
        ))}
        <span className={styles['tick']} style={{ left: `${(position ?? 0) * 100}%` }} />
      </div>
      <footer className={styles['foot']}>
        <div>
          <p className={styles['item']}>{item.title}</p>
          <p className={styles['then']}>{then}</p>
          <AudienceSpeaking review={review.id} />
        </div>
        {timer}
      </footer>
    </main>
  );
}

/** More causes than these are told line by line: so many pages are no drawing any more. */
const mostDrawn = 300;

/** Whether the clock rests, what an extension changed, or what comes next. */
function thenWords({ agenda }: Review, { mark }: ItemReading, next: ItemClock | undefined, now: number): string {
  if (agenda.pace.name !== 'running') return `clock ${agenda.pace.name}: ${agenda.pauses.at(-1)?.reason ?? ''}`;
  const news = extensionNews(agenda, now);
  if (news !== undefined) return news;
  if (mark === 'over') return 'over time';
  if (mark === 'warning') return 'nearly there';
  return next === undefined ? 'then we are done' : `then: ${thenText[next.kind]}`;
}

const thenText: { readonly [K in ItemClock['kind']]: string } = {
  open: 'who is here',
  commitments: 'what we promised last time',
  facts: 'what happened',
  agree: 'do we agree on the facts?',
  causes: 'what made it possible?',
  actions: 'what will be done',
  sign: 'exits for what is open, and close',
};

type ThingProps = Omit<Props, 'now'> & { readonly item: ItemClock };

function Thing({ review, workspace, focus, item }: ThingProps): ReactNode {
  const { kind } = item;
  switch (kind) {
    case 'open':
      return <AudienceOpen review={review} />;
    case 'commitments':
      return <AudienceCommitments review={review} commitment={focus.commitment} />;
    case 'facts':
      return <AudienceFact review={review} focus={focus} />;
    case 'agree':
      return review.factsAgreed === null ? (
        <AudienceSays small="Show of hands" text="Do we agree that this is what happened?" />
      ) : (
        <AudienceSays
          small={`${review.factsAgreed.inFavour} of ${review.factsAgreed.present} agreed`}
          text="We agree that this is what happened."
        />
      );
    case 'causes':
      return <AudienceCauses review={review} focus={focus} />;
    case 'actions':
      return <AudienceActions review={review} workspace={workspace} />;
    case 'sign':
      return <AudienceSign review={review} />;
    default:
      return assertNever(kind);
  }
}
