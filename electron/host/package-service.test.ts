import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { MemberId, ReleaseId, ReviewId, RowId, ServiceId } from '../../shared/domain/ids.ts';
import type { ReviewPackage } from '../../shared/domain/review/package.ts';
import { evidenceCandidates } from '../../shared/meeting/evidence-candidates.ts';
import { packageSchema } from '../../shared/domain/review/package.ts';
import { carriedText, valueOf } from '../intake/testing.ts';
import { createServices, type RunningServices } from './create-services.ts';
import { serveMedia } from './serve-media.ts';
import { commandPort } from './with-workspace.ts';

const minute = 60_000;
const hour = 60 * minute;
const week = 168 * hour;
const service = 'checkout' as ServiceId;
/** Thursday 14:00 in Berlin, which is when this service is released. */
const goLive = Date.parse('2026-03-12T13:00:00Z');
const frozenAt = goLive - 20 * hour;
const release = 'checkout@4.12.0' as ReleaseId;
const iso = (at: number): string => new Date(at).toISOString();

/** Eleven weekly releases. 4.3.0 was rolled back and 4.5.0 broke something; the figure of week n is 180 + n ms. */
const earlier = Array.from({ length: 11 }, (_unused, index) => ({
  version: `4.${index + 1}.0`,
  at: goLive - (11 - index) * week,
  value: 181 + index,
}));

type House = RunningServices['services'] & {
  /** Asks a procedure as the page does. */
  readonly ask: (name: string, input: object) => Promise<unknown>;
  readonly clock: { now: number };
  readonly take: (name: string, text: string, constants?: { readonly [field: string]: string }) => Promise<void>;
};

