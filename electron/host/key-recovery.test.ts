import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { MemberId } from '../../shared/domain/ids.ts';
import { valueOf } from '../intake/testing.ts';
import { createServices } from './create-services.ts';
import { commandPort } from './with-workspace.ts';

const passphrase = 'correct horse battery staple';
const member = 'ops-01' as MemberId;

async function openHouse() {
  const workspaceDir = await mkdtemp(join(tmpdir(), 'hotwash-recovery-'));
  const running = await createServices({
    workspaceDir,
    port: commandPort,
    founding: { name: 'Test', sample: false, zone: 'UTC' },
    scryptLogN: 4,
  });
  onTestFinished(async () => {
    await running.close();
    await rm(workspaceDir, { recursive: true, force: true });
  });
  const body = { id: member, display: 'Ops 01', role: 'operations', leads: true } as const;
  valueOf(await running.services.workspace.record('hotwash', { type: 'member.added.v1', body }));
  const key = valueOf(await running.services.keys.create(member, passphrase));
  return { ...running.services, key, ageFile: join(workspaceDir, 'keys', `${member}.age`) };
}

describe('the recovery sheet of a key', () => {
  it('holds the sealed key, its words and nothing that opens it', async () => {
    const { recovery, key, ageFile } = await openHouse();
    const sheet = valueOf(await recovery.print(member));
    expect(sheet.words).toEqual(key.words);
    expect(sheet.html).toContain(key.words.slice(0, 4).join(' '));
    expect(sheet.html).toContain(sheet.armoured.split('\n')[1]);
    expect(sheet.html).not.toMatch(/PRIVATE KEY|<script/);
    expect(sheet.html).not.toContain(passphrase);
    const dearmoured = Buffer.from(sheet.armoured.replaceAll(/-----.*-----|\s/g, ''), 'base64');
    expect(dearmoured.equals(await readFile(ageFile))).toBe(true);
  });

  it('is drilled, and brings a lost file back to the key it was printed for', async () => {
    const { recovery, keys, key, ageFile } = await openHouse();
    const { armoured } = valueOf(await recovery.print(member));
    // As somebody types it: no head, no foot, lines broken elsewhere.
    const typed = armoured
      .replaceAll(/-----.*-----\n?/g, '')
      .replaceAll('\n', '')
      .replaceAll(/(.{20})/g, '$1 \n');
    expect(valueOf(await recovery.recover(typed, passphrase, true))).toEqual({ ...key, member, file: 'here' });
    await writeFile(ageFile, 'damaged');
    expect(valueOf(await recovery.recover(armoured, passphrase, true))).toMatchObject({ file: 'restored' });
    await rm(ageFile);
    expect(valueOf(await recovery.recover(armoured, passphrase, false))).toMatchObject({ file: 'missing' });
    expect(existsSync(ageFile)).toBe(false);
    expect(valueOf(await recovery.recover(typed, passphrase, true))).toMatchObject({ member, file: 'restored' });
    expect(valueOf(await keys.unlock(member, passphrase)).fingerprint).toBe(key.fingerprint);
  });

  it('says what is wrong of a wrong passphrase, a wrong sign and a stranger', async () => {
    const { recovery } = await openHouse();
    const { armoured } = valueOf(await recovery.print(member));
    expect(await recovery.recover(armoured, 'another passphrase', true)).toMatchObject({
      error: { code: 'wrong-passphrase' },
    });
    expect(await recovery.recover('not a sheet', passphrase, true)).toMatchObject({
      error: { code: 'unreadable-key' },
    });
    const wrong = armoured.replace(/(.{10})\n-----END/, 'AAAAAAAAAA\n-----END');
    expect(await recovery.recover(wrong, passphrase, true)).toMatchObject({ ok: false });
    const other = await openHouse();
    expect(valueOf(await other.recovery.recover(armoured, passphrase, true))).toMatchObject({
      member: null,
      file: 'missing',
    });
  });

  it('is read by stock age', async (context) => {
    const tools = ['/usr/bin/age', '/usr/bin/script'].filter((tool) => !existsSync(tool));
    if (tools.length > 0) return context.skip(`not installed: ${tools.join(', ')}`);
    const { recovery, ageFile } = await openHouse();
    const { armoured } = valueOf(await recovery.print(member));
    const sheet = `${ageFile}.txt`;
    await writeFile(sheet, armoured);
    // age asks for a passphrase on a terminal only.
    const said = execFileSync('script', ['-qec', `age -d ${sheet}`, '/dev/null'], {
      input: `${passphrase}\n`,
      encoding: 'utf8',
    });
    expect(said).toContain('BEGIN PRIVATE KEY');
  });
});
