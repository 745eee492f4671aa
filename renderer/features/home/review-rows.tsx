import { assertNever } from '../../../shared/lib/invariant.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { isLight, objectionsUntil } from '../../../shared/domain/light/light-phase.ts';
import type { PackageDue } from '../../../shared/meeting/package-due.ts';
import { isWithoutMeeting, openRound } from '../../../shared/domain/packet/round.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { emptySeats, isPastDue, missingSignOffs, nextStep } from '../../../shared/projections/next-step.ts';
import type { BrokenHistory } from '../../state/boot.ts';
import { routeToHash } from '../../state/route.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatClock, formatDayTime, formatShortDay, formatSpan, toDayText } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { usePackagesDue } from './use-packages-due.ts';
import styles from './home.module.css';

type Props = {
  readonly reviews: readonly Review[];
  readonly workspace: Workspace;
  readonly now: number;
  readonly broken: readonly BrokenHistory[];
};

/** What needs you: one review a line, when, what state it is in, and the one thing to press. */
export function ReviewRows({ reviews, workspace, now, broken }: Props) {
  const whole = reviews.filter((review) => !broken.some((each) => each.stream === review.id));
  const packagesDue = usePackagesDue(whole, now);
  const first = whole.find((review) => nextStep(review).place === 'room') ?? whole[0];
  return (
    <ul>
      {broken.map((each) => (
        <BrokenRow key={each.stream} broken={each} review={reviews.find((review) => review.id === each.stream)} />
      ))}
      {whole.map((review) => (
        <ReviewRow
          key={review.id}
          review={review}
          workspace={workspace}
          now={now}
          isFirst={review === first}
          packageDue={packagesDue.get(review.id)}
        />
      ))}
    </ul>
  );
}

function ReviewRow({
  review,
  workspace,
  now,
  isFirst,
  packageDue,
}: {
  review: Review;
  workspace: Workspace;
  now: number;
  isFirst: boolean;
  packageDue: PackageDue | undefined;
}) {
  const step = nextStep(review);
  return (
    <li className={styles['row']}>
      <p className={styles['when']}>{tellWhen(review, now)}</p>
      <div className={styles['what']}>
        <h3 className={styles['rowTitle']} dir="auto">
          {review.title}
        </h3>
        <p className={styles['small']}>{tellState(review)}</p>
        {packageDue !== undefined && <PackageDueLine due={packageDue} review={review} />}
      </div>
      <div className={styles['who']}>
        <Who review={review} workspace={workspace} now={now} />
      </div>
      <ButtonLink
        kind={isFirst ? 'primary' : 'plain'}
        href={routeToHash({ place: step.place, review: review.id })}
        aria-label={`${step.verb}: ${review.title}`}
      >
        {step.verb}
      </ButtonLink>
    </li>
  );
}

/** Attendees do not have the package yet; the line leads to where it is written. */
function PackageDueLine({ due, review }: { readonly due: PackageDue; readonly review: Review }) {
  const when = formatDayTime(due.at, review.zone);
  return (
    <p className={styles['small']}>
      <a href={routeToHash({ place: 'prepare', review: review.id })}>
        {due.isLate ? <Mark tone="warn">package late: it was due {when}</Mark> : `package due ${when}`}
      </a>
    </p>
  );
}

function BrokenRow({ broken, review }: { broken: BrokenHistory; review: Review | undefined }) {
  return (
    <li className={styles['row']}>
      <p className={styles['when']}>broken</p>
      <div className={styles['what']}>
        <h3 className={styles['rowTitle']} dir="auto">
          {review?.title ?? broken.stream.toUpperCase()}
        </h3>
        <p className={styles['small']}>{review?.release.replace('@', ' ')}</p>
      </div>
      <div className={styles['who']}>
        <Mark tone="over">history broken at event {broken.event}</Mark>
        <p className={styles['small']}>
          {broken.event === 1 ? 'nothing of it could be read' : 'read up to there'}; its record is kept
        </p>
      </div>
      <span />
    </li>
  );
}

