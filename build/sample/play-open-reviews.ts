import type { ReviewId } from '../../shared/domain/ids.ts';
import { localIdSchema } from '../../shared/domain/text.ts';
import { day, fromWall, minute } from './local-time.ts';
import type { History } from './plan-history.ts';
import { must, type Stage } from './stage.ts';

/** Who sits at the machine when the sample is first opened, and facilitates what is prepared. */
const sampleFacilitator = 'rel-01';

/** The review that is ready for its meeting: seats filled, package sealed on Friday for Tuesday. */
export async function playPreparedReview(stage: Stage, history: History): Promise<ReviewId> {
  const { version } = history.story('drift');
  const friday = history.until;
  await stage.sitDown(sampleFacilitator);
  stage.clock.set(friday + 4 * minute);
  const review = await stage.openReview(`fares@${version}`, `Fares ${version}`);
  const tuesday = new Date(friday + 4 * day).toISOString().slice(0, 10);
  await stage.run(review, friday + 5 * minute, {
    type: 'seat.fill',
    seat: 'release',
    accountable: 'rel-03',
    deputy: 'rel-02',
  });
  await stage.run(review, friday + 6 * minute, {
    type: 'seat.fill',
    seat: 'operations',
    accountable: 'ops-02',
    deputy: 'ops-04',
  });
  await stage.run(review, friday + 7 * minute, {
    type: 'seat.fill',
    seat: 'product',
    accountable: 'prod-02',
    deputy: 'prod-03',
  });
  await stage.run(review, friday + 8 * minute, { type: 'host.name', facilitator: sampleFacilitator, scribe: 'eng-05' });
  await stage.run(review, friday + 9 * minute, { type: 'meeting.schedule', at: fromWall(`${tuesday} 10:00`) });
  await stage.run(review, friday + 14 * minute, { type: 'review.prepare' });
  return review;
}

/** Two drafts: one lacks its product seat, nobody has touched the other. */
export async function openDrafts(stage: Stage, history: History): Promise<readonly ReviewId[]> {
  const { version } = history.story('late');
  const from = history.until + 18 * minute;
  stage.clock.set(from);
  const late = await stage.openReview(`search@${version}`, `Crossing search ${version}, late at runtime`);
  await stage.run(late, from + minute, { type: 'seat.fill', seat: 'release', accountable: 'rel-02', deputy: null });
  await stage.run(late, from + 2 * minute, {
    type: 'seat.fill',
    seat: 'operations',
    accountable: 'ops-04',
    deputy: 'ops-01',
  });
  stage.clock.set(from + 5 * minute);
  const last = history.releases.findLast(
    ({ service, deployments }) =>
      service.id === 'payments-bridge' && deployments.some(({ environment }) => environment === 'production'),
  );
  if (last === undefined) return [late];
  const untouched = await stage.openReview(
    `payments-bridge@${last.version}`,
    `Payments bridge ${last.version}`,
    'light',
  );
  return [late, untouched];
}

/** One of the closed review's commitments was met in time; one is overdue when history ends. */
export async function settleOne(stage: Stage, review: ReviewId, at: number): Promise<void> {
  stage.clock.set(at);
  const action = localIdSchema.parse('act3');
  const note = 'Drill on the quay: 40 made-up refusals, the alert fired after five minutes and ten seconds.';
  must(
    await stage.services.workspace.record('ops-02', {
      type: 'commitment.settled.v1',
      body: { review, action, outcome: 'done', note },
    }),
    'settling a commitment',
  );
}