async function openHouse(): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-package-'));
  const clock = { now: frozenAt };
  const running = await createServices({
    workspaceDir: folder,
    port: commandPort,
    clock: { wall: () => clock.now, monotonic: () => clock.now },
    founding: { name: 'Test', sample: false, zone: 'Europe/Berlin' },
  });
  onTestFinished(async () => {
    await running.close();
    await rm(folder, { recursive: true, force: true });
  });
  const { intake, workspace } = running.services;
  const take: House['take'] = async (name, text, constants = {}) => {
    const taken = valueOf(await intake.takeFile(carriedText(name, text), { mapping: { columns: {}, constants } }));
    expect(taken).toMatchObject({ quarantinedTotal: 0, stopped: null });
  };
  const body = { id: 'ops-01' as MemberId, display: 'Ops 01', role: 'operations', leads: true } as const;
  valueOf(await workspace.record('hotwash', { type: 'member.added.v1', body }));
  valueOf(await workspace.record('ops-01', { type: 'member.sat-down.v1', body: { member: body.id } }));
  const ask: House['ask'] = async (name, input) => {
    const headers = { 'content-type': 'application/json' };
    const request = new Request(`http://hotwash.localhost/api/${name}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(input),
    });
    return (await running.handler(request)).json();
  };
  return { ...running.services, clock, take, ask };
}

const deploymentHead = 'id,service,version,environment,started_at,finished_at,result\n';
const deployed = (version: string, at: number, result = 'success'): string =>
  `d-${version},checkout,${version},production,${iso(at - 2 * minute)},${iso(at)},${result}\n`;

const samples = (spans: readonly { readonly at: number; readonly value: number }[]): string =>
  `timestamp,value\n${spans
    .flatMap(({ at, value }) => Array.from({ length: 60 }, (_unused, index) => `${iso(at + index * minute)},${value}`))
    .join('\n')}\n`;

const p95 = { service, metric: 'p95', unit: 'ms', environment: 'production', better: 'lower' };

/** What is known the evening before: eleven releases with their figures, an incident, and the tag of the next one. */
async function takeHistory({ take }: House): Promise<void> {
  await take(
    'deployments.csv',
    `${deploymentHead}${earlier.map(({ version, at }) => deployed(version, at, version === '4.3.0' ? 'rolled-back' : 'success')).join('')}`,
  );
  await take(
    'incidents.csv',
    `id,service,title,severity,detected_at,release\ni1,checkout,Basket lost,major,${iso((earlier[4]?.at ?? 0) + hour)},checkout@4.5.0\n`,
  );
  await take('p95.csv', samples(earlier), p95);
  await take(
    'tags.csv',
    `tag,tagged_at,commit\n4.12.0,${iso(frozenAt - hour)},c3f4f0a925c52a1e735f2ecef8558bf30aa5bc5a\n`,
    {
      service,
    },
  );
}

const rule = (house: House) =>
  house.workspace.record('ops-01', {
    type: 'metric.ruled.v1',
    body: {
      service,
      metric: 'p95',
      comparator: 'above',
      threshold: 300,
      consequence: 'Roll back',
      owner: 'ops-01' as MemberId,
    },
  });

/** The release goes live at 940 ms, and its package is looked at a day later. */
async function goLiveAndOpen(house: House): Promise<ReviewId> {
  house.clock.now = goLive + 24 * hour;
  await house.take('later.csv', `${deploymentHead}${deployed('4.12.0', goLive)}`);
  await house.take('p95-later.csv', samples([{ at: goLive, value: 940 }]), p95);
  return valueOf(await house.reviews.open(release, 'full', 'Checkout 4.12.0')).review;
}

const preview = async (house: House, review: ReviewId): Promise<ReviewPackage> =>
  valueOf(await house.packages.preview(review)).content;

describe('the baseline of a release', () => {
  it('[M2.2] is frozen by itself once the release is known, and holds it after go-live', async () => {
    const house = await openHouse();
    await takeHistory(house);
    expect(await house.packages.freezeDue()).toBe(1);
    expect(await house.packages.freezeDue()).toBe(0);
    valueOf(await rule(house));
    const content = await preview(house, await goLiveAndOpen(house));
    expect(content.baseline).toMatchObject({ standing: 'frozen', at: frozenAt, comparable: 9 });
    expect(content.baseline?.hash).toBe(house.workspace.current().baselines[0]?.hash);
    // The last 8 of 9 that went well; 4.3.0 and 4.5.0 did not. Median 187.5 and MAD 2, by hand.
    expect(content.deviations[0]).toMatchObject({
      metric: 'p95',
      now: 940,
      usual: 187.5,
      cell: 'hour-of-week',
      scaledBy: 'mad',
      note: '8 comparable, Thursdays from 14:00',
      rule: { text: 'above 300: Roll back', owner: 'ops-01', isMet: true },
    });
    expect(content.deviations[0]?.before.map((each) => each.version)).toEqual([
      '4.2.0',
      '4.4.0',
      '4.6.0',
      '4.7.0',
      '4.8.0',
      '4.9.0',
      '4.10.0',
      '4.11.0',
    ]);
    expect(content.deviations[0]?.robustZ).toBeCloseTo((0.6745 * (940 - 187.5)) / 2, 6);
  });

  it('[M2.2] is not frozen after go-live unless it says that it is post-hoc', async () => {
    const house = await openHouse();
    await takeHistory(house);
    const review = await goLiveAndOpen(house);
    expect(await house.packages.freezeDue()).toBe(0);
    expect(await house.packages.freeze(release, false)).toMatchObject({ ok: false, error: { rule: 'M2.2' } });
    expect((await preview(house, review)).baseline?.standing).toBe('post-hoc');
    const made = valueOf(await house.packages.freeze(release, true));
    expect(made.isPostHoc).toBe(true);
    expect((await preview(house, review)).baseline).toMatchObject({ standing: 'post-hoc', hash: made.hash });
  });

  it('[M2.2] gives no number with fewer than 5 comparable releases', async () => {
    const house = await openHouse();
    await house.take(
      'few.csv',
      `${deploymentHead}${earlier
        .slice(-4)
        .map(({ version, at }) => deployed(version, at))
        .join('')}`,
    );
    await house.take('p95.csv', samples(earlier), p95);
    await house.take(
      'tags.csv',
      `tag,tagged_at,commit\n4.12.0,${iso(frozenAt)},c3f4f0a925c52a1e735f2ecef8558bf30aa5bc5a\n`,
      {
        service,
      },
    );
    expect(await house.packages.freezeDue()).toBe(0);
    const content = await preview(house, await goLiveAndOpen(house));
    expect(content.appendix?.[0]).toMatchObject({
      usual: null,
      robustZ: null,
      note: 'no baseline: 4 comparable, 5 needed',
      why: 'no-rule',
    });
  });

  it('[M2.2] counts a release as gone wrong when a person confirmed it, and as gone well when they rejected it', async () => {
    const house = await openHouse();
    await takeHistory(house);
    const deployments = await house.intake.rows.of('deployment', service);
    const incident = {
      kind: 'incident' as const,
      id: (await house.intake.rows.of('incident', service))[0]?.id ?? ('' as RowId),
    };
    const settle = async (version: string, verdict: 'confirmed' | 'rejected'): Promise<void> => {
      const id = deployments.find((row) => row.version === version)?.id ?? ('' as RowId);
      const body = { from: { kind: 'deployment' as const, id }, to: incident, verdict };
      valueOf(await house.workspace.record('ops-01', { type: 'link.settled.v1', body }));
    };
    await settle('4.5.0', 'rejected');
    await settle('4.6.0', 'confirmed');
    const frozen = valueOf(await house.packages.freeze(release, false));
    const versions = frozen.baseline.releases.map((each) => each.version);
    expect([versions.includes('4.5.0'), versions.includes('4.6.0')]).toEqual([true, false]);
  });
});

describe('what the page asks', () => {
  it('[M2.3] [M2.6] maps KPIs and rules metrics as the rules allow, and keeps them', async () => {
    const { ask, workspace } = await openHouse();
    const latency = { service, kpi: 'latency', metric: 'p95', unit: 'ms', better: 'lower' };
    expect(await ask('kpi.map', latency)).toEqual({ ok: true, value: {} });
    expect(await ask('kpi.map', { ...latency, kpi: 'rollback' })).toMatchObject({ error: { rule: 'M2.3' } });
    expect(workspace.current().kpis).toEqual([latency]);
    expect(await ask('kpi.unmap', { service, kpi: 'latency', metric: 'p95' })).toMatchObject({ ok: true });
    expect(await ask('kpi.unmap', { service, kpi: 'latency', metric: 'p95' })).toMatchObject({
      error: { code: 'not-mapped' },
    });
    const decision = { service, metric: 'p95', comparator: 'above', threshold: 300, consequence: 'Roll back' };
    expect(await ask('metric.rule', { ...decision, owner: 'ops-09' })).toMatchObject({ error: { rule: 'M2.6' } });
    expect(await ask('metric.rule', { ...decision, owner: 'ops-01' })).toMatchObject({ ok: true });
    expect(workspace.current().metricRules).toHaveLength(1);
  });

  it('[M2.2] previews a package and freezes a baseline, and settles links between rows that are there', async () => {
    const house = await openHouse();
    await takeHistory(house);
    expect(await house.ask('baseline.freeze', { release, isPostHoc: false })).toMatchObject({
      ok: true,
      value: { at: frozenAt, comparable: 9, isPostHoc: false },
    });
    const review = await goLiveAndOpen(house);
    expect(await house.ask('baseline.freeze', { release, isPostHoc: false })).toMatchObject({
      error: { rule: 'M2.2' },
    });
    const previewed = await house.ask('package.preview', { review });
    expect(previewed).toMatchObject({ ok: true, value: { content: { baseline: { standing: 'frozen' } } } });
    const [deployment] = await house.intake.rows.of('deployment', service);
    const [incident] = await house.intake.rows.of('incident', service);
    const from = { kind: 'incident', id: incident?.id };
    expect(
      await house.ask('link.settle', { from, to: { kind: 'deployment', id: 'nowhere' }, verdict: 'confirmed' }),
    ).toMatchObject({ error: { code: 'no-row' } });
    const to = { kind: 'deployment', id: deployment?.id };
    expect(await house.ask('link.settle', { from, to, verdict: 'rejected' })).toMatchObject({ ok: true });
    expect(house.workspace.current().links).toEqual([{ from, to, verdict: 'rejected' }]);
  });
});

describe('the package', () => {
  it('[M2.1] says of every figure where it comes from, and keeps to its schema', async () => {
    const house = await openHouse();
    await takeHistory(house);
    const content = await preview(house, await goLiveAndOpen(house));
    expect(packageSchema.safeParse(JSON.parse(JSON.stringify(content))).error).toBeUndefined();
    const figure = content.figures?.find((each) => each.figure === 'series:checkout/p95/production');
    const origin = content.origins?.[figure?.origins[0] ?? -1];
    expect([figure?.rows, origin?.name, origin?.query]).toEqual([60, 'p95-later.csv', null]);
    const raw = await readFile(
      join(house.packages.folder('' as ReviewId), '..', 'intake', 'raw', origin?.sha256 ?? ''),
    );
    expect(raw.toString()).toContain(',940');
    for (const each of content.figures ?? []) expect(each.origins).not.toEqual([]);
  });

  it('[M2.1] prints a dead source as missing since it was last read, never as zero, until it is taken out', async () => {
    const house = await openHouse();
    await takeHistory(house);
    const since = goLive - hour;
    const pulled = {
      source: 'logs',
      connector: 'loki',
      connectorVersion: 1,
      query: '{app="checkout"}',
      fetchedAt: iso(goLive),
      outcome: { kind: 'failed' as const, code: 'refused', message: 'It did not answer.', since },
    };
    valueOf(await house.intake.takePulled({ name: 'logs of checkout', pulled, body: null }));
    const review = await goLiveAndOpen(house);
    const content = await preview(house, review);
    expect(content.sources).toEqual([{ source: 'logs', state: 'missing', since, message: 'It did not answer.' }]);
    expect(content.integrity).toContainEqual({
      level: 'missing',
      text: 'logs missing since 12 Mar, 13:00',
      detail: 'not shown as zero. It did not answer.',
    });
    await house.workspace.record('ops-01', { type: 'source.removed.v1', body: { id: 'logs' } });
    expect((await preview(house, review)).sources).toEqual([]);
  });

  it('[M2.1] [M2.5] holds flags, what users met, tickets and predictions, and evidence is taken from all of it', async () => {
    const house = await openHouse();
    await takeHistory(house);
    await house.take(
      'predictions.csv',
      `id,service,version,made_at,probability,impact,reason\np1,checkout,4.12.0,${iso(frozenAt - 10 * minute)},0.2,minor,small change\n`,
    );
    const review = await goLiveAndOpen(house);
    await house.take(
      'late.csv',
      `id,service,version,made_at,probability,impact,reason\np2,checkout,4.12.0,${iso(goLive + minute)},0.9,major,hindsight\n`,
    );
    await house.take(
      'flags.csv',
      `id,service,flag,environment,at,state\nf1,checkout,one-page,production,${iso(goLive + 5 * minute)},on\n`,
    );
    await house.take(
      'exposures.csv',
      `service,flag,variant,environment,from,to,exposures,errors\n` +
        `checkout,one-page,on,production,${iso(goLive)},${iso(goLive + hour)},25,3\n` +
        `checkout,one-page,off,production,${iso(goLive)},${iso(goLive + hour)},100,0\n`,
    );
    await house.take(
      'tickets.csv',
      `key,component,summary,description,status,created\nT-1,checkout,Basket is slow,It takes ages,open,${iso(goLive + 2 * hour)}\n`,
    );
    const content = await preview(house, review);
    expect(content.predictions?.map(({ probability, standing }) => [probability, standing])).toEqual([
      [0.9, 'void'],
      [0.2, 'told'],
    ]);
    expect(content.behaviour).toMatchObject([
      { variant: 'off', rate: { value: 0, low: 0 } },
      { variant: 'on', rate: null, note: 'too few: 25 of 30' },
    ]);
    expect(content.timeline?.map((each) => each.text)).toEqual(['4.12.0 CI', 'flag one-page on']);
    expect(content.tickets).toMatchObject([{ title: 'Basket is slow', state: 'open' }]);
    const none = { series: [], deployments: [], runtime: [], incidents: [], builds: [] };
    const offered = evidenceCandidates(content, none, 'Europe/Berlin', null);
    expect(new Set(offered.map(({ locator }) => locator.type))).toEqual(
      new Set(['metric-window', 'prediction', 'flag', 'exposure', 'ticket']),
    );
    const read = valueOf(house.reviews.read(review)).review;
    for (const { locator } of offered)
      expect(await house.evidence.resolve(locator, read)).toMatchObject({
        found: true,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
  });

  it('is written for the attendees as one file without a script, and served', async () => {
    const house = await openHouse();
    await takeHistory(house);
    valueOf(await rule(house));
    const review = await goLiveAndOpen(house);
    expect(await house.packages.write(review)).toMatchObject({ ok: false, error: { code: 'not-sealed' } });
    let count = 0;
    const run = async (command: Parameters<typeof house.reviews.run>[2]) =>
      valueOf(await house.reviews.run(review, `cmd${String(count++).padStart(4, '0')}`, command));
    const people = ['rel-01', 'prod-01'];
    for (const id of people)
      valueOf(
        await house.workspace.record('ops-01', {
          type: 'member.added.v1',
          body: { id: id as MemberId, display: id, role: 'release', leads: false },
        }),
      );
    await run({ type: 'seat.fill', seat: 'release', accountable: 'rel-01', deputy: null });
    await run({ type: 'seat.fill', seat: 'operations', accountable: 'ops-01', deputy: null });
    await run({ type: 'seat.fill', seat: 'product', accountable: 'prod-01', deputy: null });
    await run({ type: 'host.name', facilitator: 'ops-01', scribe: null, reason: 'Nobody else leads here.' });
    await run({ type: 'meeting.schedule', at: house.clock.now + 30 * hour });
    await run({ type: 'review.prepare' });
    expect(await house.packages.written([review])).toEqual([]);
    const written = valueOf(await house.packages.write(review));
    expect(written).toMatchObject({
      files: [{ name: 'package.html' }],
      dueAt: house.clock.now + 6 * hour,
      isLate: false,
    });
    expect(await house.packages.written([review])).toEqual([review]);
    const response = await serveMedia(house, `/media/package/${review}.html`);
    const page = await response.text();
    expect(page).toContain('Checkout 4.12.0');
    expect(page).toContain('8 comparable, Thursdays from 14:00');
    expect(page).toMatch(/made 13 Mar, 14:00, after go-live: post-hoc/);
    expect(page).not.toMatch(/<script|https?:\/\//);
    expect((await serveMedia(house, `/media/package/${review}.pdf`)).status).toBe(404);
  });
});
