import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import type { ReviewId, ServiceId, MemberId } from '../../shared/domain/ids.ts';
import { judgementsByEvent } from '../../shared/domain/trigger/automatic-start.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';
import { noEvents, readEventFile, takeOwnEvents } from './trigger-files.ts';
import type { JudgeReport } from './trigger-service.ts';
import { event, hour, now, openTrial, type Trial } from './trigger-testing.ts';

afterAll(removeTemporaryFolders);

async function send({ services, clock }: Trial, events: readonly object[]): Promise<JudgeReport> {
  const path = join(await temporaryFolder('events'), 'events.ndjson');
  await writeFile(path, events.map((each) => JSON.stringify(each)).join('\n'));
  const read = await readEventFile(path, 1, clock.wall());
  if (!read.ok || read.value.kind !== 'own') throw new Error('events were not read');
  const taken = noEvents();
  expect(await takeOwnEvents(services.intake, read.value.events, taken)).toMatchObject({ ok: true });
  taken.failed.push(...read.value.failed);
  return services.triggers.judge('batch', taken);
}

const reviewsOf = ({ services }: Trial) =>
  services.reviews.ids().map((id) => {
    const read = services.reviews.read(id);
    if (!read.ok) throw new Error(read.error.message);
    return read.value.review;
  });
const open = () => openTrial(onTestFinished);
const outcomes = ({ services }: Trial) => [...judgementsByEvent(services.workspace.current().automatic).values()];

it('[M7.4] the same event twice is one, in one run, in the next, and after a restart', async () => {
  const trial = await open();
  const sent = [event('search', '1.2.0', now - 3 * hour)];
  expect((await send(trial, [...sent, ...sent])).opened).toHaveLength(1);
  expect(await send(trial, sent)).toMatchObject({ opened: [], judged: { none: 0, light: 0, full: 0 } });
  await trial.reopen();
  expect((await send(trial, sent)).opened).toEqual([]);
  expect(reviewsOf(trial)).toMatchObject([{ tier: 'light', release: 'search@1.2.0' }]);
  expect(reviewsOf(trial)[0]?.governance.trigger).toMatchObject({ rules: ['T6'] });
});

it('[M7.4] two deployments of one release open one review, and what was deployed before the switch opens none', async () => {
  const trial = await open();
  const report = await send(trial, [
    event('search', '1.2.0', now - 5 * hour),
    event('search', '1.2.0', now - 3 * hour),
    event('search', '1.1.0', now - 40 * 24 * hour),
  ]);
  expect(report.opened).toHaveLength(1);
  expect(outcomes(trial).map(({ outcome }) => outcome.kind === 'judged' && outcome.review)).toEqual([
    report.opened[0],
    report.opened[0],
  ]);
});

it('[M1.3] a missing field is kept as failed with its path, and judged once the catalogue knows', async () => {
  const trial = await open();
  const report = await send(trial, [
    event('unheard', '1.0.0', now - hour),
    { service: 'search', version: '1', at: 'x' },
  ]);
  expect(report).toMatchObject({ failed: 2, opened: [] });
  expect(outcomes(trial).map(({ outcome }) => outcome.kind === 'failed' && outcome.path)).toEqual([
    'id',
    'criticality',
  ]);
  expect(await trial.services.triggers.judge('sync')).toMatchObject({ failed: 0, opened: [] });
  await trial.services.workspace.record('hotwash', {
    type: 'service.registered.v1',
    body: {
      id: 'unheard' as ServiceId,
      title: 'Unheard',
      owner: 'rel-01' as MemberId,
      tier: 'critical',
      dependsOn: [],
    },
  });
  expect((await trial.services.triggers.judge('sync')).opened).toHaveLength(1);
});

it('[M7.4] a service that deploys often gets one review for the day once it is over, outliers first', async () => {
  const trial = await open();
  const day = Date.parse('2026-03-16T08:00:00Z');
  const sent = Array.from({ length: 8 }, (_, index) => event('payments', `2.0.${index}`, day + index * hour));
  const bad = event('payments', '2.1.0', day + 9 * hour, { result: 'failure' });
  const first = await send(trial, [...sent, bad]);
  expect(first).toMatchObject({ judged: { light: 8, full: 1 }, cohorts: [] });
  expect(first.opened).toHaveLength(1);
  trial.clock.set(Date.parse('2026-03-16T23:30:00Z'));
  const [cohort = ''] = (await trial.services.triggers.judge('sync')).cohorts;
  const read = trial.services.reviews.read(cohort as ReviewId);
  expect(read.ok && read.value.review.governance.cohort).toMatchObject({ day: '2026-03-16' });
  const { deployments = [] } = (read.ok && read.value.review.governance.cohort) || {};
  expect(deployments).toHaveLength(9);
  expect(deployments[0]).toContain('2.1.0');
  expect(read.ok && read.value.review.governance.trigger?.reasons[1]).toBe('2.1.0: failed.');
  await trial.reopen();
  expect((await trial.services.triggers.judge('sync')).cohorts).toEqual([]);
});

