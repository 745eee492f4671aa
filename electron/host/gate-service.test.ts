import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberId } from '../../shared/domain/ids.ts';
import { runGateVerify } from '../gate/run-gate-verify.ts';
import { asking, digest, feature, makeGate, productSays, type GateFixture } from './gate-fixture.ts';
import { passphrase, valueOf } from './record-fixture.ts';
import { removeTemporaryFolders } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

let fixture: GateFixture;
beforeAll(async () => {
  fixture = await makeGate();
});

/** Runs the verifier as a pipeline does; answers its exit code and what it printed. */
async function verify(argv: readonly string[]): Promise<{ exit: number; said: string }> {
  let said = '';
  const out = (text: string): void => void (said += text);
  const exit = await runGateVerify(argv, { out, tell: out, now: () => fixture.clock.wall() });
  return { exit, said };
}

const asksFor = (file: string, ...more: readonly string[]): readonly string[] => [
  file,
  '--trust',
  fixture.trust,
  '--service',
  'checkout',
  '--version',
  '4.18.0',
  ...more,
];

const two = (second: string, role: 'facilitator' | 'release-manager' = 'facilitator') =>
  [
    { member: 'rel-01' as MemberId, role: 'release-manager' as const, passphrase },
    { member: second as MemberId, role, passphrase },
  ] as [
    { member: MemberId; role: 'release-manager'; passphrase: string },
    { member: MemberId; role: 'facilitator' | 'release-manager'; passphrase: string },
  ];

describe('a token of a reviewed release', () => {
  it('[M7.6] passes for what was reviewed, by its record, and says that revocation was not looked at', async () => {
    const { file } = await fixture.issue({ artifacts: [digest], environment: 'production' });
    const exact = ['--artifact', digest, '--environment', 'production'];
    const passed = await verify(asksFor(file, ...exact, '--record', fixture.folder, '--tier', 'full'));
    expect(passed.said).toContain('Revocation was not checked');
    expect(passed.exit).toBe(0);
    expect(await verify(asksFor(file, ...exact, '--require-revocations'))).toMatchObject({ exit: 1 });
    for (const fewer of [
      [],
      ['--artifact', digest],
      ['--environment', 'production'],
      [...exact, '--artifact', digest.replace('ab', 'cd')],
    ])
      expect((await verify(asksFor(file, ...fewer))).exit).toBe(1);
    for (const missing of ['--trust', '--service', '--version']) {
      const argv = [...asksFor(file)];
      argv.splice(argv.indexOf(missing), 2);
      expect((await verify(argv)).exit).toBe(2);
    }
  });

  it('[M7.6] is refused for another service, version, kind or a record that was changed', async () => {
    const { file } = await fixture.issue();
    expect((await verify(asksFor(file))).exit).toBe(0);
    const swap = (from: string, to: string): readonly string[] =>
      asksFor(file).map((each) => (each === from ? to : each));
    expect((await verify(swap('4.18.0', '4.18.1'))).said).toContain('about version 4.18.0, not 4.18.1');
    expect((await verify(swap('checkout', 'search'))).exit).toBe(1);
    expect((await verify(asksFor(file, '--kind', 'override'))).exit).toBe(1);
    expect((await verify(asksFor(file, '--kind', 'next-phase', '--feature', feature))).exit).toBe(1);
    const other = await makeGate();
    expect((await verify(asksFor(file, '--record', other.folder))).said).toContain('another one');
    await appendFile(join(other.folder, 'data/review.json'), ' ');
    expect((await verify(asksFor(file, '--record', other.folder))).said).toContain('data/review.json was changed');
    await other.running.close();
  });

  it('[M7.6] is issued by the release seat or the facilitator only, and no longer than the longest', async () => {
    const { gate, review, clock } = fixture;
    const issue = (more: Parameters<typeof asking>[1]) => gate.issue(asking(review, more));
    expect(await issue({ member: 'ops-01' as MemberId })).toMatchObject({ ok: false, error: { rule: 'M7.6' } });
    expect(await issue({ member: 'eng-01' as MemberId })).toMatchObject({ ok: true });
    expect(await issue({ passphrase: 'wrong' })).toMatchObject({ ok: false, error: { code: 'wrong-passphrase' } });
    expect(await issue({ expiresAt: clock.wall() + 91 * 86_400_000 })).toMatchObject({
      ok: false,
      error: { rule: 'M7.6' },
    });
    expect(await issue({ expiresAt: clock.wall() })).toMatchObject({ ok: false, error: { rule: 'M7.6' } });
    expect(await issue({ release: 'checkout@4.18.1' as never })).toMatchObject({ ok: false, error: { rule: 'M7.6' } });
  });

  it('[M7.6] there is nothing to override where nothing is refused', async () => {
    const asked = { ...asking(fixture.review), reason: 'Because.', signers: two('eng-01') };
    expect(await fixture.gate.override(asked)).toMatchObject({ ok: false, error: { code: 'nothing-refused' } });
  });
});

describe('the next phase', () => {
  it('[M8.5] passes for the feature that product said go to, with product’s signature', async () => {
    const { file } = await fixture.issue({ feature });
    expect((await verify(asksFor(file, '--kind', 'next-phase', '--feature', feature))).exit).toBe(0);
    expect((await verify(asksFor(file, '--kind', 'next-phase', '--feature', 'Gift cards'))).exit).toBe(1);
    expect((await verify(asksFor(file))).exit).toBe(1);
    const other = await fixture.gate.issue(asking(fixture.review, { feature: 'Gift cards' }));
    expect(other).toMatchObject({ ok: false, error: { rule: 'M8.5' } });
  });

  it('[M8.5] is refused where product said wait, and where its word is not signed, and nobody can override that', async () => {
    const wait = await makeGate({ besides: [productSays('wait')] });
    const unsigned = await makeGate({ signs: ['facilitator', 'release-manager', 'operations-lead'] });
    for (const each of [wait, unsigned]) {
      const issued = await each.gate.issue(asking(each.review, { feature }));
      expect(issued).toMatchObject({ ok: false, error: { rule: 'M8.5' } });
      const looked = valueOf(await each.gate.look(each.review));
      expect(looked.nextPhase?.refusals).toMatchObject([{ rule: 'M8.5', lift: 'nobody' }]);
      expect(looked.refusals).toEqual([]);
      await each.running.close();
    }
  });
});