function tellWhen(review: Review, now: number): string {
  if (review.phase === 'closed' || review.phase === 'signed') return 'to sign';
  const round = openRound(review.rounds);
  if (round !== undefined) return tellDeadline(round.deadline, review.zone, now);
  if (review.phase !== 'draft' && review.phase !== 'prepared') return 'now';
  if (isLight(review)) return tellLight(review, now);
  if (review.scheduledAt === null) return 'no date';
  if (isPastDue(review, now)) return 'past due';
  const isToday = toDayText(review.scheduledAt, review.zone) === toDayText(now, review.zone);
  const clock = formatClock(review.scheduledAt, review.zone);
  return isToday ? clock : `${formatShortDay(review.scheduledAt, review.zone)} ${clock}`;
}

/** Until when answers are waited for. */
function tellDeadline(deadline: number, zone: string, now: number): string {
  return deadline <= now ? 'to settle' : `until ${formatShortDay(deadline, zone)} ${formatClock(deadline, zone)}`;
}

/** A light review has no date: it is filed, then closes by itself. */
function tellLight(review: Review, now: number): string {
  const until = objectionsUntil(review);
  if (until === null) return review.phase === 'draft' ? 'light' : 'to file';
  return until <= now ? 'closing' : `closes in ${formatSpan(until - now)}`;
}

function tellState(review: Review): string {
  const others = review.joint.joined.length;
  const deployed = `${review.release.replace('@', ' ')}${others === 0 ? '' : ` with ${countOf(others, 'other')}`} · ${review.tier}`;
  switch (review.phase) {
    case 'draft':
      return `${deployed} · draft`;
    case 'prepared':
      return `${deployed} · package sealed`;
    case 'facts':
    case 'causes':
    case 'actions':
      return `${deployed} · at ${review.phase}${isWithoutMeeting(review) ? ', without meeting' : ''}`;
    case 'closed':
      return `${deployed} · closed, ${review.signOffs.length} of ${review.requiredRoles.length} signed`;
    case 'signed':
      return `${deployed} · signed`;
    default:
      return assertNever(review.phase);
  }
}

function Who({ review, workspace, now }: { review: Review; workspace: Workspace; now: number }) {
  const seats = emptySeats(review);
  const name = (id: string | null): string => findMember(workspace, id)?.display ?? id ?? '';
  if (isPastDue(review, now))
    return (
      <>
        <Mark tone="over">{formatSpan(now - (review.scheduledAt ?? now))} late</Mark>
        <p className={styles['small']}>hold it, or set a new date</p>
      </>
    );
  if (review.phase === 'draft' && seats.length > 0)
    return (
      <>
        <p>
          {seats.length === 1 ? 'seat' : 'seats'} empty: {seats.join(', ')}
        </p>
        <Mark tone="warn">cannot leave draft</Mark>
      </>
    );
  if (review.phase === 'closed')
    return (
      <>
        <p>unsigned</p>
        <p className={styles['small']}>{missingSignOffs(review).join(', ')}</p>
      </>
    );
  if (isLight(review) && review.phase === 'prepared') return <WhoLight review={review} name={name} />;
  return (
    <>
      <p dir="auto">{facilitator(review, workspace, name)}</p>
      {review.phase === 'draft' && review.facilitator === null && !isLight(review) && (
        <Mark tone="warn">cannot leave draft</Mark>
      )}
      {review.scribe !== null && <p className={styles['small']}>scribe {name(review.scribe)}</p>}
    </>
  );
}

function WhoLight({ review, name }: { readonly review: Review; readonly name: (id: string) => string }) {
  const { filed, dissents } = review.light;
  if (dissents.length > 0)
    return (
      <>
        <p>
          {dissents.map(({ by }) => name(by)).join(', ')} {dissents.length === 1 ? 'dissents' : 'dissent'}
        </p>
        <Mark tone="warn">becomes a full review unless withdrawn</Mark>
      </>
    );
  return filed === null ? (
    <p>the release seat files its form</p>
  ) : (
    <>
      <p>filed by {name(filed.by)}</p>
      <p className={styles['small']}>closes by itself unless somebody dissents</p>
    </>
  );
}

function facilitator(review: Review, workspace: Workspace, name: (id: string | null) => string): string {
  if (review.facilitator === null) return 'nobody facilitates yet';
  return review.facilitator === workspace.me ? 'you facilitate' : `${name(review.facilitator)} facilitates`;
}
