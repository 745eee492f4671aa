import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  memberIdSchema,
  type MemberId,
  type ReleaseId,
  type ReviewId,
  type ServiceId,
} from '../../shared/domain/ids.ts';
import type { ReviewCommand } from '../../shared/domain/review/commands.ts';
import type { Recording } from '../../shared/domain/recording/recording.ts';
import { carriedFileAt } from '../intake/carried-file.ts';
import type { LiveChunk } from '../recordings/testing.ts';
import { handClock, type HandClock } from './action-fixture.ts';
import { createServices, type RunningServices } from './create-services.ts';
import { valueOf } from './record-fixture.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { commandPort } from './with-workspace.ts';

export const recorded = 'rec00001';

const roles = [
  ['rel-01', 'release'],
  ['ops-01', 'operations'],
  ['prod-01', 'product'],
  ['eng-01', 'engineering'],
] as const;

export type RecordedRoom = {
  readonly clock: HandClock;
  readonly workspaceDir: string;
  readonly review: ReviewId;
  readonly running: RunningServices;
  /** Opens the same workspace again, as after a restart. */
  readonly reopen: () => Promise<RunningServices>;
  readonly command: (command: ReviewCommand) => Promise<void>;
};

/** A meeting in which everybody agreed to be recorded, and recording `recorded` was started. */
export async function makeRecordedRoom(folder?: string): Promise<RecordedRoom> {
  const workspaceDir = join(folder ?? (await temporaryFolder('recording')), 'workspace');
  const clock = handClock('2026-03-16T09:00:00Z');
  const founding = { name: 'Test organisation', sample: false, zone: 'Europe/Berlin' };
  const reopen = (): Promise<RunningServices> =>
    createServices({ workspaceDir, port: commandPort, clock, founding, scryptLogN: 10 });
  const running = await reopen();
  const { services } = running;
  for (const [id, role] of roles)
    await services.workspace.record('hotwash', {
      type: 'member.added.v1',
      body: { id: memberIdSchema.parse(id), display: id, role, leads: true },
    });
  await services.workspace.record('eng-01', { type: 'member.sat-down.v1', body: { member: 'eng-01' as MemberId } });
  await takeDeployment(running);
  const { review } = valueOf(await services.reviews.open('checkout@4.18.0' as ReleaseId, 'full', 'Checkout 4.18.0'));
  let count = 0;
  const command = async (each: ReviewCommand): Promise<void> => {
    clock.pass(1000);
    count += 1;
    const done = await services.reviews.run(review, `cmd${String(count).padStart(4, '0')}`, each);
    if (!done.ok) throw new Error(`${each.type}: ${done.error.message} ${done.error.satisfy ?? ''}`);
  };
  for (const each of meeting) await command(each);
  return { clock, workspaceDir, review, running, reopen, command };
}

async function takeDeployment({ services }: RunningServices): Promise<void> {
  const path = join(await temporaryFolder('recording-data'), 'deployments.csv');
  const at = '2026-03-12T12:00:00Z';
  const columns = 'id,service,version,environment,started_at,finished_at,result';
  await writeFile(path, `${columns}\nd1,checkout,4.18.0,production,${at},2026-03-12T12:02:10Z,success\n`);
  valueOf(await services.intake.takeFile(await carriedFileAt(path)));
}

const seat = (name: 'release' | 'operations' | 'product', accountable: string): ReviewCommand => ({
  type: 'seat.fill',
  seat: name,
  accountable,
  deputy: null,
});

const meeting: readonly ReviewCommand[] = [
  seat('release', 'rel-01'),
  seat('operations', 'ops-01'),
  seat('product', 'prod-01'),
  { type: 'host.name', facilitator: 'eng-01', scribe: null },
  { type: 'review.prepare' },
  ...(['error-rate', 'latency', 'rollback'] as const).map((kpi): ReviewCommand => ({
    type: 'hole.waive',
    service: 'checkout' as ServiceId,
    kpi,
    reason: 'It is counted from April on.',
  })),
  ...roles.map(([member]): ReviewCommand => ({ type: 'attendee.arrive', member })),
  { type: 'meeting.start', inquorateReason: null },
  { type: 'meeting.next' },
  { type: 'consent.word', text: 'We record the sound of this review.' },
  ...roles.map(([member]): ReviewCommand => ({
    type: 'consent.answer',
    member: member as MemberId,
    answer: 'agrees',
  })),
  { type: 'recording.start', recording: recorded, sources: ['microphone'] },
];

/** What the review says of the recording. */
export const toldOf = ({ services }: RunningServices, review: ReviewId): Recording | undefined =>
  valueOf(services.reviews.read(review)).review.recordings.find(({ id }) => id === recorded);

/** Calls the one handler as the page does. */
export async function call(running: RunningServices, name: string, input: object): Promise<Answer> {
  const body = JSON.stringify(input);
  const response = await running.handler(new Request(`http://hotwash.localhost/api/${name}`, { method: 'POST', body }));
  return (await response.json()) as Answer;
}

export type Answer =
  | { readonly ok: true; readonly value: { readonly [key: string]: unknown } }
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } };

/** Puts a chunk as the page does. */
export async function put(
  running: RunningServices,
  review: string,
  part: number,
  index: number,
  { bytes, ms, sha256 }: LiveChunk,
): Promise<Answer> {
  const query = new URLSearchParams({
    review,
    recording: recorded,
    part: `${part}`,
    index: `${index}`,
    ms: `${ms}`,
    sha256,
  });
  const url = `http://hotwash.localhost/api/recording.chunk?${query.toString()}`;
  const request = new Request(url, { method: 'PUT', body: Buffer.from(bytes) });
  return (await (await running.handler(request)).json()) as Answer;
}

/** Records chunks as one part; the answer of the last one. */
export async function record(
  room: RecordedRoom,
  running: RunningServices,
  chunks: readonly LiveChunk[],
): Promise<{ readonly part: number; readonly offsetMs: number }> {
  const ref = { review: room.review, recording: recorded };
  const begun = await call(running, 'recording.begin-part', {
    ...ref,
    mime: 'audio/webm;codecs=opus',
    startedAt: room.clock.wall(),
  });
  if (!begun.ok) throw new Error(begun.error.message);
  const { part, offsetMs } = begun.value as { part: number; offsetMs: number };
  const answers = await Promise.all(chunks.map((chunk, index) => put(running, room.review, part, index, chunk)));
  for (const answer of answers) if (!answer.ok) throw new Error(answer.error.message);
  room.clock.pass(chunks.at(-1)?.ms ?? 0);
  return { part, offsetMs };
}
