import type { MemberId, ReviewId } from '../../shared/domain/ids.ts';
import type { ReviewCommand } from '../../shared/domain/review/commands.ts';
import { day, hour, minute } from './local-time.ts';
import type { History } from './plan-history.ts';
import type { PlannedRelease } from './plan.ts';
import type { Stage } from './stage.ts';

/** What a short review of a release came to: the same setting that slips, again and again. */
type Finding = {
  /** Days before the end of history around which its release went live. */
  readonly daysBack: number;
  readonly facilitator: string;
  readonly fact: string;
  readonly cause: string;
  readonly key: string;
  readonly action: string;
  readonly summary: string;
};

const service = 'fares';

/** Days before the end of history from which on the reviews are held. */
export const pastDaysBack = 90;

const findings: readonly Finding[] = [
  {
    daysBack: 86,
    facilitator: 'ops-04',
    fact: 'Quotes took twice as long for half an hour after the release.',
    cause: 'The connection pool fell back to the default of the library.',
    key: 'db.pool.max',
    action: 'Put the pool limit back into the image',
    summary: 'A release dropped the pool limit; the default of the library was half of it. It is back.',
  },
  {
    daysBack: 55,
    facilitator: 'rel-02',
    fact: 'Two instances answered with another time-out than the rest.',
    cause: 'The time-out was set by hand on two nodes and nowhere else.',
    key: 'upstream.timeout',
    action: 'Set the time-out in the deployment, not on nodes',
    summary: 'A setting that lived on two nodes alone was lost when they were replaced. It is in the deployment now.',
  },
  {
    daysBack: 24,
    facilitator: 'prod-03',
    fact: 'The cache was cold for an hour after the release.',
    cause: 'The size of the cache differs between staging and production.',
    key: 'cache.entries',
    action: 'Compare the settings of staging and production in the pipeline, before every rollout',
    summary: 'Staging had a setting that production never had. The pipeline is going to compare them.',
  },
];

/**
 * Three short reviews of one service over the months, each closed with the same kind of finding: what the prepared
 * review of it is going to be told. The last one is the third within the policy's window, so it is systemic and asks for
 * a long-term action. They are told last, so that the ids of the other reviews do not depend on them.
 */
export async function playPastFindings(stage: Stage, history: History): Promise<readonly ReviewId[]> {
  const closed: ReviewId[] = [];
  for (const [index, finding] of findings.entries())
    closed.push(await playFinding(stage, releaseAround(history, finding.daysBack), finding, index === 2));
  return closed;
}

function releaseAround({ releases, until }: History, daysBack: number): PlannedRelease {
  const wanted = until - daysBack * day;
  const away = (release: PlannedRelease): number => Math.abs((liveOf(release)?.startedAt ?? 0) - wanted);
  const [nearest] = releases
    .filter((release) => release.service.id === service && release.story === null && liveOf(release) !== undefined)
    .toSorted((a, b) => away(a) - away(b));
  if (nearest === undefined) throw new Error(`${service} has no such release`);
  return nearest;
}

const liveOf = ({ deployments }: PlannedRelease) =>
  deployments.find(({ environment, finishedAt }) => environment === 'production' && finishedAt !== null);

async function playFinding(
  stage: Stage,
  release: PlannedRelease,
  finding: Finding,
  isSystemic: boolean,
): Promise<ReviewId> {
  const live = liveOf(release)?.startedAt ?? 0;
  let at = live + 2 * day;
  stage.clock.set(at);
  const review = await stage.openReview(`${service}@${release.version}`, `Fares ${release.version}`);
  const run = async (...commands: readonly ReviewCommand[]): Promise<void> => {
    for (const command of commands) {
      at += minute;
      await stage.run(review, at, command);
    }
  };
  const { deployment, change } = await rowsOf(stage, release);
  const supports = { bearing: 'supports' as const };
  const id = finding.facilitator as MemberId;
  const present = ['rel-03', 'ops-02', 'prod-02', finding.facilitator].map((member) => member as MemberId);
  await run(
    { type: 'seat.fill', seat: 'release', accountable: 'rel-03', deputy: 'rel-02' },
    { type: 'seat.fill', seat: 'operations', accountable: 'ops-02', deputy: 'ops-04' },
    { type: 'seat.fill', seat: 'product', accountable: 'prod-02', deputy: 'prod-03' },
    { type: 'host.name', facilitator: finding.facilitator, scribe: null, reason: 'Nobody else was free that week.' },
    { type: 'review.prepare' },
    ...present.map((member) => ({ type: 'attendee.arrive' as const, member })),
    { type: 'meeting.start', inquorateReason: null },
    { type: 'meeting.next' },
    { type: 'meeting.next' },
    { type: 'claim.add', id: 'fact1', author: 'ops-02' as MemberId, happenedAt: live + hour, text: finding.fact },
    { type: 'evidence.attach', id: 'e101', target: { kind: 'claim', id: 'fact1' }, locator: deployment, ...supports },
    { type: 'meeting.next' },
    { type: 'facts.agree', inFavour: 4 },
    { type: 'meeting.next' },
    { type: 'causes.triage', directEvidence: true, recurring: isSystemic, severalComponents: false },
    {
      type: 'cause.propose',
      id: 'cause1',
      text: finding.cause,
      author: id,
      parent: null,
      category: 'configuration',
    },
    { type: 'evidence.attach', id: 'e201', target: { kind: 'cause', id: 'cause1' }, locator: change, ...supports },
    { type: 'cause.support', cause: 'cause1' },
    {
      type: 'cause.classify',
      cause: 'cause1',
      class: 'configuration-drift',
      text: null,
      component: service,
      key: finding.key,
    },
    ...(isSystemic
      ? [{ type: 'cause.scope' as const, cause: 'cause1', scope: 'systemic' as const, reason: null }]
      : []),
    ...(isSystemic
      ? [
          {
            type: 'board.decline' as const,
            class: 'configuration-drift',
            component: service,
            reason: 'The comparison in the pipeline is to be tried first.',
          },
        ]
      : []),
    { type: 'meeting.next' },
    { type: 'action.note', id: 'act1', author: id, text: finding.action, causes: ['cause1'] },
    ...(isSystemic ? [{ type: 'action.term' as const, action: 'act1', term: 'long' as const }] : []),
    {
      type: 'action.commit',
      action: 'act1',
      owner: 'ops-02' as MemberId,
      due: new Date(at + (isSystemic ? 60 : 14) * day).toISOString().slice(0, 10),
      criterion: { kind: 'artefact', artefact: `The change of ${finding.key}, merged` },
    },
    { type: 'meeting.next' },
    { type: 'review.close', summary: finding.summary },
  );
  return review;
}

/** What shows it: the deployment of the release, and the commit that changed the setting. */
async function rowsOf(stage: Stage, release: PlannedRelease) {
  const deployment = await stage.row(
    'deployment',
    service,
    (row) => row.version === release.version && row.environment === 'production',
  );
  const change = await stage.row('change', service, (row) => row.sha === release.commits.at(-1)?.sha);
  return {
    deployment: { type: 'deployment' as const, id: deployment.id },
    change: { type: 'change' as const, id: change.id },
  };
}
