import type { CallFault } from '../../shared/contract/procedures.ts';
import type { MemberId, ReleaseId, ReviewId, RowId, ServiceId } from '../../shared/domain/ids.ts';
import { findMember, type Workspace } from '../../shared/domain/workspace/workspace.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { seatNames, type SeatName } from '../../shared/domain/review/seats.ts';
import type { Result } from '../../shared/lib/result.ts';
import type { CohortEntry } from '../../shared/projections/cohort.ts';
import { cohortEvent, type DueCohort } from '../../shared/projections/due-cohorts.ts';
import type { Opening } from '../../shared/projections/trigger-plan.ts';
import type { ReviewService } from './review-service.ts';

type Opened = Promise<Result<{ review: ReviewId }, CallFault>>;

/** Opens the review that a rule asks for, with its seats filled where that is beyond doubt. */
export async function openByRule(reviews: ReviewService, workspace: Workspace, opening: Opening): Opened {
  const { lead, tier, verdict, joined } = opening;
  const { service, version } = lead.event;
  const others = [...new Set(joined.map((each) => each.service))]
    .filter((each) => each !== service)
    .map((each) => titleOf(workspace, each));
  const title = `${titleOf(workspace, service)} ${version}${others.length === 0 ? '' : ` with ${others.join(', ')}`}`;
  const opened = await reviews.open(lead.release, tier, title.slice(0, 300), {
    trigger: {
      event: lead.event.id as RowId,
      rules: verdict.rules.slice(0, 200),
      reasons: verdict.reasons.map((reason) => reason.slice(0, 300)).slice(0, 200),
    },
    joined: joined.map((each) => ({ release: each.release as ReleaseId, service: each.service as ServiceId })),
  });
  if (opened.ok) await fillSeats(reviews, workspace, opened.value.review, service);
  return opened;
}

/** Opens the review of a day (M7.4): those that stand alone first, and why they do in its reasons. */
export async function openCohort(
  reviews: ReviewService,
  workspace: Workspace,
  { service, day }: DueCohort,
  entries: readonly CohortEntry[],
): Opened {
  const last = entries.map(({ deployment }) => deployment).toSorted((a, b) => b.at - a.at)[0];
  const alone = entries.filter(({ outlier }) => outlier.length > 0);
  const count = `${entries.length} ${entries.length === 1 ? 'deployment' : 'deployments'}`;
  const reasons = [
    `${count} on ${day}, ${alone.length === 0 ? 'none stands alone' : `${alone.length} stand alone`}.`,
    ...alone.map(({ deployment, outlier }) => `${deployment.event.version}: ${outlier.join(', ')}.`),
  ];
  const opened = await reviews.open(
    last?.release ?? (`${service}@unknown` as ReleaseId),
    'light',
    `${titleOf(workspace, service)} on ${day}: ${count}`.slice(0, 300),
    {
      trigger: {
        event: cohortEvent(service, day) as RowId,
        rules: [],
        reasons: reasons.map((reason) => reason.slice(0, 300)).slice(0, 200),
      },
      cohort: { day, deployments: entries.map(({ deployment }) => deployment.event.id as RowId).slice(0, 5000) },
    },
  );
  if (opened.ok) await fillSeats(reviews, workspace, opened.value.review, service);
  return opened;
}

const titleOf = (workspace: Workspace, service: string): string =>
  workspace.services.find(({ id }) => id === service)?.title ?? service;

/**
 * Fills seats as the last review of the service had them, else the release seat by the catalogue's owner. Whoever left the
 * roster since is not put anywhere, and an empty seat keeps the review a draft (M1.1).
 */
async function fillSeats(reviews: ReviewService, workspace: Workspace, id: ReviewId, service: string): Promise<void> {
  const before = lastSeated(reviews, id, service);
  const owner = workspace.services.find((each) => each.id === service)?.owner ?? null;
  const inRoster = (person: string | null): MemberId | null =>
    findMember(workspace, person) === undefined ? null : (person as MemberId);
  for (const seat of seatNames) {
    const kept = before?.seats[seat];
    const accountable = inRoster(kept?.accountable ?? (seat === 'release' ? owner : null));
    const deputy = inRoster(kept?.deputy ?? null);
    if (accountable === null) continue;
    await reviews.act(id, fill(seat, accountable, deputy === accountable ? null : deputy));
  }
}

const fill = (seat: SeatName, accountable: MemberId, deputy: MemberId | null) =>
  ({ type: 'seat.fill', seat, accountable, deputy }) as const;

function lastSeated(reviews: ReviewService, id: ReviewId, service: string): Review | undefined {
  for (const each of reviews.ids().toReversed()) {
    if (each === id) continue;
    const read = reviews.read(each);
    if (!read.ok || read.value.review.service !== service) continue;
    const { review } = read.value;
    if (seatNames.every((seat) => review.seats[seat].accountable !== null)) return review;
  }
  return undefined;
}
