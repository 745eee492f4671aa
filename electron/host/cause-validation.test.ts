import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Locator } from '../../shared/domain/claim/claim.ts';
import type { MemberId, ReleaseId, ReviewId, RowId, ServiceId } from '../../shared/domain/ids.ts';
import type { CommandOf, ReviewCommand } from '../../shared/domain/review/commands.ts';
import { carriedText, valueOf } from '../intake/testing.ts';
import { verifyBundle } from '../verifier/verify-bundle.ts';
import { handClock } from './action-fixture.ts';
import { createServices, type RunningServices } from './create-services.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';
import { reviewJsonFaults } from '../../test/support/review-json-faults.ts';
import { commandPort } from './with-workspace.ts';

afterAll(removeTemporaryFolders);

const iso = (time: string): string => `2026-03-12T${time}Z`;
const effectAt = Date.parse(iso('13:05:30'));
const author = 'ops-01' as MemberId;
const validate: ReviewCommand = { type: 'cause.validate', cause: 'cau1' };

type House = {
  readonly folder: string;
  readonly running: RunningServices;
  readonly review: ReviewId;
  readonly clock: ReturnType<typeof handClock>;
  /** Answers with `done`, or with the rule and what would satisfy it. */
  readonly run: (command: ReviewCommand) => Promise<string>;
  readonly done: (command: ReviewCommand) => Promise<void>;
  readonly attach: (id: string, locator: Locator) => Promise<void>;
  readonly diff: (before?: number, after?: number) => Promise<Locator & { type: 'config-diff' }>;
  readonly ask: (name: string, input: object) => Promise<{ value?: unknown; error?: { message: string } }>;
};

async function openHouse(): Promise<House> {
  const folder = await temporaryFolder('validation');
  const clock = handClock('2026-03-16T09:00:00Z');
  const running = await createServices({
    workspaceDir: folder,
    port: commandPort,
    clock,
    founding: { name: 'Test', sample: false, zone: 'Europe/Berlin' },
    scryptLogN: 10,
  });
  const { intake, workspace, reviews } = running.services;
  for (const [id, role] of [
    ['rel-01', 'release'],
    ['ops-01', 'operations'],
    ['prod-01', 'product'],
    ['eng-01', 'engineering'],
  ] as const)
    valueOf(
      await workspace.record('hotwash', {
        type: 'member.added.v1',
        body: { id: id as MemberId, display: id, role, leads: true },
      }),
    );
  valueOf(await workspace.record('eng-01', { type: 'member.sat-down.v1', body: { member: 'eng-01' as MemberId } }));
  const take = async (name: string, text: string, constants: Readonly<Record<string, string>> = {}) =>
    expect(
      valueOf(await intake.takeFile(carriedText(name, text), { mapping: { columns: {}, constants } })),
    ).toMatchObject({ quarantinedTotal: 0 });
  await take('tags.csv', `tag,tagged_at,commit\n4.18.0,${iso('12:00:00')},${'c3f4f0a925'.repeat(4)}\n`, {
    service: 'checkout',
  });
  await take(
    'deployments.csv',
    `id,service,version,environment,started_at,finished_at,result\n4127,checkout,4.18.0,production,${iso('13:00:00')},${iso('13:02:10')},success\n`,
  );
  await take(
    'runtime.csv',
    `service,version,environment,first_seen_at,complete_at,instances\ncheckout,4.18.0,production,${iso('13:04:11')},${iso('13:04:41')},4\n`,
  );
  for (const [time, text] of [
    ['T1200Z', 'db:\n  pool:\n    max: 512\nhttp:\n  port: 80\n'],
    ['T1304Z', 'db:\n  pool:\n    max: 256 # default\nhttp:\n  port: 80\n'],
    ['T1500Z', 'db:\n  pool:\n    max: 512\nhttp:\n  port: 81\n'],
  ] as const)
    await take(`checkout@production@2026-03-12${time}.snapshot.yaml`, text);
  const { review } = valueOf(await reviews.open('checkout@4.18.0' as ReleaseId, 'full', 'Checkout 4.18.0'));
  let count = 0;
  const run = async (command: ReviewCommand): Promise<string> => {
    clock.pass(1000);
    count += 1;
    const answer = await reviews.run(review, `hold${String(count).padStart(4, '0')}`, command);
    return answer.ok ? 'done' : `${answer.error.rule ?? ''} ${answer.error.message} ${answer.error.satisfy ?? ''}`;
  };
  const done = async (command: ReviewCommand): Promise<void> => expect(await run(command)).toBe('done');
  const attach = (id: string, locator: Locator) =>
    done({ type: 'evidence.attach', id, target: { kind: 'cause', id: 'cau1' }, locator, bearing: 'supports' });
  const diff: House['diff'] = async (before = 0, after = 1) => {
    const rows = (await intake.rows.of('snapshot', 'checkout')).toSorted((a, b) => a.at - b.at);
    return { type: 'config-diff', before: rows[before]?.id ?? ('' as RowId), after: rows[after]?.id ?? ('' as RowId) };
  };
  const ask: House['ask'] = async (name, input) => {
    const body = JSON.stringify(input);
    const request = new Request(`http://hotwash.localhost/api/${name}`, { method: 'POST', body });
    return (await (await running.handler(request)).json()) as Awaited<ReturnType<House['ask']>>;
  };
  const house = { folder, running, review, clock, run, done, attach, diff, ask };
  await toCauses(house);
  return house;
}

