import { Fragment, useMemo } from 'react';
import { burdenLedger } from '../../../shared/domain/calendar/burden.ts';
import type { DueWindow } from '../../../shared/domain/calendar/due-window.ts';
import { expectedAt, meetingsOf } from '../../../shared/domain/calendar/meetings.ts';
import { minutesOutside, workingTimeOf } from '../../../shared/domain/calendar/placement.ts';
import { proposeSlots, type Proposal, type Slot } from '../../../shared/domain/calendar/propose-slots.ts';
import { wallWords } from '../../../shared/domain/calendar/zone-time.ts';
import { policyInForce } from '../../../shared/domain/policy/adopted-policy.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { useReviews } from '../../store/review-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatClock } from '../../ui/format-time.ts';
import { Key } from '../../ui/key.tsx';
import { Mark } from '../../ui/mark.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useNow } from '../../ui/use-now.ts';
import styles from './slots.module.css';

type Props = {
  readonly review: Review;
  readonly workspace: Workspace;
  readonly window: DueWindow;
  readonly onTake: (at: number) => void;
};

const slotsShown = 6;
const namesShown = 4;
const late = 14 * 86_400_000;

/** The next times that suit, best first, each with what it is for those who live elsewhere. Digits take one. */
export function Slots({ review, workspace, window, onTake }: Props) {
  const { slots, taken } = useProposal(review, workspace, window);
  useKeys(
    slots.map((slot, index) => ({
      key: String(index + 1),
      label: `Hold it ${wallWords(slot.at, review.zone)}`,
      run: () => onTake(slot.at),
      silent: index > 0,
    })),
  );
  const isPastDue = useNow() >= window.due;
  if (slots.length === 0) return <p className={styles['none']}>{noneWords(taken)}</p>;
  return (
    <>
      {isPastDue && <p className={styles['none']}>It is past due: whichever of these is taken needs a reason.</p>}
      <ol className={styles['slots']} aria-label="Proposed times">
        {slots.map((slot, index) => {
          const isSet = slot.at === review.scheduledAt;
          const words = wallWords(slot.at, review.zone);
          return (
            <li key={slot.at} className={styles['slot']}>
              <span className={styles['when']} id={`slot-${index}`}>
                {words}–{formatClock(slot.at + slot.minutes * 60_000, review.zone)}
              </span>
              <span className={styles['cost']}>
                <Cost sides={slot.sides} workspace={workspace} />
                <Elsewhere slot={slot} zone={review.zone} />
              </span>
              {isSet ? (
                <span className={styles['small']}>set</span>
              ) : (
                <Button kind="quiet" aria-describedby={`slot-${index}`} onClick={() => onTake(slot.at)}>
                  Take it <Key>{index + 1}</Key>
                </Button>
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}

function useProposal(review: Review, workspace: Workspace, window: DueWindow): Proposal {
  const folded = useReviews();
  const now = useNow(300_000);
  const { due } = window;
  return useMemo(() => {
    const meetings = meetingsOf((folded ?? []).map((each) => each.review).filter(({ id }) => id !== review.id));
    const { calendar, tier } = review.governance;
    const people = expectedAt(review);
    const timeOf = (member: string) => workingTimeOf(member, workspace, calendar);
    const since = now - policyInForce(workspace.policies).policy.rota.rememberWeeks * 7 * 86_400_000;
    const past = burdenLedger(people, meetings, since, timeOf);
    return proposeSlots({
      // What is past due is still to be held: the next two weeks are as good as any.
      window: now < due ? window : { ...window, earliest: Math.max(now, window.earliest), due: now + late },
      calendar,
      zone: review.zone,
      minutes: tier.timeline.lengthMinutes,
      people,
      timeOf,
      others: meetings,
      past: new Map(past.map(({ member, minutes }) => [member, minutes])),
      now,
      atMost: slotsShown,
    });
  }, [folded, review, workspace, window, due, now]);
}

/** [M7.5] What a date that was set takes of people's time off; nothing where it takes none. A typed date may be any. */
export function PlannedCost({ review, workspace }: Pick<Props, 'review' | 'workspace'>) {
  const { scheduledAt, governance } = review;
  if (scheduledAt === null) return null;
  const sides = expectedAt(review).map((member) => ({
    member,
    outside: minutesOutside(
      scheduledAt,
      governance.tier.timeline.lengthMinutes,
      workingTimeOf(member, workspace, governance.calendar),
    ),
  }));
  if (sides.every(({ outside }) => outside === 0)) return null;
  return (
    <p className={styles['cost']}>
      <Cost sides={sides} workspace={workspace} />
    </p>
  );
}

type CostProps = {
  readonly sides: readonly Pick<Slot['sides'][number], 'member' | 'outside'>[];
  readonly workspace: Workspace;
};

function Cost({ sides, workspace }: CostProps) {
  const outside = sides.filter((side) => side.outside > 0);
  if (sides.length === 0) return <span className={styles['small']}>nobody is named yet; within the usual hours</span>;
  if (outside.length === 0) return <Mark tone="calm">within everybody’s hours</Mark>;
  const shown = (id: string): string => workspace.members.find((each) => each.id === id)?.display ?? id;
  const named = outside.slice(0, namesShown);
  const more = outside.length - named.length;
  return (
    <>
      <Mark tone="warn">{countOf(outside.length, 'person', 'people')} outside their hours</Mark>
      <span className={styles['small']}>
        {named.map((side, index) => (
          <Fragment key={side.member}>
            {index > 0 && ', '}
            <bdi>{shown(side.member)}</bdi> {side.outside} min
          </Fragment>
        ))}
        {more > 0 && ` and ${more} more`}
      </span>
    </>
  );
}

/** What the wall shows where attendees are, each zone once. */
function Elsewhere({ slot, zone }: { readonly slot: Slot; readonly zone: string }) {
  const zones = new Map(slot.sides.filter((side) => side.zone !== zone).map((side) => [side.zone, side.local]));
  if (zones.size === 0) return null;
  const places = [...zones].map(([name, local]) => `${local} ${placeOf(name)}`);
  return <span className={styles['small']}>{places.join(' · ')}</span>;
}

/** `Halifax` of `America/Halifax`. */
const placeOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

function noneWords(taken: Proposal['taken']): string {
  const [first, ...others] = taken;
  if (first === undefined) return 'No time is left in which it could be held.';
  const also = others.length === 0 ? '' : `; then ${others.map(({ by }) => by).join(', ')}`;
  return `No time is left: most of the window was taken by ${first.by}${also}.`;
}
