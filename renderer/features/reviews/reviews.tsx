import { useState } from 'react';
import { isLight, objectionsUntil } from '../../../shared/domain/light/light-phase.ts';
import { phases, type Review } from '../../../shared/domain/review/review.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { byUrgency, isPastDue, nextStep } from '../../../shared/projections/next-step.ts';
import { useBrokenHistories, type BrokenHistory } from '../../state/boot.ts';
import { routeToHash } from '../../state/route.ts';
import { useReviews } from '../../store/review-hooks.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Empty, Loading } from '../../ui/empty.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { PageHead } from '../../ui/page.tsx';
import { useNow } from '../../ui/use-now.ts';
import { listenForRowKeys } from '../../ui/use-row-keys.ts';
import styles from './reviews.module.css';

const pageSize = 60;

/** Every review, what needs somebody first; arrows go through them. */
export function Reviews() {
  const workspace = useWorkspace();
  const folded = useReviews();
  const now = useNow();
  const broken = useBrokenHistories();
  const [text, setText] = useState('');
  const [phase, setPhase] = useState('');
  const [shown, setShown] = useState(pageSize);
  if (folded === undefined || workspace === undefined) return <Loading what="the reviews" />;
  const reviews = folded.map(({ review }) => review);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = reviews
    .filter((review) => phase === '' || review.phase === phase)
    .filter((review) =>
      words.every((word) => `${review.title} ${review.id} ${review.release}`.toLowerCase().includes(word)),
    )
    .toSorted(byUrgency);
  return (
    <>
      <PageHead
        title="Reviews"
        aside={
          found.length === reviews.length ? countOf(reviews.length, 'review') : `${found.length} of ${reviews.length}`
        }
        actions={
          <p>
            <a href={routeToHash({ place: 'answer' })}>Answer a review</a>
            {' · '}
            <a href={routeToHash({ place: 'sign' })}>Sign a request</a>
          </p>
        }
      />
      {reviews.length === 0 ? (
        <Empty title="No review was opened yet.">
          <p>A review is of one release. Choose the release, then open a review of it.</p>
          <p className={styles['gap']}>
            <ButtonLink kind="primary" href={routeToHash({ place: 'releases' })}>
              To the releases
            </ButtonLink>
          </p>
        </Empty>
      ) : (
        <>
          <div className={styles['filter']} role="search">
            <TextField
              label="Title, number or release"
              type="search"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            <SelectField label="Where it stands" value={phase} onChange={(event) => setPhase(event.target.value)}>
              <option value="">all</option>
              {phases.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </SelectField>
          </div>
          <ul className={styles['list']} ref={listenForRowKeys} aria-label="Reviews">
            {found.slice(0, shown).map((review) => (
              <ReviewRow
                key={review.id}
                review={review}
                workspace={workspace}
                now={now}
                broken={broken.find((each) => each.stream === review.id)}
              />
            ))}
          </ul>
          {found.length === 0 && <Empty title="No review is like that. Loosen the filter." />}
          {found.length > shown && (
            <p className={styles['gap']}>
              <Button onClick={() => setShown(shown + pageSize)}>
                {Math.min(pageSize, found.length - shown)} more of {found.length - shown}
              </Button>
            </p>
          )}
        </>
      )}
    </>
  );
}

type RowProps = {
  readonly review: Review;
  readonly workspace: Workspace;
  readonly now: number;
  readonly broken: BrokenHistory | undefined;
};

function ReviewRow({ review, workspace, now, broken }: RowProps) {
  const step = nextStep(review);
  const when = review.closedAt ?? review.scheduledAt;
  return (
    <li>
      <a className={styles['row']} data-row href={routeToHash({ place: step.place, review: review.id })}>
        <span className={styles['id']}>{review.id.toUpperCase()}</span>
        <span className={styles['title']}>
          {review.title}
          <span className={styles['small']}>
            {review.release.replace('@', ' ')} · {review.tier}
          </span>
        </span>
        <span className={styles['small']}>
          {when === null
            ? isLight(review)
              ? 'no meeting'
              : 'no date yet'
            : `${review.closedAt === null ? '' : 'closed '}${formatDayTime(when, review.zone)}`}
          <br />
          {isLight(review)
            ? lightWords(review)
            : (findMember(workspace, review.facilitator)?.display ?? review.facilitator ?? 'nobody facilitates yet')}
        </span>
        <span>
          {broken === undefined ? (
            <Standing review={review} now={now} />
          ) : (
            <Mark tone="over">history broken at event {broken.event}</Mark>
          )}
        </span>
        <span className={styles['verb']}>{broken === undefined ? step.verb : 'What is wrong'}</span>
      </a>
    </li>
  );
}

/** Where a light review is: to be filed, or waiting for objections. */
function lightWords(review: Review): string {
  const until = objectionsUntil(review);
  return until === null ? 'to be filed' : `closes by itself ${formatDayTime(until, review.zone)}`;
}

function Standing({ review, now }: { readonly review: Review; readonly now: number }) {
  if (isPastDue(review, now)) return <Mark tone="over">{review.phase}, past its date</Mark>;
  if (review.phase === 'signed') return <Mark tone="calm">signed</Mark>;
  if (review.phase === 'closed')
    return (
      <Mark tone="warn">
        closed, {review.signOffs.length} of {review.requiredRoles.length} signed
      </Mark>
    );
  if (review.phase === 'draft' || review.phase === 'prepared') return <Mark tone="plain">{review.phase}</Mark>;
  return (
    <Mark tone="warn" glyph="●">
      at {review.phase}
    </Mark>
  );
}
