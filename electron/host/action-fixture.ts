import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Criterion } from '../../shared/domain/action/action.ts';
import { dayAfter } from '../../shared/domain/day.ts';
import type { MemberId, ReleaseId, ReviewId, ServiceId } from '../../shared/domain/ids.ts';
import type { ReviewCommand } from '../../shared/domain/review/commands.ts';
import type { Exit } from '../../shared/domain/review/review.ts';
import { carriedFileAt } from '../intake/carried-file.ts';
import { createServices, type RunningServices } from './create-services.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { commandPort } from './with-workspace.ts';

/** A clock that stands where the test puts it; both hands move together. */
export type HandClock = { wall(): number; monotonic(): number; pass(ms: number): void };

export function handClock(start: string): HandClock {
  let now = Date.parse(start);
  const begun = now;
  return {
    wall: () => now,
    monotonic: () => now - begun,
    pass: (ms) => {
      now += ms;
    },
  };
}

export type ClosedReview = {
  readonly workspaceDir: string;
  readonly review: ReviewId;
  readonly running: RunningServices;
  /** Opens the same workspace again, as after a restart. */
  readonly reopen: () => Promise<RunningServices>;
  /** Takes a metric in: one sample a minute from `from` (ISO 8601) on. */
  readonly measure: (metric: string, unit: string, from: string, values: readonly number[]) => Promise<void>;
};

const roles = [
  ['rel-01', 'release'],
  ['ops-01', 'operations'],
  ['prod-01', 'product'],
  ['eng-01', 'engineering'],
] as const;

/** A workspace with one closed review of checkout 4.18.0: commitment `act1` with the criterion, topic `park1` with the exit; `besides` is done just before it closes. */
export async function makeClosedReview(
  clock: HandClock,
  criterion: Criterion,
  exit: Exit = { kind: 'action', action: 'act1' },
  besides: readonly ReviewCommand[] = [],
): Promise<ClosedReview> {
  const dir = await temporaryFolder('actions');
  const workspaceDir = join(dir, 'workspace');
  const reopen = (): Promise<RunningServices> =>
    createServices({
      workspaceDir,
      port: commandPort,
      clock,
      founding: { name: 'Test organisation', sample: false, zone: 'Europe/Berlin' },
      scryptLogN: 10,
    });
  const running = await reopen();
  const take = async (name: string, text: string, constants: Readonly<Record<string, string>>): Promise<void> => {
    await writeFile(join(dir, name), text);
    const file = await carriedFileAt(join(dir, name));
    const taken = await running.services.intake.takeFile(file, { mapping: { columns: {}, constants } });
    if (!taken.ok || taken.value.quarantinedTotal > 0) throw new Error(`${name} was not taken in`);
  };
  await found(running);
  const at = '2026-03-12T12:00:00Z';
  await take('tags.csv', `tag,tagged_at,commit\n4.18.0,${at},${'c3f4f0a925'.repeat(4)}\n`, { service: 'checkout' });
  const columns = 'id,service,version,environment,started_at,finished_at,result';
  await take('deployments.csv', `${columns}\nd1,checkout,4.18.0,production,${at},2026-03-12T12:02:10Z,success\n`, {});
  const review = await hold(running, clock, criterion, exit, besides);
  return {
    workspaceDir,
    review,
    running,
    reopen,
    measure: (metric, unit, from, values) => {
      const rows = values.map(
        (value, index) => `${new Date(Date.parse(from) + index * 60_000).toISOString()},${value}`,
      );
      const constants = { service: 'checkout', metric, unit, environment: 'production', better: 'lower' };
      return take(`${metric}.csv`, `timestamp,value\n${rows.join('\n')}\n`, constants);
    },
  };
}

async function found({ services: { workspace } }: RunningServices): Promise<void> {
  for (const [id, role] of roles)
    await workspace.record('hotwash', {
      type: 'member.added.v1',
      body: { id: id as MemberId, display: id, role, leads: true },
    });
  await workspace.record('eng-01', { type: 'member.sat-down.v1', body: { member: 'eng-01' as MemberId } });
}

async function hold(
  { services: { reviews } }: RunningServices,
  clock: HandClock,
  criterion: Criterion,
  exit: Exit,
  besides: readonly ReviewCommand[],
): Promise<ReviewId> {
  const opened = await reviews.open('checkout@4.18.0' as ReleaseId, 'full', 'Checkout 4.18.0');
  if (!opened.ok) throw new Error(opened.error.message);
  const { review } = opened.value;
  const author = 'ops-01' as MemberId;
  const due = dayAfter(clock.wall(), 16, 'Europe/Berlin');
  const seat = (name: 'release' | 'operations' | 'product', accountable: string): ReviewCommand => ({
    type: 'seat.fill',
    seat: name,
    accountable,
    deputy: null,
  });
  const next: ReviewCommand = { type: 'meeting.next' };
  const waive = (kpi: 'error-rate' | 'latency' | 'rollback'): ReviewCommand => ({
    type: 'hole.waive',
    service: 'checkout' as ServiceId,
    kpi,
    reason: 'It is counted from April on.',
  });
  const commands: readonly ReviewCommand[] = [
    seat('release', 'rel-01'),
    seat('operations', 'ops-01'),
    seat('product', 'prod-01'),
    { type: 'host.name', facilitator: 'eng-01', scribe: null },
    { type: 'review.prepare' },
    ...(['error-rate', 'latency', 'rollback'] as const).map(waive),
    ...roles.map(([member]): ReviewCommand => ({ type: 'attendee.arrive', member })),
    { type: 'meeting.start', inquorateReason: null },
    next,
    next,
    next,
    { type: 'facts.agree', inFavour: 4 },
    next,
    { type: 'topic.park', id: 'park1', text: 'Who owns the gateway?' },
    next,
    { type: 'action.note', id: 'act1', text: 'Raise the pool limit to 512', author, causes: [] },
    { type: 'action.commit', action: 'act1', owner: author, due, criterion },
    next,
    { type: 'topic.exit', topic: 'park1', exit },
    ...besides,
    { type: 'review.close', summary: 'The pool was too small.' },
  ];
  for (const [index, command] of commands.entries()) {
    clock.pass(10_000);
    const done = await reviews.run(review, `hold${String(index).padStart(3, '0')}`, command);
    if (!done.ok) throw new Error(`${command.type}: ${done.error.message} ${done.error.satisfy ?? ''}`);
  }
  return review;
}
