import { execFileSync } from 'node:child_process';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createDeviceKey } from '../signing/device-key.ts';
import { handClock, makeClosedReview } from './action-fixture.ts';
import { acknowledgementText, readAcknowledgement } from './escalation-answer.ts';
import { sha256Of } from './sha256-of.ts';
import { removeTemporaryFolders } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

const hour = 3_600_000;
const criterion = { kind: 'artefact' as const, artefact: 'the new limit' };
const exit = { kind: 'escalate' as const, to: 'problem' as const, answerBy: '2026-03-18', reason: 'It came up twice.' };
const id = 'r-2026-001-park1';

async function escalated() {
  const clock = handClock('2026-03-16T09:00:00Z');
  const made = await makeClosedReview(clock, criterion, exit);
  const { escalations, workspace } = made.running.services;
  expect(await escalations.check()).toMatchObject({ ok: true });
  const known = () => workspace.current().escalations;
  return { ...made, clock, escalations, known };
}

const openssl = (() => {
  try {
    return execFileSync('openssl', ['version'], { encoding: 'utf8' });
  } catch {
    return '';
  }
})();

describe('a hand-off packet', () => {
  it('[M1.6] is made once, at the end of the day named or when the ladder says, with the issue and its origin', async () => {
    const { escalations, known, running, reopen } = await escalated();
    const [escalation] = known();
    expect(escalation).toMatchObject({ id, target: 'problem', issue: 'Who owns the gateway?', answers: [] });
    expect(escalation?.rungs.map(({ to }) => to)).toEqual(['Problem manager', 'Head of operations']);
    const packet = escalation?.packets[0];
    expect(new Date(packet?.answerBy ?? 0).toISOString()).toBe('2026-03-18T23:00:00.000Z');
    const text = await readFile(join(escalations.folder(`${id}-1`), 'packet.json'), 'utf8');
    expect(sha256Of(text)).toBe(packet?.sha256);
    expect(JSON.parse(text)).toMatchObject({
      rung: 1,
      reason: 'It came up twice.',
      review: { id: 'r-2026-001' },
      previous: null,
    });
    await escalations.check();
    await running.close();
    const again = await reopen();
    await again.services.escalations.check();
    expect(again.services.workspace.current().escalations).toEqual(known());
    await again.close();
  });

  it('[M1.6] late is the next rung, once, also after a restart and with the clock set back', async () => {
    const { clock, escalations, known, running, reopen } = await escalated();
    clock.pass(200 * hour);
    await Promise.all([escalations.check(), escalations.check()]);
    expect(known()[0]?.packets.map((each) => each.id)).toEqual([`${id}-1`, `${id}-2`]);
    const second = JSON.parse(await readFile(join(escalations.folder(`${id}-2`), 'packet.json'), 'utf8')) as object;
    expect(second).toMatchObject({ rung: 2, previous: known()[0]?.packets[0]?.sha256 });
    clock.pass(-150 * hour);
    await escalations.check();
    clock.pass(150 * hour);
    await escalations.check();
    await running.close();
    const again = await reopen();
    await again.services.escalations.check();
    expect(again.services.workspace.current().escalations[0]?.packets).toHaveLength(2);
    await again.close();
  });

  it.skipIf(openssl === '')(
    '[M1.6] a stranger checks it with the very commands of its READ-ME and openssl alone',
    async () => {
      const { escalations, running, known } = await escalated();
      const folder = escalations.folder(`${id}-1`);
      expect((await readdir(folder)).toSorted()).toEqual([
        'HANDOFF.md',
        'READ-ME.txt',
        'device.pem',
        'packet.dsse.json',
        'packet.json',
      ]);
      const readMe = await readFile(join(folder, 'READ-ME.txt'), 'utf8');
      const commands = readMe.split('\n').filter((line) => line.startsWith('  '));
      const run = () =>
        execFileSync('sh', ['-ec', commands.join('\n')], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
      const said = run();
      expect(said).toContain('Signature Verified Successfully');
      expect(said).toContain(known()[0]?.packets[0]?.sha256 ?? 'no packet');
      const packet = join(folder, 'packet.json');
      await writeFile(packet, (await readFile(packet, 'utf8')).replace('twice', 'thrice'));
      expect(run).toThrow('Command failed');
      await running.close();
    },
  );
});

describe('an acknowledgement', () => {
  it('[M1.6] is taken signed or typed, and stops the ladder', async () => {
    const { clock, escalations, known, running } = await escalated();
    clock.pass(hour);
    const { key } = createDeviceKey();
    const answer = {
      packet: known()[0]?.packets[0]?.sha256 ?? '',
      by: 'Problem manager',
      at: new Date(clock.wall()).toISOString(),
      decision: 'accepted' as const,
      reference: 'PRB-7',
      words: 'We take it.',
    };
    const take = async (text: string, expected: string | null = null) => {
      const taken = await escalations.take(text, expected);
      return taken.ok ? taken.value.signedBy : taken.error.message;
    };
    const signed = acknowledgementText(answer, key);
    const payload = (JSON.parse(signed) as { payload: string }).payload;
    const forged = Buffer.from(Buffer.from(payload, 'base64').toString().replace('PRB-7', 'PRB-8')).toString('base64');
    expect(await take(signed.replace(payload, forged))).toMatch(/signature does not fit/);
    const other = createDeviceKey().key;
    expect(await take(signed.replaceAll(key.id, other.id))).toMatch(/signature does not fit/);
    expect(await take('hello')).toMatch(/not JSON/);
    expect(await take('{"format":"hotwash-acknowledgement/1"}')).toMatch(/no acknowledgement: packet: /);
    expect(await take(acknowledgementText({ ...answer, packet: 'f'.repeat(64) }, null))).toMatch(
      /No packet with the hash/,
    );
    expect(await take(acknowledgementText({ ...answer, at: '2026-03-01T00:00:00.000Z' }, null))).toMatch(
      /before the packet/,
    );
    expect(await take(signed, 'r-2026-009-other')).toMatch(/answers another packet/);
    expect(await take(signed)).toBe(key.id);
    expect(await take(signed)).toMatch(/answered already/);
    expect(known()[0]?.answers).toMatchObject([{ decision: 'accepted', reference: 'PRB-7', signedBy: key.id }]);
    clock.pass(500 * hour);
    await escalations.check();
    expect(known()[0]?.packets).toHaveLength(1);
    await running.close();
  });

  it('[M1.6] that says two things under one key is not taken', () => {
    const plain = acknowledgementText(
      {
        packet: 'a'.repeat(64),
        by: 'Zoë',
        at: '2026-03-17T09:30:00Z',
        decision: 'accepted',
        reference: 'P1',
        words: '',
      },
      null,
    );
    expect(readAcknowledgement(plain).ok).toBe(true);
    expect(readAcknowledgement(plain.replace('}', ',"decision":"refused"}')).ok).toBe(false);
  });

  it('[M1.6] typed by hand it carries its reference and no signature', async () => {
    const { clock, escalations, known, running } = await escalated();
    clock.pass(hour);
    const typed = {
      escalation: id,
      by: 'Head of operations',
      decision: 'forwarded' as const,
      reference: 'mail of 16 March',
      words: '',
    };
    expect(await escalations.answer(typed)).toMatchObject({ ok: true });
    expect(await escalations.answer(typed)).toMatchObject({ ok: false, error: { rule: 'M1.6' } });
    expect(known()[0]?.answers).toMatchObject([{ by: 'Head of operations', signedBy: null }]);
    await running.close();
  });
});
