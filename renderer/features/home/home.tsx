import { useMemo, useState } from 'react';
import { assertNever } from '../../../shared/lib/invariant.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { readCommitments } from '../../../shared/projections/commitments.ts';
import { byUrgency } from '../../../shared/projections/next-step.ts';
import { useBrokenHistories } from '../../state/boot.ts';
import { routeToHash } from '../../state/route.ts';
import { useReleases, useTimeline } from '../../store/release-hooks.ts';
import { useIsReading } from '../../store/once-read.ts';
import { useReviews } from '../../store/review-hooks.ts';
import { useSyncState } from '../../store/sync-hooks.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Empty, Loading } from '../../ui/empty.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatClock, formatDay, formatLongDay, toDayText } from '../../ui/format-time.ts';
import { Columns, PageHead, Section } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { useNow } from '../../ui/use-now.ts';
import { CommitmentsDue } from './commitments-due.tsx';
import { EscalationsDue } from './escalations-due.tsx';
import { Inbox } from './inbox.tsx';
import { Notices } from './notices.tsx';
import { ReviewRows } from './review-rows.tsx';
import { Roster } from './roster.tsx';
import { SourcesLine, useQuarantined } from './sources-line.tsx';
import { WeekSpine } from './week-spine.tsx';
import { lateAfterMs, weekAround, weekMarks } from './week.ts';
import styles from './home.module.css';

const noReviews: readonly Review[] = [];
const rowsShown = 8;

/** Today: the week as the spine, what needs you and by when, and the one thing to press. */
export function Home() {
  const workspace = useWorkspace();
  if (workspace === undefined) return <Starting />;
  return <HomeOf workspace={workspace} />;
}

function HomeOf({ workspace }: { readonly workspace: Workspace }) {
  const now = useNow();
  const folded = useReviews();
  const quarantined = useQuarantined();
  const reviews = useMemo(() => folded?.map((each) => each.review) ?? noReviews, [folded]);
  const isReading = useIsReading() || folded === undefined;
  const broken = useBrokenHistories().filter((each) => each.stream.startsWith('r-'));
  const isBroken = (review: Review): boolean => broken.some((each) => each.stream === review.id);
  const needing = reviews.filter((review) => review.phase !== 'signed' || isBroken(review)).toSorted(byUrgency);
  const today = toDayText(now, workspace.zone);
  const open = readCommitments(reviews, workspace, today).filter((each) => each.fate.name === 'open');
  const due = open.filter((each) => each.fate.name === 'open' && each.fate.daysLeft <= 7);
  const said = [
    countOf(needing.length, 'review'),
    `${countOf(due.length, 'commitment')} due`,
    ...(quarantined > 0 ? [`${countOf(quarantined, 'row')} in quarantine`] : []),
  ];
  return (
    <>
      <PageHead
        title={formatLongDay(now, workspace.zone)}
        aside={folded === undefined ? '' : said.join(', ')}
        actions={<SyncLine zone={workspace.zone} />}
      />
      <Notices workspace={workspace} />
      <ThisWeek workspace={workspace} reviews={reviews} now={now} />
      <Columns
        aside={
          <>
            <EscalationsDue workspace={workspace} now={now} />
            <Section title="Commitments due">
              {isReading && open.length === 0 ? (
                <Loading what="the commitments" />
              ) : (
                <CommitmentsDue open={open} workspace={workspace} />
              )}
            </Section>
            <Section title="What came in">
              <Inbox workspace={workspace} now={now} />
            </Section>
            <Section title="Sources">
              <SourcesLine />
            </Section>
            <Section title="Roster">
              <Roster workspace={workspace} />
            </Section>
          </>
        }
      >
        <Section title="Reviews">
          {needing.length + broken.length > 0 && (
            <ReviewRows
              reviews={[...needing.filter(isBroken), ...needing.filter((each) => !isBroken(each)).slice(0, rowsShown)]}
              workspace={workspace}
              now={now}
              broken={broken}
            />
          )}
          {needing.length > rowsShown && (
            <p className={styles['more']}>
              <a href={routeToHash({ place: 'reviews' })}>{needing.length - rowsShown} more reviews</a>
            </p>
          )}
          {isReading && needing.length === 0 && <Loading what="the reviews" />}
          {!isReading && needing.length + broken.length === 0 && (
            <Empty title="No review needs you.">
              <p>Choose a release and open a review of it.</p>
              <p className={styles['more']}>
                <ButtonLink href={routeToHash({ place: 'releases' })}>To the releases</ButtonLink>
              </p>
              <p className={styles['more']}>
                Were you sent questions of a review? <a href={routeToHash({ place: 'answer' })}>Answer a review</a>
              </p>
            </Empty>
          )}
        </Section>
      </Columns>
    </>
  );
}

