import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MemberId, ReviewId, ReleaseId, ServiceId } from '../../shared/domain/ids.ts';
import type { ReviewCommand } from '../../shared/domain/review/commands.ts';
import { carriedFileAt } from '../intake/carried-file.ts';
import { carriedText } from '../intake/testing.ts';
import { createServices, type RunningServices } from './create-services.ts';
import { reviewJsonFaults } from '../../test/support/review-json-faults.ts';
import { commandPort } from './with-workspace.ts';

const minute = 60_000;

/** A clock that stands where the test puts it; both hands move together. */
function testClock(start: string) {
  let now = Date.parse(start);
  const begun = now;
  return {
    wall: () => now,
    monotonic: () => now - begun,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

const members = [
  ['rel-01', 'release'],
  ['ops-01', 'operations'],
  ['prod-01', 'product'],
  ['eng-01', 'engineering'],
] as const;

async function openSmall(clock: ReturnType<typeof testClock>): Promise<RunningServices> {
  const dir = await mkdtemp(join(tmpdir(), 'hotwash-whole-'));
  const running = await createServices({
    workspaceDir: join(dir, 'workspace'),
    port: commandPort,
    clock,
    founding: { name: 'Test organisation', sample: false, zone: 'Europe/Berlin' },
    scryptLogN: 10,
  });
  const { workspace, intake } = running.services;
  for (const [id, role] of members)
    await workspace.record('hotwash', {
      type: 'member.added.v1',
      body: { id: id as MemberId, display: id, role, leads: true },
    });
  await workspace.record('ops-01', { type: 'member.sat-down.v1', body: { member: 'ops-01' as MemberId } });
  const kpi = { service: 'checkout' as ServiceId, unit: '', better: 'lower' } as const;
  await workspace.record('ops-01', { type: 'kpi.mapped.v1', body: { ...kpi, kpi: 'latency', metric: 'p95' } });
  await workspace.record('ops-01', { type: 'kpi.mapped.v1', body: { ...kpi, kpi: 'rollback', metric: 'deployments' } });
  const deployments = join(dir, 'deployments.csv');
  await writeFile(
    deployments,
    'id,service,version,environment,started_at,finished_at,result\n' +
      'd1,checkout,4.18.0,production,2026-03-12T13:00:00Z,2026-03-12T13:02:10Z,success\n',
  );
  const tags = join(dir, 'tags.csv');
  await writeFile(tags, 'tag,tagged_at,commit\n4.18.0,2026-03-12T12:00:00Z,c3f4f0a925c52a1e735f2ecef8558bf30aa5bc5a\n');
  const metric = join(dir, 'p95.csv');
  const rows = Array.from({ length: 60 }, (_unused, index) => {
    const at = Date.parse('2026-03-12T12:30:00Z') + index * minute;
    return `${new Date(at).toISOString()},${index < 35 ? 180 : 940}`;
  });
  await writeFile(metric, `timestamp,value\n${rows.join('\n')}\n`);
  const constants = { service: 'checkout', metric: 'p95', unit: 'ms', environment: 'production', better: 'lower' };
  for (const [path, mapping] of [
    [deployments, { columns: {}, constants: {} }],
    [tags, { columns: {}, constants: { service: 'checkout' } }],
    [metric, { columns: {}, constants }],
  ] as const) {
    const taken = await intake.takeFile(await carriedFileAt(path), { mapping });
    expect(taken).toMatchObject({ ok: true, value: { quarantinedTotal: 0 } });
  }
  return running;
}

describe('a whole review on the host', () => {
  it('[M1.1] [M2.3] [M3.5] [M3.1] [M3.3] [M3.4] [M4.6] [M1.6] goes from data to a signed record, refusing what the rules refuse', async () => {
    const clock = testClock('2026-03-16T09:00:00Z');
    const running = await openSmall(clock);
    const { reviews, records, keys, intake } = running.services;
    const opened = await reviews.open('checkout@4.18.0' as ReleaseId, 'full', 'Checkout 4.18.0');
    expect(opened.ok).toBe(true);
    const review = (opened.ok ? opened.value.review : '') as ReviewId;
    let count = 0;
    const run = async (command: ReviewCommand) => {
      clock.pass(10_000);
      return reviews.run(review, `cmd${String(count++).padStart(4, '0')}`, command);
    };
    const done = async (command: ReviewCommand) => expect(await run(command)).toMatchObject({ ok: true });
    const refusedBy = async (rule: string, command: ReviewCommand) =>
      expect(await run(command)).toMatchObject({ ok: false, error: { code: 'refused', rule } });

    const secret = 'somebody said that nobody reads the runbook';
    const noted = await running.services.interviews.read(review);
    await running.services.interviews.save(review, secret, noted.ok ? noted.value.state : '');
    await refusedBy('M1.1', { type: 'review.prepare' });
    await done({ type: 'seat.fill', seat: 'release', accountable: 'rel-01', deputy: null });
    await done({ type: 'seat.fill', seat: 'operations', accountable: 'ops-01', deputy: null });
    await done({ type: 'seat.fill', seat: 'product', accountable: 'prod-01', deputy: null });
    await refusedBy('M3.5', { type: 'host.name', facilitator: 'rel-01', scribe: null });
    await done({ type: 'host.name', facilitator: 'eng-01', scribe: null });
    await done({ type: 'review.prepare' });
    await refusedBy('M1.2', { type: 'meeting.start', inquorateReason: null });
    for (const [member] of members) await done({ type: 'attendee.arrive', member });
    await refusedBy('M2.3', { type: 'meeting.start', inquorateReason: null });
    const reason = 'Errors are counted from April on.';
    await done({ type: 'hole.waive', service: 'checkout' as ServiceId, kpi: 'error-rate', reason });
    await done({ type: 'meeting.start', inquorateReason: null });
    await done({ type: 'meeting.next' });
    await done({ type: 'meeting.next' });

    const author = 'ops-01' as MemberId;
    await done({
      type: 'claim.add',
      id: 'clm1',
      text: 'p95 rose to 940 ms',
      happenedAt: Date.parse('2026-03-12T13:05:00Z'),
      author,
    });
    await refusedBy('M3.1', { type: 'meeting.return', item: 'causes', reason: 'too eager' });
    await done({
      type: 'cause.propose',
      id: 'idea1',
      text: 'The pool limit was halved',
      author,
      parent: null,
      category: 'configuration',
    });
    const series = (await intake.series())[0]?.series;
    expect(series).toBeDefined();
    const window = {
      type: 'metric-window' as const,
      series: series ?? ('' as never),
      from: Date.parse('2026-03-12T13:00:00Z'),
      to: Date.parse('2026-03-12T13:20:00Z'),
    };
    await refusedBy('M3.3', {
      type: 'evidence.attach',
      id: 'ev00',
      target: { kind: 'claim', id: 'clm1' },
      locator: { ...window, from: 0, to: 1000 },
      bearing: 'supports',
    });
    await done({
      type: 'evidence.attach',
      id: 'ev01',
      target: { kind: 'claim', id: 'clm1' },
      locator: window,
      bearing: 'supports',
    });
    const deployed = (await intake.rows.of('deployment'))[0];
    if (deployed === undefined) throw new Error('the deployment was taken in');
    await done({
      type: 'evidence.attach',
      id: 'ev03',
      target: { kind: 'claim', id: 'clm1' },
      locator: { type: 'deployment', id: deployed.id },
      bearing: 'supports',
    });
    await done({ type: 'meeting.next' });
    await refusedBy('M3.1', { type: 'meeting.next' });
    await done({ type: 'facts.agree', inFavour: 4 });
    await done({ type: 'meeting.next' });

    await refusedBy('M4.1', { type: 'canvas.open', canvas: 'fishbone', reason: null });
    await done({ type: 'causes.triage', directEvidence: true, recurring: false, severalComponents: true });
    await done({ type: 'canvas.open', canvas: 'fishbone', reason: null });
    await done({ type: 'cause.take-idea', id: 'cau1', idea: 'idea1', parent: null, category: 'configuration' });
    await refusedBy('M4.6', { type: 'cause.support', cause: 'cau1' });
    await done({
      type: 'evidence.attach',
      id: 'ev02',
      target: { kind: 'cause', id: 'cau1' },
      locator: window,
      bearing: 'supports',
    });
    await done({ type: 'cause.support', cause: 'cau1' });
    await done({ type: 'topic.park', id: 'park1', text: 'Canary does not watch latency' });
    await done({ type: 'meeting.next' });

    await done({ type: 'action.note', id: 'act1', text: 'Raise the pool limit to 512', author, causes: ['cau1'] });
    await refusedBy('M3.4', { type: 'action.commit', action: 'act1', owner: null, due: null, criterion: null });
    const criterion = {
      kind: 'metric' as const,
      metric: 'p95',
      comparator: '<' as const,
      value: 250,
      unit: 'ms',
      window: '7 days',
    };
    await done({ type: 'action.commit', action: 'act1', owner: 'ops-01' as MemberId, due: '2026-04-01', criterion });
    await refusedBy('M1.6', { type: 'review.close', summary: 'The pool was too small.' });
    await done({ type: 'topic.exit', topic: 'park1', exit: { kind: 'park', until: '2026-04-20' } });
    await refusedBy('M4.2', { type: 'review.close', summary: 'The pool was too small.' });
    const classed = { component: 'checkout', key: 'db.pool.max' };
    await refusedBy('M4.2', { type: 'cause.classify', cause: 'cau1', class: 'no-such', text: null, ...classed });
    await done({ type: 'cause.classify', cause: 'cau1', class: 'configuration-drift', text: null, ...classed });
    await done({ type: 'review.close', summary: 'The pool was too small.' });

    // The pipeline says otherwise by now; the record shows what was known when the room saw it.
    const later = carriedText(
      'later.csv',
      'id,service,version,environment,started_at,finished_at,result\n' +
        'd1,checkout,4.18.0,production,2026-03-12T13:00:00Z,2026-03-12T13:09:00Z,failure\n',
    );
    expect(await intake.takeFile(later)).toMatchObject({ ok: true });
    expect((await intake.rows.get('deployment', deployed.id))?.result).toBe('failure');
    const written = await records.write(review);
    const names = written.ok ? written.value.files.map(({ name }) => name) : [];
    for (const name of [
      'fishbone.svg',
      'fishbone.mmd',
      'five-whys.svg',
      'five-whys.json',
      'causes.drawio',
      'causes.md',
    ])
      expect(names).toContain(`data/${name}`);
    expect(await reviewJsonFaults(records.folder(review))).toEqual([]);
    // Nobody has a key yet: intact, and not signed.
    expect(await records.status(review)).toMatchObject({
      ok: true,
      value: { report: { verdict: 'incomplete', exit: 4 } },
    });
    expect(await keys.create('eng-01' as MemberId, 'correct horse battery staple')).toMatchObject({ ok: true });
    expect(await keys.create('rel-01' as MemberId, 'another long passphrase')).toMatchObject({ ok: true });
    const exhibit = await readFile(join(records.folder(review), 'data/evidence/002.json'), 'utf8');
    expect(JSON.parse(exhibit)).toMatchObject({ result: 'success' });
    expect(await records.sign(review, 'facilitator', 'eng-01' as MemberId, 'wrong')).toMatchObject({
      ok: false,
      error: { code: 'wrong-passphrase' },
    });
    expect(await records.sign(review, 'release-manager', 'ops-01' as MemberId, 'x')).toMatchObject({
      ok: false,
      error: { rule: 'M1.1' },
    });
    const atOnce = await Promise.all(
      [1, 2, 3].map(() => records.sign(review, 'facilitator', 'eng-01' as MemberId, 'correct horse battery staple')),
    );
    expect(atOnce.map((signed) => (signed.ok ? 'signed' : signed.error.message))).toEqual([
      'signed',
      'The facilitator has signed already.',
      'The facilitator has signed already.',
    ]);
    expect(
      await records.sign(review, 'release-manager', 'rel-01' as MemberId, 'another long passphrase'),
    ).toMatchObject({ ok: true });
    expect(await records.status(review)).toMatchObject({
      ok: true,
      value: { report: { verdict: 'verified', exit: 0, findings: [] } },
    });
    const read = reviews.read(review);
    expect(read.ok && read.value.review.phase).toBe('signed');
    expect(await readFile(join(records.folder(review), 'data/log-proof.txt'), 'utf8')).toContain('hotwash/log/w');
    await running.services.history.settled();
    const folder = join(records.folder(review), '..', '..');
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) => each.isFile());
    expect(files.length).toBeGreaterThan(20);
    const tells: string[] = [];
    for (const { parentPath, name } of files)
      if ((await readFile(join(parentPath, name))).includes(secret)) tells.push(name);
    // What was heard in interviews stands in its own file and in nothing that is kept, carried or signed.
    expect(tells).toEqual([`${review}.md`]);
    await running.close();
  });
});