describe('what stands against a token', () => {
  it('[M7.6] product’s stop, a missing sign-off and a late escalation are each said, and two people may answer for them', async () => {
    const exit = { kind: 'escalate', to: 'problem', answerBy: '2026-03-17', reason: 'It is not ours.' } as const;
    const held = await makeGate({ besides: [productSays('stop')], exit, signs: ['facilitator'] });
    held.clock.pass(40 * 86_400_000);
    const { refusals } = valueOf(await held.gate.look(held.review));
    const said = refusals.map(({ message }) => message).join('\n');
    expect(said).toContain('not signed by everybody it needs');
    expect(said).toContain('Product said stop');
    expect(said).toMatch(/was escalated/);
    expect(said).toContain('was promised by');
    expect(refusals.every(({ rule, satisfy, lift }) => rule === 'M7.6' && satisfy !== '' && lift === 'two-keys')).toBe(
      true,
    );
    expect(await held.gate.issue(asking(held.review))).toMatchObject({ ok: false, error: { rule: 'M7.6' } });
    const asked = { ...asking(held.review), reason: 'Payments are down.' };
    const refusedFor = async (signers: ReturnType<typeof two>, expiresAt: number | null = null) =>
      (await held.gate.override({ ...asked, expiresAt, signers })).ok;
    expect(await refusedFor(two('rel-01'))).toBe(false);
    expect(await refusedFor(two('eng-01', 'release-manager'))).toBe(false);
    expect(await refusedFor(two('prod-01'))).toBe(false);
    expect(await refusedFor(two('eng-01'), held.clock.wall() + 73 * 3_600_000)).toBe(false);
    const issued = valueOf(await held.gate.override({ ...asked, signers: two('eng-01') }));
    const file = join(held.workspaceDir, '..', 'override.json');
    await writeFile(file, issued.token);
    const argv = [file, '--trust', held.trust, '--service', 'checkout', '--version', '4.18.0'];
    const at = ['--at', new Date(held.clock.wall()).toISOString()];
    expect((await verify([...argv, ...at])).exit).toBe(1);
    const passed = await verify([...argv, ...at, '--kind', 'release', '--kind', 'override']);
    expect(passed.said).toContain('This is an override: Payments are down.');
    expect(passed.exit).toBe(0);
    held.clock.pass(24 * 3_600_000);
    const later = ['--at', new Date(held.clock.wall()).toISOString(), '--kind', 'override'];
    expect((await verify([...argv, ...later])).said).toContain('expired');
    await held.running.close();
  });

  it('[M7.6] a record that was changed is not signed away by anybody', async () => {
    const held = await makeGate();
    await appendFile(join(held.folder, 'data/actions.csv'), 'x');
    const { refusals } = valueOf(await held.gate.look(held.review));
    expect(refusals).toMatchObject([{ rule: 'M7.6', lift: 'nobody', place: 'record' }]);
    const asked = { ...asking(held.review), reason: 'Because.', signers: two('eng-01') };
    expect(await held.gate.override(asked)).toMatchObject({ ok: false, error: { rule: 'M7.6' } });
    await held.running.close();
  });
});

describe('revocation', () => {
  it('[M7.6] a revoked token is refused by the newest list; a stale, foreign or rolled-back list is refused itself', async () => {
    const { gate, clock, workspaceDir } = fixture;
    const before = await fixture.issue();
    const listed = async (name: string): Promise<readonly string[]> => {
      const file = join(workspaceDir, '..', name);
      await writeFile(file, valueOf(await gate.listRevocations(24)).text);
      return ['--revoked', file, '--require-revocations'];
    };
    const first = await listed('list-1.json');
    expect((await verify(asksFor(before.file, ...first))).exit).toBe(0);
    expect(await gate.revoke({ token: before.id, reason: 'The build was replaced.' })).toMatchObject({ ok: true });
    expect(await gate.revoke({ token: before.id, reason: 'Again.' })).toMatchObject({ ok: false });
    const second = await listed('list-2.json');
    expect((await verify(asksFor(before.file, ...second))).said).toContain('revoked at');
    const after = await fixture.issue();
    expect((await verify(asksFor(after.file, ...second))).exit).toBe(0);
    expect((await verify(asksFor(after.file, ...first))).said).toContain('rolled back');
    expect((await verify(asksFor(after.file, ...second, '--revocations-from', '99'))).said).toContain('rolled back');
    clock.pass(24 * 3_600_000);
    expect((await verify(asksFor(after.file, ...second))).said).toContain('stale');
    const other = await makeGate();
    await writeFile(join(workspaceDir, '..', 'foreign.json'), valueOf(await other.gate.listRevocations(720)).text);
    const foreign = ['--revoked', join(workspaceDir, '..', 'foreign.json')];
    expect((await verify(asksFor(after.file, ...foreign))).said).toContain('not signed by a device');
    const both = asksFor(after.file, ...foreign, '--trust', other.trust, '--at', '2026-03-16T10:20:00Z');
    expect((await verify(both)).said).toContain('another workspace');
    expect((await verify(asksFor(after.file, '--revoked', after.file))).exit).toBe(1);
    await other.running.close();
  });
});
