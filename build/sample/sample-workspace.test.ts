import { access, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServices, type RunningServices } from '../../electron/host/create-services.ts';
import { copySampleWorkspace } from '../../electron/host/sample-workspace.ts';
import type { ShellPort } from '../../electron/host/shell-port.ts';
import { startNodeChild } from '../../electron/platform/child.ts';
import { openIssues } from '../../shared/domain/review/review.ts';
import { samplePassphrase } from '../../shared/domain/workspace/sample.ts';
import type { MemberId, RowId } from '../../shared/domain/ids.ts';
import { must } from './stage.ts';
import { reviewJsonFaults } from '../../test/support/review-json-faults.ts';
import { makeSampleWorkspace, type MadeSample } from './make-workspace.ts';

const verifyPage = new URL('../../dist/verify.html', import.meta.url);
const isBuilt = await access(verifyPage).then(
  () => true,
  () => false,
);
if (!isBuilt) console.log('skipped: the sample workspace needs dist/verify.html; run the build first');

const port: ShellPort = {
  kind: 'headless',
  printToPdf: () => Promise.resolve(new TextEncoder().encode('%PDF-1.7 stands for a printed report')),
  renderPng: () => Promise.resolve(null),
  openAudience: () => Promise.resolve('page-opens-it'),
  startChild: startNodeChild,
  onResume: () => () => undefined,
  keepAwake: () => () => undefined,
};

