import { afterAll, expect, it, onTestFinished } from 'vitest';
import type { MemberId, ReleaseId, ReviewId } from '../../shared/domain/ids.ts';
import { removeTemporaryFolders } from './temporary-folder.ts';
import { hour, now, openTrial, type Trial } from './trigger-testing.ts';

afterAll(removeTemporaryFolders);

/** A filed light review of a release that is two days old. */
async function filed(): Promise<{ trial: Trial; review: ReviewId }> {
  const trial = await openTrial(onTestFinished);
  const at = new Date(now - 48 * hour).toISOString();
  const csv = `id,service,version,environment,started,finished,result\nd1,search,1.2.0,production,${at},${at},success\n`;
  const { services } = trial;
  const bytes = Buffer.from(csv);
  const file = { name: 'd.csv', size: bytes.length, open: () => once(bytes) };
  expect(await services.intake.takeFile(file)).toMatchObject({ ok: true });
  await services.workspace.record('rel-01', { type: 'member.sat-down.v1', body: { member: 'rel-01' as MemberId } });
  const [review] = (await services.triggers.judge('sync')).opened;
  if (review === undefined) throw new Error('no review was opened');
  for (const [seat, accountable] of [
    ['operations', 'ops-01'],
    ['product', 'prod-01'],
  ] as const)
    await services.reviews.act(review, { type: 'seat.fill', seat, accountable: accountable, deputy: null });
  return { trial, review };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

const phase = ({ services }: Trial, review: ReviewId) => {
  const read = services.reviews.read(review);
  return read.ok ? read.value.review.phase : read.error.code;
};

const form = {
  type: 'light.file',
  released: 'Search 1.2.0.',
  met: 'yes',
  unusual: null,
  followUp: null,
  withoutBaseline: 'Nothing measures it yet.',
} as const;

it('[M7.1] the house seals what a rule opened, and closes it a day after it was filed, across a restart', async () => {
  const { trial, review } = await filed();
  expect(await trial.services.lights.tend()).toBe(1);
  expect(phase(trial, review)).toBe('prepared');
  expect(await trial.services.reviews.run(review, 'file0001', form)).toMatchObject({ ok: true });
  expect(await trial.services.lights.tend()).toBe(0);
  trial.clock.set(now + 23 * hour);
  expect(await trial.services.lights.tend()).toBe(0);
  await trial.reopen();
  trial.clock.set(now - 5 * hour);
  expect(await trial.services.lights.tend()).toBe(0);
  trial.clock.set(now + 24 * hour + 1000);
  expect(await trial.services.lights.tend()).toBe(1);
  expect(phase(trial, review)).toBe('closed');
  await trial.reopen();
  expect(await trial.services.lights.tend()).toBe(0);
  const closings = trial.services.reviews.lines(review).filter(({ type }) => type === 'review.closed.v1');
  expect(closings).toHaveLength(1);
  expect(closings[0]?.actor).toBe('hotwash');
});

it('[M7.4] what a person opened is sealed by a person', async () => {
  const { trial } = await filed();
  const opened = await trial.services.reviews.open('search@1.2.0' as ReleaseId, 'light', 'Search once more');
  if (!opened.ok) throw new Error(opened.error.message);
  await trial.services.lights.tend();
  expect(phase(trial, opened.value.review)).toBe('draft');
});