async function toCauses({ done }: Pick<House, 'done'>): Promise<void> {
  for (const [seat, accountable] of [
    ['release', 'rel-01'],
    ['operations', 'ops-01'],
    ['product', 'prod-01'],
  ] as const)
    await done({ type: 'seat.fill', seat, accountable, deputy: null });
  await done({ type: 'host.name', facilitator: 'eng-01', scribe: null });
  await done({ type: 'review.prepare' });
  for (const kpi of ['error-rate', 'latency', 'rollback'] as const)
    await done({ type: 'hole.waive', service: 'checkout' as ServiceId, kpi, reason: 'It is not counted yet.' });
  for (const member of ['rel-01', 'ops-01', 'prod-01', 'eng-01']) await done({ type: 'attendee.arrive', member });
  await done({ type: 'meeting.start', inquorateReason: null });
  for (let item = 0; item < 3; item += 1) await done({ type: 'meeting.next' });
  await done({ type: 'facts.agree', inFavour: 4 });
  await done({ type: 'meeting.next' });
  await done({ type: 'causes.triage', directEvidence: true, recurring: false, severalComponents: false });
  await done({
    type: 'cause.propose',
    id: 'cau1',
    text: 'Pool limit halved by the new default',
    author,
    parent: null,
    category: 'configuration',
  });
}

const classify: ReviewCommand = {
  type: 'cause.classify',
  cause: 'cau1',
  class: 'configuration-drift',
  text: null,
  component: null,
  key: 'db.pool.max',
};
const effect: CommandOf<'effect.word'> = {
  type: 'effect.word',
  text: 'Checkout slow for 19 minutes',
  from: effectAt,
  claim: null,
};

