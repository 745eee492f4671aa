import { openRound } from '../../../shared/domain/packet/round.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { isLight } from '../../../shared/domain/light/light-phase.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { routeToHash } from '../../state/route.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Columns, PageHead, Section } from '../../ui/page.tsx';
import { useNow } from '../../ui/use-now.ts';
import { AskForm } from './ask-form.tsx';
import { OpenRound } from './open-round.tsx';
import { ReviewerKeys } from './reviewer-keys.tsx';
import { SettledRound } from './settled-round.tsx';
import { whyNoRounds, workWords } from './round-words.ts';
import styles from './rounds.module.css';

type Props = { readonly review: Review; readonly workspace: Workspace };

/** A review without a meeting: what is asked, until when, who answered, and what came of it. */
export function Rounds({ review, workspace }: Props) {
  const now = useNow();
  const open = openRound(review.rounds);
  const settled = review.rounds.filter((round) => round.settled !== null).toReversed();
  const isOver = review.phase === 'closed' || review.phase === 'signed';
  const why = whyNoRounds(review, isLight(review));
  return (
    <>
      <PageHead
        eyebrow={`Without meeting · ${review.id} · ${review.tier} tier`}
        title={review.title}
        lede="Facts, then causes, then actions: everybody answers by one deadline, each answer is signed, and the answers are merged."
        actions={<Ways review={review} />}
      />
      {why !== null ? (
        <Empty title={why.title}>
          <p>
            {why.next} <a href={routeToHash({ place: why.place, review: review.id })}>{why.verb}</a>
          </p>
        </Empty>
      ) : (
        <Columns aside={<ReviewerKeys review={review} workspace={workspace} round={open} />}>
          {open !== undefined && <OpenRound review={review} workspace={workspace} round={open} now={now} />}
          {open === undefined && !isOver && (
            <AskForm key={settled.length} review={review} workspace={workspace} now={now} />
          )}
          {settled.length > 0 && (
            <Section title="Rounds that are settled" note={`times of ${review.zone}`}>
              {settled.map((round, index) => (
                <SettledRound
                  key={round.id}
                  review={review}
                  workspace={workspace}
                  round={round}
                  number={settled.length - index}
                />
              ))}
            </Section>
          )}
        </Columns>
      )}
    </>
  );
}

/** Where the review is prepared, and where what was answered is worked on. */
function Ways({ review }: { readonly review: Review }) {
  const isOver = review.phase === 'closed' || review.phase === 'signed';
  return (
    <>
      <p className={styles['way']}>
        <a href={routeToHash({ place: 'prepare', review: review.id })}>Package and seats</a>
      </p>
      {review.rounds.length > 0 && (
        <ButtonLink href={routeToHash({ place: isOver ? 'record' : 'room', review: review.id })}>
          {isOver ? 'To the record' : workWords[review.phase]}
        </ButtonLink>
      )}
    </>
  );
}