it('[M7.2] releases that overlap along a dependency start one joint review; a later one joins the draft', async () => {
  const trial = await open();
  const report = await send(trial, [
    event('checkout', '4.0.0', now - 4 * hour, { changeType: 'minor' }),
    event('payments', '2.0.0', now - 3 * hour),
  ]);
  expect(report.opened).toHaveLength(1);
  expect(reviewsOf(trial)).toMatchObject([
    {
      tier: 'full',
      release: 'checkout@4.0.0',
      joint: { joined: [{ release: 'payments@2.0.0', service: 'payments' }] },
    },
  ]);
  const later = await send(trial, [event('checkout', '4.0.1', now - 2 * hour)]);
  expect(later.opened).toEqual([]);
  expect(reviewsOf(trial)).toHaveLength(1);
});

it('[M7.1] data that comes later and asks for a full review promotes the light one', async () => {
  const trial = await open();
  await send(trial, [event('search', '1.2.0', now - 5 * hour)]);
  const again = await send(trial, [event('search', '1.1.9', now - 6 * hour), event('search', '1.1.9', now - 2 * hour)]);
  expect(again).toMatchObject({ promoted: 1 });
  expect(reviewsOf(trial)[0]).toMatchObject({ release: 'search@1.2.0', tier: 'full', phase: 'draft' });
  expect(reviewsOf(trial)[0]?.light.promoted?.reasons).toEqual(['The deployment was rolled back.']);
});

it('[M1.3] what a sender said of an event is still known when it is looked at again', async () => {
  const trial = await open();
  const impact = { incidents: 0, severeIncidents: 0, rolledBack: false };
  const said = { criticality: 'low', changeType: 'patch', impact };
  const sent = event('checkout', '7.0.0', now - 5 * hour, said);
  expect(await send(trial, [sent])).toMatchObject({ judged: { none: 1, full: 0 } });
  expect(await trial.services.triggers.judge('sync')).toMatchObject({ judged: { light: 0, full: 0 }, opened: [] });
  await trial.reopen();
  expect(await trial.services.triggers.judge('sync')).toMatchObject({ judged: { light: 0, full: 0 }, opened: [] });
  // Yet it was taken back later, which its sender could not know.
  await send(trial, [event('checkout', '6.9.9', now - 6 * hour, said), event('checkout', '6.9.9', now - hour, said)]);
  expect(reviewsOf(trial)).toMatchObject([{ release: 'checkout@7.0.0', tier: 'full' }]);
});

it('[M7.4] off, nothing is judged', async () => {
  const trial = await open();
  await trial.services.triggers.set(null);
  expect(await send(trial, [event('search', '1.2.0', now - hour)])).toMatchObject({ opened: [], failed: 0 });
  expect(outcomes(trial)).toEqual([]);
});

it('[M7.4] broken off, what was done stays, and the next round does the rest once', async () => {
  const trial = await open();
  const sent = Array.from({ length: 6 }, (_, index) => event('search', `2.${index}.0`, now - (index * 40 + 9) * hour));
  const path = join(await temporaryFolder('events'), 'events.json');
  await writeFile(path, JSON.stringify(sent));
  const read = await readEventFile(path, 1, now);
  if (!read.ok || read.value.kind !== 'own') throw new Error('events were not read');
  const taken = noEvents();
  await takeOwnEvents(trial.services.intake, read.value.events, taken);
  const stop = new AbortController();
  const tell = ({ done }: { readonly done: number }): void => {
    if (done === 2) stop.abort();
  };
  const first = await trial.services.triggers.judge('batch', { ...taken, signal: stop.signal, tell });
  expect(first.opened).toHaveLength(2);
  expect((await trial.services.triggers.judge('batch', taken)).opened).toHaveLength(4);
  expect(new Set(reviewsOf(trial).map(({ release }) => release)).size).toBe(6);
  expect(reviewsOf(trial)).toHaveLength(6);
});