describe.skipIf(!isBuilt)('the sample workspace, copied and opened as a user has it', () => {
  let folder: string;
  let made: MadeSample;
  let running: RunningServices;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hotwash-sample-'));
    made = await makeSampleWorkspace(join(folder, 'made'), { port, signs: true });
    must(await copySampleWorkspace(join(folder, 'made'), join(folder, 'mine')), 'the copy');
    running = await createServices({ workspaceDir: join(folder, 'mine'), port });
  }, 120_000);
  afterAll(async () => {
    await running.close();
    await rm(folder, { recursive: true, force: true });
  });
  const review = (id: MadeSample['closed']) => {
    const read = running.services.reviews.read(id);
    if (!read.ok) throw new Error(read.error.message);
    return read.value.review;
  };

  it('says that it is a sample, and opens without a note of damage', () => {
    const { sample, members, services, me } = running.services.workspace.current();
    expect(sample).toBe(true);
    expect(services.length).toBe(12);
    expect(members.filter((member) => member.active).length).toBe(members.length - 1);
    expect(me).toBe('rel-01');
    expect(running.services.journals.notes()).toEqual([]);
    expect(running.services.intake.notes).toEqual([]);
  });

  it('holds every kind of row, taken in by the product', async () => {
    const { rows } = running.services.intake;
    for (const kind of ['change', 'release', 'build', 'deployment', 'runtime', 'incident', 'series'] as const)
      expect({ kind, enough: (await rows.of(kind)).length > (kind === 'series' ? 35 : 100) }).toEqual({
        kind,
        enough: true,
      });
    expect((await rows.of('build')).filter((build) => build.result === null).length).toBe(1);
    expect((await rows.of('incident')).some((incident) => incident.resolvedAt === null)).toBe(true);
    expect((await rows.of('deployment')).some((deployment) => deployment.environment === 'prod')).toBe(true);
  });

  it('[M4.4] has the configuration of fares before and after its release, which halves db.pool.max', async () => {
    const [before, after] = (await running.services.intake.rows.of('snapshot', 'fares')).toSorted(
      (a, b) => a.at - b.at,
    );
    const pair = {
      type: 'config-diff' as const,
      before: before?.id ?? ('' as RowId),
      after: after?.id ?? ('' as RowId),
    };
    expect(await running.services.evidence.compare(pair)).toMatchObject({
      value: { changes: [{ key: 'db.pool.max', before: '512', after: '256' }] },
    });
  });

  it('has its bad rows in quarantine, each for its own reason', () => {
    const codes = new Map(
      running.services.intake.quarantine().map(({ name, rows }) => [name, rows.map(({ code }) => code).toSorted()]),
    );
    expect(codes.get('pipeline-deployments.csv')).toEqual([
      'duplicate-id',
      'finish-before-start',
      'unknown-value',
      'wrong-columns',
      'zone-needed',
    ]);
    expect(codes.get('on-call-incidents.json')).toEqual(['bad-time', 'finish-before-start', 'unknown-value']);
    expect(codes.get('jenkins-builds.json')).toEqual(['finish-before-start', 'unknown-value']);
    expect(codes.get('loyalty.error_rate.csv')).toEqual(['bad-number', 'bad-number', 'missing-value']);
    expect(codes.get('runtime-versions.csv')).toEqual(['bad-number', 'missing-value']);
    expect([...codes.keys()].length).toBe(5);
  });

  it('[M2.2] has a review ready for its meeting whose package shows the drift first, against a frozen baseline', () => {
    const prepared = review(made.prepared);
    expect(prepared.phase).toBe('prepared');
    expect(Object.values(prepared.seats).every((seat) => seat.accountable !== null && seat.deputy !== null)).toBe(true);
    const deviations = prepared.package?.content.deviations ?? [];
    const latency = deviations.find((each) => each.metric === 'p95_latency');
    expect(latency?.before.length).toBe(8);
    expect(latency?.robustZ).toBeGreaterThan(3);
    expect(prepared.package?.content.baseline?.standing).toBe('frozen');
    expect(deviations.filter((each) => Math.abs(each.robustZ ?? 0) > 3).length).toBeLessThan(deviations.length);
    expect(prepared.package?.content.integrity[0]?.level).toBe('good');
    expect(prepared.package?.content.builds.length).toBeGreaterThan(0);
    expect(prepared.package?.content.incidents.length).toBe(2);
  });

  it('[M2.1] [M2.5] [M2.6] fills that package with all that is round a release, and says what did not answer', () => {
    const content = review(made.prepared).package?.content;
    const predicted = content?.predictions?.map(({ probability, standing }) => [probability, standing]);
    expect(predicted).toEqual([
      [0.9, 'void'],
      [0.2, 'sealed'],
    ]);
    expect(content?.flags?.length).toBe(3);
    expect(content?.sources?.map(({ source, state }) => [source, state])).toEqual([
      ['flags', 'answered'],
      ['support-desk', 'answered'],
      ['logs', 'missing'],
    ]);
    expect(content?.integrity.find((line) => line.text.startsWith('logs missing since'))?.level).toBe('missing');
    expect(content?.adoption?.map(({ flag, variant }) => [flag, variant])).toEqual([['one-quote-call', 'single']]);
    const [classic, single, testers] = content?.behaviour ?? [];
    expect(single?.rate?.low).toBeGreaterThan(classic?.rate?.high ?? 1);
    expect(testers?.note).toMatch(/^too few/);
    expect(content?.tickets?.length).toBe(4);
    expect(JSON.stringify(content?.tickets)).not.toMatch(/anna|20 12 34/);
    expect(content?.handOffs?.map(({ missing }) => missing)).toEqual([[], ['accepted']]);
    expect(content?.links?.filter(({ strength }) => strength === 'time-only').length).toBe(1);
    expect(content?.appendix?.map(({ metric }) => metric)).toEqual(['request_rate']);
    expect(content?.integrity[0]?.figures).toEqual(['deployments', 'runtime']);
  });

  it('has a closed review signed by two roles, whose record verifies', async () => {
    const closed = review(made.closed);
    expect(closed.phase).toBe('signed');
    expect(openIssues(closed)).toEqual([]);
    expect(closed.causes.map((cause) => cause.state.name).toSorted()).toEqual([
      'hypothesis',
      'rejected',
      'supported',
      'validated',
    ]);
    expect(closed.agenda.items.some((item) => item.extensions === 1)).toBe(true);
    const status = await running.services.records.status(made.closed);
    expect(status.ok && status.value.report?.findings).toEqual([]);
    expect(status.ok && status.value.report?.exit).toBe(0);
    expect(status.ok && status.value.report?.signers.map(({ role }) => role)).toEqual([
      'facilitator',
      'release-manager',
    ]);
    const trust = await readdir(join(running.services.records.folder(made.closed), 'trust'));
    expect(trust).toContain('roster-1.dsse.json');
    expect(await reviewJsonFaults(running.services.records.folder(made.closed))).toEqual([]);
    expect(status.ok && status.value.report?.signers.length).toBe(2);
  });

  it('[M4.3] [M4.5] found alike three times in the months before, so that the prepared review is told of it', () => {
    const past = made.past.map((id) => review(id));
    expect(past.map(({ phase }) => phase)).toEqual(['closed', 'closed', 'closed']);
    for (const { causes, service, closedAt } of past) {
      expect(service).toBe(review(made.prepared).service);
      expect(causes[0]?.classification).toMatchObject({ class: 'configuration-drift', component: service });
      expect(closedAt).toBeLessThan(review(made.prepared).openedAt);
    }
    expect(past.map(({ causes }) => causes[0]?.scope?.is)).toEqual([undefined, undefined, 'systemic']);
    expect(past[2]?.boardMatters[0]?.topic).toBeNull();
  });

  it('has commitments met, open and overdue when its history ends', () => {
    const committed = review(made.closed).actions.flatMap(({ id, state }) =>
      state.name === 'committed' ? [{ id, due: state.due }] : [],
    );
    const settled = running.services.workspace
      .current()
      .actionChanges.flatMap(({ type, body }) => (type === 'commitment.settled.v1' ? [body.action] : []));
    const open = committed.filter(({ id }) => !settled.includes(id));
    expect(settled.length).toBe(1);
    expect(open.filter(({ due }) => due < '2026-11-20').length).toBe(1);
    expect(open.filter(({ due }) => due >= '2026-11-20').length).toBe(1);
  });

  it('keeps drafts that cannot be prepared yet, with the rule that says why', async () => {
    expect(made.drafts.length).toBe(2);
    for (const draft of made.drafts) {
      expect(review(draft).phase).toBe('draft');
      const refused = await running.services.reviews.run(draft, 'ctest1', { type: 'review.prepare' });
      expect(!refused.ok && refused.error.rule).toBe('M1.1');
    }
  });

  it('opens its keys with the passphrase that it states, and no device key travels', async () => {
    const key = await running.services.keys.unlock('rel-02' as MemberId, samplePassphrase);
    expect(key.ok).toBe(true);
    expect((await readdir(join(folder, 'made', 'keys'))).includes('device.pem')).toBe(true);
    const first = await readdir(join(folder, 'mine', 'keys'));
    expect(first).toContain('device.pem');
    expect(first.filter((name) => name.endsWith('.age')).length).toBe(10);
  });

  it('[K6] lets nobody sign whose key is not in its published roster', async () => {
    const { keys, records } = running.services;
    const deputy = 'ops-02' as MemberId;
    must(await keys.create(deputy, samplePassphrase), 'a key that no keeper published');
    const refused = await records.sign(made.closed, 'operations-lead', deputy, samplePassphrase);
    expect(!refused.ok && refused.error.rule).toBe('K6');
  });

  it('is never copied over a workspace that is there', async () => {
    expect(await copySampleWorkspace(join(folder, 'made'), join(folder, 'mine'))).toEqual({
      ok: true,
      value: 'already-there',
    });
    const missing = await copySampleWorkspace(join(folder, 'nowhere'), join(folder, 'other'));
    expect(!missing.ok && missing.error.code).toBe('no-sample');
  });
});
