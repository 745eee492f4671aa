import { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../platform/clock.ts';
import { registerKey } from './cli-key.ts';
import { registerRoster } from './cli-roster.ts';
import { passphrase } from './record-fixture.ts';
import { openRosterWorkspace } from './roster-fixture.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

describe('hotwash roster and hotwash key', () => {
  let workspace: string;
  beforeAll(async () => {
    workspace = await temporaryFolder('cli');
    await (await openRosterWorkspace(workspace, systemClock)).close();
  });
  afterEach(() => {
    process.exitCode = undefined;
    vi.restoreAllMocks();
  });

  type Ran = { readonly exit: unknown; readonly out: string; readonly told: string };
  const run = async (...args: readonly string[]): Promise<Ran> => {
    let [out, told] = ['', ''];
    vi.spyOn(process.stdout, 'write').mockImplementation((piece) => {
      out += String(piece);
      return true;
    });
    vi.spyOn(process.stderr, 'write').mockImplementation((piece) => {
      told += String(piece);
      return true;
    });
    process.exitCode = undefined;
    const program = new Command().name('hotwash').exitOverride();
    registerRoster(program, () => Promise.resolve(passphrase));
    registerKey(program);
    await program.parseAsync([...args, '--workspace', workspace], { from: 'user' });
    return { exit: process.exitCode ?? 0, out, told };
  };

  it('publish by keepers, revoke, and write files to carry away', async () => {
    expect(await run('roster', 'publish')).toMatchObject({ exit: 1, told: expect.stringContaining('no draft') });
    expect(await run('roster', 'draft', '--keepers', 'nobody', '--threshold', '1', '--json')).toMatchObject({
      exit: 1,
      out: expect.stringContaining('"rule":"K2"'),
      told: expect.stringContaining('K2: '),
    });
    expect((await run('roster', 'draft', '--keepers', 'No Code', '--threshold', '1')).exit).toBe(2);
    expect((await run('roster', 'draft', '--keepers', 'ops-02,audit-01', '--threshold', '2')).exit).toBe(0);
    expect((await run('roster', 'sign', 'ops-02')).out).toContain('Signed by ops-02: 1 of 2.');
    expect(await run('roster', 'publish')).toMatchObject({ exit: 1, told: expect.stringMatching(/^K1: 1 of 2/) });
    const draft = join(workspace, 'draft.json');
    expect((await run('roster', 'export', 'draft', draft)).exit).toBe(0);
    expect((await run('roster', 'sign', 'audit-01')).out).toContain('it may be published');
    expect(await run('roster', 'import', draft)).toMatchObject({
      exit: 1,
      told: expect.stringContaining('no new signature'),
    });
    expect((await run('roster', 'publish')).out).toMatch(/^Published roster v1, SHA-256 [0-9a-f]{64}\./);
    const listed = JSON.parse((await run('key', 'list', '--json')).out) as {
      keys: { member: string; words: string[] }[];
    };
    expect(listed.keys.map(({ member, words }) => `${member} ${words.length}`)).toEqual([
      'ops-02 8',
      'rel-01 8',
      'audit-01 8',
    ]);
    expect((await run('key', 'expire', 'ops-02', '--until', 'soon')).exit).toBe(2);
    expect((await run('key', 'expire', 'ops-02', '--until', '2099-01-01T00:00:00Z')).exit).toBe(0);
    expect((await run('key', 'revoke', 'rel-01', '--reason', 'A lost disk.')).exit).toBe(0);
    expect((await run('key', 'revoke', 'rel-01', '--reason', 'Again.')).told).toMatch(/^There is no such key/);
    const shown = (await run('roster', 'show')).out;
    expect(shown).toMatch(/^Roster v1 of .*, kept by ops-02, audit-01; 2 of them sign\.\n {2}(?:\w+ ){7}\w+\n/);
    expect(shown).toContain('until 2099');
    const signers = join(workspace, 'signers');
    expect((await run('roster', 'export', 'allowed-signers', signers)).exit).toBe(0);
    expect(await readFile(signers, 'utf8')).toMatch(/^rel-01 .*valid-before=/m);
    expect((await run('roster', 'export', 'draft', signers)).told).toContain('There is no draft');
  });
});
