import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServices, type RunningServices } from '../../electron/host/create-services.ts';
import type { ShellPort } from '../../electron/host/shell-port.ts';
import { startNodeChild } from '../../electron/platform/child.ts';
import type { IntakeLine } from '../../shared/domain/release/intake-line.ts';
import type { MemberId, ReleaseId, ServiceId } from '../../shared/domain/ids.ts';
import { firstTime, moveBy, moveIsoTimes } from './move-dates.ts';
import { readRealReview, type RealReview } from './real-review-data.ts';
import { createStageClock } from './stage-clock.ts';
import { createStage, must } from './stage.ts';

const dataDir = process.env.HOTWASH_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
const isThere = await access(join(dataDir, 'git', 'flagger-tags.csv')).then(
  () => true,
  () => false,
);
if (!isThere) console.log('skipped: the real data is not beside the repository; set HOTWASH_DATA to its folder');

const port: ShellPort = {
  kind: 'headless',
  printToPdf: () => Promise.reject(new Error('nothing is printed here')),
  renderPng: () => Promise.reject(new Error('nothing is drawn here')),
  openAudience: () => Promise.resolve('page-opens-it'),
  startChild: startNodeChild,
  onResume: () => () => undefined,
  keepAwake: () => () => undefined,
};

describe('moving dates', () => {
  it('keeps offsets and digits, and says by how much', () => {
    const move = moveBy(-1, 2);
    expect(move.words).toBe('dates moved by -1 days and 2 hours');
    expect(moveIsoTimes('a,2020-03-01T00:30:00+02:00,2020-03-01T01:00:00.250Z', move)).toBe(
      'a,2020-02-29T02:30:00+02:00,2020-02-29T03:00:00.250Z',
    );
    expect(firstTime('x,2020-03-01T00:30:00+02:00,y')).toBe(Date.parse('2020-02-29T22:30:00Z'));
  });

  it('answers a folder without the data with a fault that names no path', async () => {
    const read = await readRealReview(join(tmpdir(), 'there-is-no-such-folder'));
    expect(!read.ok && read.error.code).toBe('no-data');
    expect(JSON.stringify(read)).not.toContain('no-such-folder');
  });
});

describe.skipIf(!isThere)('the real data as one review', () => {
  let folder: string;
  let real: RealReview;
  let running: RunningServices;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hotwash-real-'));
    real = must(await readRealReview(dataDir), 'the real data');
    // Long after: some of the moved builds are of that December.
    const clock = createStageClock(Date.parse('2015-01-01T00:00:00Z'));
    running = await createServices({
      workspaceDir: folder,
      port,
      clock,
      founding: { name: 'Real input', sample: false, zone: 'UTC' },
    });
    const stage = createStage(running.services, clock);
    for (const file of real.files) await stage.take(file);
  });
  afterAll(async () => {
    await running.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('takes every record in and says in each moved row where it was moved', async () => {
    const { intake } = running.services;
    expect(intake.quarantine()).toEqual([]);
    expect((await intake.rows.of('release', 'flagger')).length).toBeGreaterThan(40);
    expect((await intake.rows.of('change', 'flagger')).length).toBeGreaterThan(1000);
    expect((await intake.rows.of('build')).length).toBe(14);
    expect((await intake.rows.of('incident')).length).toBe(3);
    for await (const text of intake.lines(0)) {
      const { source, samples, rows } = JSON.parse(text) as IntakeLine;
      if (samples.length === 0 && rows.length > 0) expect(source.name).toMatch(/dates moved by -\d+ days/);
    }
  });

  it('[M2.2] [M2.6] shows the real failure in the hour after the release, beside five releases before', async () => {
    const { packages, reviews, workspace } = running.services;
    const body = { id: 'rel-01' as MemberId, display: 'Rel 01', role: 'release' as const, leads: true };
    must(await workspace.record('hotwash', { type: 'member.added.v1', body }), 'a member');
    const { review } = must(await reviews.open(real.release as ReleaseId, 'full', 'Flagger'), 'the review');
    const read = must(reviews.read(review), 'the review');
    const unruled = await packages.assemble(read.review, real.onsetAt + 86_400_000);
    expect(unruled.content.deviations).toEqual([]);
    expect(unruled.content.appendix?.[0]).toMatchObject({ series: real.series, why: 'no-rule' });
    const rule = {
      service: 'flagger' as ServiceId,
      metric: unruled.content.appendix?.[0]?.metric ?? '',
      comparator: 'above' as const,
      threshold: 80,
      consequence: 'roll back',
      owner: body.id,
    };
    must(await workspace.record('rel-01', { type: 'metric.ruled.v1', body: rule }), 'a decision rule');
    const { content } = await packages.assemble(read.review, real.onsetAt + 86_400_000);
    expect(real.onsetAt - real.liveAt).toBeLessThan(10 * 60_000);
    expect(content.deviations[0]?.series).toBe(real.series);
    expect(content.deviations[0]?.before.length).toBeGreaterThanOrEqual(5);
    expect(content.deviations[0]?.robustZ).toBeGreaterThan(3);
    expect(content.incidents.length).toBe(3);
    expect(content.builds.length).toBeGreaterThan(5);
  });
});
