import { useMemo, useState } from 'react';
import { policyInForce } from '../../../shared/domain/policy/adopted-policy.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { useLives, type Lives } from '../../state/live.ts';
import { routeToHash } from '../../state/route.ts';
import { useReviews } from '../../store/review-hooks.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Empty, Loading } from '../../ui/empty.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatDay } from '../../ui/format-time.ts';
import { PageHead, Section } from '../../ui/page.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { useNow } from '../../ui/use-now.ts';
import { BurdenTable } from './burden-table.tsx';
import { CalendarSpine } from './calendar-spine.tsx';
import { planOf } from './planned.ts';
import { PlannedTable } from './planned-table.tsx';
import { RotaTable } from './rota-table.tsx';
import { fourWeeksAround } from './spine-range.ts';
import styles from './calendar.module.css';

/** When reviews are held and due, what that cost whom of their time off, and whose turn it is. */
export function Calendar() {
  const workspace = useWorkspace();
  const folded = useReviews();
  const reviews = useMemo(() => folded?.map((each) => each.review), [folded]);
  const lives = useLives(useMemo(() => reviews?.map(({ id }) => id) ?? [], [reviews]));
  if (workspace === undefined || reviews === undefined || lives === undefined) return <Loading what="the calendar" />;
  return <CalendarOf workspace={workspace} reviews={reviews} lives={lives} />;
}

type Props = { readonly workspace: Workspace; readonly reviews: readonly Review[]; readonly lives: Lives };

const weekMs = 7 * 86_400_000;

function CalendarOf({ workspace, reviews, lives }: Props) {
  const now = useNow();
  const [shift, setShift] = useState(0);
  const { policy } = policyInForce(workspace.policies);
  const { zone } = workspace;
  const plan = useMemo(() => planOf(reviews, lives, now), [reviews, lives, now]);
  const range = useMemo(() => fourWeeksAround(now + shift, zone), [now, shift, zone]);
  const move = (weeks: number) => setShift((before) => before + weeks * weekMs);
  useKeys([
    { key: 'ArrowLeft', label: 'Two weeks earlier', run: () => move(-2), alt: true },
    { key: 'ArrowRight', label: 'Two weeks later', run: () => move(2), alt: true },
  ]);
  const planned = plan.filter(({ state }) => state === 'planned').length;
  const open = plan.filter(({ state }) => state === 'to-plan' || state === 'unknown').length;
  const late = plan.filter(({ state }) => state === 'late').length;
  return (
    <>
      <PageHead
        title="Calendar"
        aside={`${planned} planned, ${open} without a date, ${late} late`}
        actions={
          <ButtonLink href="/media/calendar/all.ics" download>
            All as a calendar file
          </ButtonLink>
        }
      />
      <section aria-label="Four weeks">
        <CalendarSpine range={range} zone={zone} now={now} plan={plan} calendar={policy.calendar} />
        <div className={styles['under']}>
          <span>
            From {formatDay(range.from, zone)} to {formatDay(range.end - 1, zone)}, {zone}
          </span>
          <Button kind="quiet" onClick={() => move(-2)}>
            Earlier
          </Button>
          {shift !== 0 && (
            <Button kind="quiet" onClick={() => setShift(0)}>
              Today
            </Button>
          )}
          <Button kind="quiet" onClick={() => move(2)}>
            Later
          </Button>
        </div>
      </section>
      <Section title="Reviews" note={countOf(plan.length, 'review')}>
        {plan.length === 0 ? (
          <Empty title="There is no review to plan yet.">
            <p>Open one from a release; its due window follows from when that went live.</p>
            <p className={styles['gap']}>
              <ButtonLink href={routeToHash({ place: 'releases' })}>To the releases</ButtonLink>
            </p>
          </Empty>
        ) : (
          <PlannedTable plan={plan} zone={zone} />
        )}
      </Section>
      <Section
        title="Time off taken by reviews"
        note={`minutes outside their own working hours, the last ${policy.rota.rememberWeeks} weeks and what is planned`}
      >
        <BurdenTable workspace={workspace} reviews={reviews} policy={policy} now={now} />
      </Section>
      <div className={styles['rotas']}>
        <Section title="Rota: facilitating" note="who is next stands first">
          <RotaTable part="facilitator" workspace={workspace} reviews={reviews} policy={policy} now={now} />
        </Section>
        <Section title="Rota: writing" note="who is next stands first">
          <RotaTable part="scribe" workspace={workspace} reviews={reviews} policy={policy} now={now} />
        </Section>
      </div>
    </>
  );
}
