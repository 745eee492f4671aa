import { standardAgenda } from '../agenda/agenda.ts';
import type { MemberId, ReleaseId, ReviewId, SeriesId, ServiceId } from '../ids.ts';
import { governanceBefore } from '../policy/governance.ts';
import type { ReviewCommand } from '../review/commands.ts';
import type { DecisionContext } from '../review/context.ts';
import { decide } from '../review/decide.ts';
import type { HappenedEvent, ReviewEvent } from '../review/events.ts';
import { foldReview, type FoldedReview } from '../review/fold.ts';
import type { Deviation, ReviewPackage } from '../review/package.ts';
import { emptyWorkspace, evolveWorkspace, type Workspace } from '../workspace/workspace.ts';

export const start = Date.parse('2026-03-16T09:00:00Z');
export const hour = 3_600_000;

const people = ['rel-01', 'ops-01', 'prod-01', 'eng-01'];
const roster: Workspace = people.reduce(
  (state, id) =>
    evolveWorkspace(
      state,
      { type: 'member.added.v1', body: { id: id as MemberId, display: id, role: 'engineering', leads: true } },
      start,
    ),
  emptyWorkspace,
);
export const workspace: Workspace = {
  ...roster,
  services: [
    { id: 'checkout', title: 'Checkout', owner: 'rel-01', tier: 'critical', dependsOn: ['payments'] },
    { id: 'payments', title: 'Payments', owner: 'eng-01', tier: 'standard', dependsOn: [] },
  ],
};

export const figure = (metric: string, z: number | null, now: number | null = 12): Deviation => ({
  series: `checkout/${metric}/production` as SeriesId,
  metric,
  unit: 'ms',
  better: 'lower',
  from: start,
  to: start + hour,
  now,
  before: [],
  usual: z === null ? null : 11,
  robustZ: z,
  note: '',
});

export const packageWith = (...deviations: readonly Deviation[]): ReviewPackage => ({
  assembledAt: start,
  window: { from: start - hour, to: start },
  deployments: [],
  runtime: [],
  builds: [],
  incidents: [],
  changes: { commits: 0, insertions: 0, deletions: 0, generated: 0 },
  deviations: [...deviations],
  integrity: [],
  intake: { seq: 1, hash: '0'.repeat(64) },
});

/** A review for tests whose package, time and speaker are set from outside. */
export function openLight(tier: 'light' | 'full' = 'light', joined: readonly string[] = []) {
  let count = 0;
  const events: HappenedEvent[] = [];
  const folded = (): FoldedReview => {
    const read = foldReview(events);
    if (read === undefined) throw new Error('the review was not opened');
    return read;
  };
  const test = {
    now: start,
    by: 'rel-01',
    content: packageWith(figure('p95', 0.4), figure('error_rate', -1.2)),
    events,
    folded,
    review: () => folded().review,
    append(event: ReviewEvent) {
      count += 1;
      events.push({ ...event, seq: events.length + 1, at: test.now, actor: test.by, command: `cmd${count}0000` });
    },
    run(command: ReviewCommand) {
      const context: DecisionContext = {
        now: test.now,
        by: test.by,
        workspace,
        evidence: null,
        package: { hash: 'a'.repeat(64), content: test.content },
        full: { governance: governanceBefore('full'), agenda: standardAgenda },
        goLive: null,
        rota: { held: [] },
      };
      const verdict = decide(folded(), command, context);
      if (verdict.ok) for (const event of verdict.value) test.append(event);
      return verdict.ok ? verdict.value.map(({ type }) => type) : verdict.error;
    },
    seal() {
      for (const [seat, accountable] of [
        ['release', 'rel-01'],
        ['operations', 'ops-01'],
        ['product', 'prod-01'],
      ] as const)
        test.run({ type: 'seat.fill', seat, accountable, deputy: null });
      return test.run({ type: 'review.prepare' });
    },
  };
  test.append({
    type: 'review.opened.v2',
    body: {
      id: 'r-2026-001' as ReviewId,
      title: 'Checkout 4.18.0',
      release: 'checkout@4.18.0' as ReleaseId,
      service: 'checkout' as ServiceId,
      tier,
      zone: 'Europe/Berlin',
      agenda: [...standardAgenda],
      requiredRoles: ['release-manager'],
      governance: {
        ...governanceBefore(tier),
        joined: joined.map((service) => ({
          release: `${service}@1.0.0` as ReleaseId,
          service: service as ServiceId,
        })),
      },
    },
  });
  return test;
}

export const form: ReviewCommand = {
  type: 'light.file',
  released: 'Checkout 4.18.0 with the new tax table.',
  met: 'yes',
  unusual: null,
  followUp: null,
  withoutBaseline: null,
};