type WeekProps = { readonly workspace: Workspace; readonly reviews: readonly Review[]; readonly now: number };

function ThisWeek({ workspace, reviews, now }: WeekProps) {
  const [shift, setShift] = useState(0);
  const { zone } = workspace;
  const releases = useReleases();
  const week = useMemo(() => weekAround(now + shift, zone), [now, shift, zone]);
  const rows = useTimeline(week.from, week.end);
  const late = useMemo(
    () =>
      (releases ?? []).flatMap(({ service, version, finishedAt, runtimeLagMs }) =>
        finishedAt !== null && runtimeLagMs !== null && runtimeLagMs > lateAfterMs
          ? [{ service, version, at: finishedAt + runtimeLagMs }]
          : [],
      ),
    [releases],
  );
  const marks = useMemo(
    () => (rows === undefined ? [] : weekMarks(rows.deployments, rows.incidents, late)),
    [rows, late],
  );
  const isReading = useIsReading() || releases === undefined;
  const newest = releases?.find((release) => release.at <= now);
  const isBare = rows !== undefined && rows.deployments.length === 0 && rows.incidents.length === 0;
  const move = (weeks: number) => setShift((before) => before + weeks * 7 * 86_400_000);
  return (
    <section aria-label="The week">
      <WeekSpine
        week={week}
        zone={zone}
        now={now}
        deployments={rows?.deployments ?? []}
        marks={marks}
        reviews={reviews}
      />
      <div className={styles['weekHead']}>
        <span>
          {isBare && isReading && 'Reading what was deployed…'}
          {isBare &&
            !isReading &&
            newest === undefined &&
            'Nothing was deployed yet that Hotwash knows of. Bring in a file under Sources.'}
          {isBare &&
            !isReading &&
            newest !== undefined &&
            `Nothing was deployed in these days. The latest release is of ${formatDay(newest.at, zone)}.`}
          {!isBare && shift !== 0 && `The week of ${formatDay(now + shift, zone)}`}
        </span>
        {isBare && !isReading && newest !== undefined && (
          <Button kind="quiet" onClick={() => setShift(newest.at - now)}>
            Go there
          </Button>
        )}
        <Button kind="quiet" onClick={() => move(-1)}>
          Earlier
        </Button>
        {shift !== 0 && (
          <Button kind="quiet" onClick={() => setShift(0)}>
            Today
          </Button>
        )}
        <Button kind="quiet" onClick={() => move(1)}>
          Later
        </Button>
      </div>
    </section>
  );
}

function SyncLine({ zone }: { readonly zone: string }) {
  const sync = useSyncState();
  switch (sync.state) {
    case 'starting':
      return <p>starting</p>;
    case 'catching-up':
      return (
        <p>
          reading the logs, {sync.done.toLocaleString('en-GB')} of {sync.total.toLocaleString('en-GB')}
        </p>
      );
    case 'live':
      return (
        <p>
          kept on this machine · in step {formatClock(sync.at, zone)} {zone}
        </p>
      );
    case 'lost':
      return <p>not in step</p>;
    case 'main-lost-data':
      return <p>the disk has lost lines</p>;
    default:
      return assertNever(sync);
  }
}

/** The first moments: nothing is kept here yet, and the logs are on their way. */
function Starting() {
  const sync = useSyncState();
  if (sync.state === 'lost') return <Empty title={sync.message} />;
  return (
    <>
      <PageHead title="Today" />
      <Progress
        label="Reading the workspace from its logs"
        done={sync.state === 'catching-up' ? sync.done : null}
        total={sync.state === 'catching-up' ? sync.total : 0}
      />
    </>
  );
}
