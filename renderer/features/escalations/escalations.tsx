import { useState } from 'react';
import { assertNever } from '../../../shared/lib/invariant.ts';
import { lastPacket, standingOf, type Standing } from '../../../shared/domain/escalation/decide-escalation.ts';
import type { Escalation } from '../../../shared/domain/escalation/escalation.ts';
import { routeToHash } from '../../state/route.ts';
import { useIsReading } from '../../store/once-read.ts';
import { useReviews } from '../../store/review-hooks.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Loading } from '../../ui/empty.tsx';
import { formatDayTime, formatSpan } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { PageHead, Section } from '../../ui/page.tsx';
import { useNow } from '../../ui/use-now.ts';
import { listenForRowKeys } from '../../ui/use-row-keys.ts';
import { AnswerDialog } from './answer-dialog.tsx';
import { ImportAnswer } from './import-answer.tsx';
import styles from './escalations.module.css';

type Read = { readonly escalation: Escalation; readonly standing: Standing };

/** Issues handed to somebody outside of their review: who is asked, by when, what they said. */
export function Escalations() {
  const workspace = useWorkspace();
  const reviews = useReviews();
  const isReading = useIsReading();
  const now = useNow();
  const [answering, setAnswering] = useState<string | null>(null);
  if (workspace === undefined) return <Loading what="the escalations" />;
  const all = workspace.escalations.map((escalation): Read => ({ escalation, standing: standingOf(escalation, now) }));
  const [waiting, answered] = [
    all.filter(({ standing }) => isOpen(standing)),
    all.filter(({ standing }) => !isOpen(standing)),
  ];
  const titles = new Map(reviews?.map(({ review }) => [review.id, review.title]));
  const list = { zone: workspace.zone, now, titles, onAnswer: setAnswering };
  const chosen = workspace.escalations.find(({ id }) => id === answering);
  return (
    <>
      <PageHead
        title="Escalations"
        aside={`${waiting.length} waiting, ${answered.length} answered`}
        lede="Each carries a signed packet for whoever is asked. Who does not answer in time is followed by the next rung of the ladder."
        actions={all.length > 0 && <ImportAnswer />}
      />
      {isReading && all.length === 0 && <Loading what="the escalations" />}
      {!isReading && all.length === 0 && (
        <Empty title="Nothing was escalated yet.">
          <p>At the end of a review a parked topic can be handed to somebody outside of it.</p>
        </Empty>
      )}
      {waiting.length > 0 && (
        <Section title="Waiting for an answer">
          <EscalationList {...list} read={waiting.toSorted((a, b) => dueOf(a) - dueOf(b))} />
        </Section>
      )}
      {answered.length > 0 && (
        <Section title="Answered">
          <EscalationList {...list} read={answered.toReversed()} />
        </Section>
      )}
      {chosen !== undefined && <AnswerDialog escalation={chosen} onClose={() => setAnswering(null)} />}
    </>
  );
}

const isOpen = ({ name }: Standing): boolean => name === 'waiting' || name === 'late' || name === 'unanswered';
const dueOf = ({ escalation }: Read): number => lastPacket(escalation).answerBy;

type ListProps = {
  readonly read: readonly Read[];
  readonly zone: string;
  readonly now: number;
  readonly titles: ReadonlyMap<string, string>;
  readonly onAnswer: (id: string) => void;
};

function EscalationList({ read, zone, now, titles, onAnswer }: ListProps) {
  return (
    <ul ref={listenForRowKeys}>
      {read.map(({ escalation, standing }) => (
        <li key={escalation.id} className={styles['row']}>
          <div>
            <p dir="auto">{escalation.issue}</p>
            <p className={styles['small']}>
              {escalation.target.replaceAll('-', ' ')} ·{' '}
              <a href={routeToHash({ place: 'record', review: escalation.review })}>
                {titles.get(escalation.review) ?? escalation.review}
              </a>
            </p>
            <Answers escalation={escalation} zone={zone} />
          </div>
          <div className={styles['small']}>
            <p>{escalation.rungs[escalation.packets.length - 1]?.to}</p>
            <p>
              rung {escalation.packets.length} of {escalation.rungs.length}
            </p>
            <p>
              {escalation.packets.map((packet, index) => (
                <a key={packet.id} className={styles['packet']} href={`/media/escalation/${packet.id}.zip`} download>
                  packet {index + 1}
                </a>
              ))}
            </p>
          </div>
          <p className={styles['standing']}>
            <Told standing={standing} zone={zone} now={now} />
          </p>
          {isOpen(standing) ? (
            <Button data-row onClick={() => onAnswer(escalation.id)} aria-label={`Answer came: ${escalation.issue}`}>
              Answer came
            </Button>
          ) : (
            <span />
          )}
        </li>
      ))}
    </ul>
  );
}

function Answers({ escalation, zone }: { readonly escalation: Escalation; readonly zone: string }) {
  return escalation.answers.map((answer) => (
    <p key={answer.packet} className={styles['note']} dir="auto">
      {answer.by} {answer.decision} it on {formatDayTime(answer.at, zone)}: {answer.reference}
      {answer.words !== '' && `. ${answer.words}`}{' '}
      <span className={styles['small']}>
        ({answer.signedBy === null ? 'not signed' : `signed by device ${answer.signedBy}`})
      </span>
    </p>
  ));
}

function Told({ standing, zone, now }: { readonly standing: Standing; readonly zone: string; readonly now: number }) {
  switch (standing.name) {
    case 'waiting':
      return <>by {formatDayTime(standing.answerBy, zone)}</>;
    case 'late':
      return <Mark tone="warn">late, the next rung is asked</Mark>;
    case 'unanswered':
      return <Mark tone="over">unanswered, {formatSpan(now - standing.answerBy)} over</Mark>;
    case 'accepted':
      return <Mark tone="calm">accepted</Mark>;
    case 'forwarded':
      return <Mark tone="plain">forwarded</Mark>;
    case 'refused':
      return <Mark tone="over">refused</Mark>;
    default:
      return assertNever(standing);
  }
}