describe('validating a cause on the host', () => {
  it('[M4.4] finds, compares and checks, refusing what is missing check by check until all of it is there', async () => {
    const { run, done, attach, diff, ask, review, running } = await openHouse();
    expect(await run(validate)).toMatch(/^M4.6 A hypothesis is supported before/);
    const [deployed] = await running.services.intake.rows.of('deployment', 'checkout');
    await attach('evi1', { type: 'deployment', id: deployed?.id ?? ('' as RowId) });
    await done({ type: 'cause.support', cause: 'cau1' });
    expect(await run(validate)).toMatch(/^M4.2/);
    await done(classify);
    const refused = await run(validate);
    expect(refused).toMatch(
      /^M4.4 3 checks of 5 did not pass: The kinds its class asks for; Cause before effect; The diff/,
    );
    expect(refused).toMatch(/Configuration drift needs a before\/after configuration snapshot/);
    expect(refused).toMatch(/Nobody said when the effect began/);
    await done({ ...effect, from: Date.parse(iso('13:03:30')) });
    await attach('evi2', await diff());
    expect(await run(validate)).toMatch(
      /Cannot tell: checkout changed between 13:00:00 and 14:04:00, the effect from 14:03:30/,
    );
    await done(effect);
    const checked = await ask('cause.check', { review, cause: 'cau1' });
    expect(checked.value).toMatchObject({
      checks: [
        { check: 'resolves', passed: true },
        { check: 'kinds', passed: true },
        {
          check: 'before-effect',
          passed: true,
          told: 'first instance of checkout 4.18.0 14:04:11, the effect from 14:05:30',
        },
        {
          check: 'deployment-known',
          passed: true,
          told: '#4127 (checkout 4.18.0 to production), reconciled late by 2 min 31 s',
        },
        { check: 'key-touched', passed: true, told: 'db.pool.max: 512 → 256' },
      ],
      diffs: [{ piece: 'evi2', changed: 1, changes: [{ key: 'db.pool.max', before: '512', after: '256' }] }],
    });
    await done(validate);
    const read = valueOf(running.services.reviews.read(review));
    expect(read.review.causes[0]?.state).toMatchObject({ name: 'validated' });
    expect(read.fault).toBeNull();
    await running.close();
  });

  it('[M4.4] a pair of snapshots that did not change the named setting fails with the ones that did', async () => {
    const { run, done, attach, diff, running } = await openHouse();
    await attach('evi1', await diff(0, 2));
    await done({ type: 'cause.support', cause: 'cau1' });
    await done(classify);
    await done(effect);
    const refused = await run(validate);
    expect(refused).toMatch(/db.pool.max is the same before and after. Changed were http.port/);
    expect(refused).not.toMatch(/Deployment known/);
    const missing = { type: 'config-diff', before: 'x:y:z:1' as RowId, after: 'x:y:z:2' as RowId } as const;
    const attaching = {
      type: 'evidence.attach',
      id: 'evi9',
      target: { kind: 'cause', id: 'cau1' },
      bearing: 'supports',
    } as const;
    expect(await run({ ...attaching, locator: missing })).toMatch(/^M3.3 .*no snapshot is known under that id/);
    expect(await run({ ...attaching, locator: await diff(1, 0) })).toMatch(/not the earlier one/);
    await running.close();
  });

  it('[M4.4] offers the pairs of snapshots round the effect, that which it lies between first', async () => {
    const { done, ask, review, running } = await openHouse();
    await done(effect);
    const { value } = await ask('evidence.config-pairs', { review });
    expect(value).toMatchObject({
      pairs: [
        { name: 'checkout', changed: 2, before: { at: Date.parse(iso('13:04:00')) } },
        { changed: 1, changes: [{ key: 'db.pool.max', before: '512', after: '256' }], fault: null },
      ],
    });
    await running.close();
  });
});

describe('a file and a note as evidence', () => {
  const upload = async ({ running }: House, name: string, bytes: Uint8Array) => {
    const request = new Request(`http://hotwash.localhost/api/evidence.carry?name=${encodeURIComponent(name)}`, {
      method: 'PUT',
      body: Uint8Array.from(bytes),
    });
    return (await (await running.handler(request)).json()) as {
      value?: { sha256: string; name: string; size: number };
      error?: { message: string };
    };
  };

  it('[M3.3] a file is kept under its hash before it is named; one that was never brought is no evidence', async () => {
    const house = await openHouse();
    const { folder, run, attach, running } = house;
    const { value } = await upload(house, '../etc/canary\u0007.yaml', Buffer.from('watch: errors\n'));
    expect(value).toMatchObject({ name: 'canary.yaml', size: 14 });
    const file = { type: 'file', ...(value ?? { sha256: '', name: '', size: 0 }) } as const;
    expect(await readFile(join(folder, 'evidence', file.sha256), 'utf8')).toBe('watch: errors\n');
    await attach('evi1', file);
    expect(await run({ type: 'cause.support', cause: 'cau1' })).toBe('done');
    const attaching = { type: 'evidence.attach', target: { kind: 'cause', id: 'cau1' }, bearing: 'supports' } as const;
    expect(await run({ ...attaching, id: 'evi8', locator: { ...file, sha256: 'a'.repeat(64) } })).toMatch(
      /choose it again/,
    );
    expect(await run({ ...attaching, id: 'evi9', locator: { ...file, size: 15 } })).toMatch(/^M3.3/);
    expect((await upload(house, 'x', new Uint8Array())).error?.message).toMatch(/empty/);
    expect((await upload(house, 'x', new Uint8Array(20 * 1024 * 1024 + 1))).error?.message).toMatch(/at most 21 MB/);
    await running.close();
  });

  it('[M4.6] a note of the scribe is testimony: it is kept, and carries nothing alone', async () => {
    const { done, run, attach, running, review } = await openHouse();
    await done({ type: 'note.take', id: 'note1', text: 'The pool was 512 before.', author });
    await attach('evi1', { type: 'note', id: 'note1' });
    expect(await run({ type: 'cause.support', cause: 'cau1' })).toMatch(/^M4.6 What somebody remembers/);
    const piece = valueOf(running.services.reviews.read(review)).review.causes[0]?.evidence[0];
    expect(piece?.label).toMatch(/^note of 10:00: The pool was 512/);
    expect((await running.services.evidence.kept(piece?.hash ?? ''))?.toString()).toMatch(
      /Z The pool was 512 before.\n$/,
    );
    await running.close();
  });
});

describe('evidence that is no longer as it was', () => {
  /** A supported cause on a diff, and where the diff's bytes lie. */
  async function supported() {
    const house = await openHouse();
    const { attach, done, diff, running, review, folder } = house;
    await attach('evi1', await diff());
    await done({ type: 'cause.support', cause: 'cau1' });
    await done(classify);
    await done(effect);
    const hash = valueOf(running.services.reviews.read(review)).review.causes[0]?.evidence[0]?.hash ?? '';
    return { ...house, hash, path: join(folder, 'evidence', hash) };
  }
  async function close({ done }: House) {
    await done({ type: 'cause.scope', cause: 'cau1', scope: 'specific', reason: null });
    await done({ type: 'meeting.next' });
    await done({ type: 'meeting.next' });
    await done({ type: 'review.close', summary: 'The pool was too small.' });
  }

  it('[M4.4] changed bytes fail the check, are never shown, and stop the export with what to do', async () => {
    const house = await supported();
    const { run, path, running, review } = house;
    await writeFile(path, '{"changes":[]}');
    const refused = await run(validate);
    expect(refused).toMatch(/Evidence resolves; .*was changed on the disk since it was attached/s);
    expect(await house.ask('cause.check', { review, cause: 'cau1' })).toMatchObject({ value: { diffs: [] } });
    await running.close();
  });

  it('[M4.4] a piece deleted under retention is told with its day and reason; its hash stays', async () => {
    const { run, hash, path, running, clock } = await supported();
    valueOf(await running.services.evidence.forget(hash, 'recordings after 90 days', clock.wall()));
    await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await run(validate)).toMatch(
      /was deleted under retention on 2026-03-16 \(recordings after 90 days\); its hash stays/,
    );
    await running.close();
  });

  it('[M4.4] the record of a review with a deleted exhibit names it, leaves its file out and verifies', async () => {
    const house = await supported();
    const { hash, running, review, clock, done } = house;
    await done(validate);
    await close(house);
    valueOf(await running.services.evidence.forget(hash, 'recordings after 90 days', clock.wall()));
    const { files } = valueOf(await running.services.records.write(review));
    expect(files.filter(({ name }) => name.startsWith('data/evidence/'))).toEqual([]);
    const folder = running.services.records.folder(review);
    expect(await reviewJsonFaults(folder)).toEqual([]);
    const record = JSON.parse(await readFile(join(folder, 'data/review.json'), 'utf8')) as { evidence: unknown[] };
    expect(record.evidence).toMatchObject([
      {
        sha256: hash,
        withheld: { at: expect.stringMatching(/^2026-03-16T/) as unknown, why: 'recordings after 90 days' },
      },
    ]);
    expect(await readFile(join(folder, 'data/report.html'), 'utf8')).toMatch(/deleted under retention on 2026-03-16/);
    const { findings } = await verifyBundle(folder, { trust: [] });
    expect(findings.filter(({ message }) => /evidence|missing|manifest/i.test(message))).toEqual([]);
    await running.close();
  });

  it('[M4.4] bytes that are gone without a reason stop the export unless their source still says the same', async () => {
    const house = await supported();
    const { path, running, review, folder } = house;
    await close(house);
    await rm(path);
    await rm(join(folder, 'intake', 'raw'), { recursive: true });
    expect(await running.services.records.write(review)).toMatchObject({
      ok: false,
      error: { code: 'evidence-gone', message: expect.stringMatching(/is no longer in the workspace/) as unknown },
    });
    await writeFile(path, 'other');
    expect(await running.services.records.write(review)).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/was changed in the workspace since it was attached/) as unknown },
    });
    await running.close();
  });
});
