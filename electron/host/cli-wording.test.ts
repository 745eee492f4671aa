import { Command } from 'commander';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { MemberId } from '../../shared/domain/ids.ts';
import { openJournals } from '../journal/journals.ts';
import { systemClock } from '../platform/clock.ts';
import { registerWording } from './cli-wording.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';
import { parseRoster } from './wording-roster.ts';

afterAll(removeTemporaryFolders);
afterEach(() => {
  process.exitCode = undefined;
  vi.restoreAllMocks();
});

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('wording');
});

async function run(...args: readonly string[]): Promise<{ exit: unknown; out: string; told: string }> {
  const said = { out: '', told: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((piece) => ((said.out += String(piece)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((piece) => ((said.told += String(piece)), true));
  const program = new Command().exitOverride();
  registerWording(program);
  await program.parseAsync(['wording', ...args], { from: 'user' });
  return { exit: process.exitCode, ...said };
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('hotwash wording', () => {
  it('[M3.3] tells line and column as a person counts them, past a byte order mark and any end of line', async () => {
    const text = '\uFEFFThe node was drained.\r\n🚂🚂 The operator forgot to drain it.\rHuman error.\n';
    const { exit, out } = await run(await file('a.txt', text), '--json');
    expect(exit).toBe(1);
    expect(JSON.parse(out)).toEqual([
      {
        line: 2,
        column: 4,
        rule: 'W1',
        text: 'The operator forgot to',
        rewrite: 'The process relied on the operator remembering to',
      },
      { line: 3, column: 1, rule: 'W5', text: 'Human error', rewrite: 'A gap in the process' },
    ]);
    expect((await run(join(folder, 'a.txt'))).out.split('\n')[1]).toBe('3:1 W5 Human error -> A gap in the process');
  });

  it('[M3.3] is silent about a clean text, and an empty one', async () => {
    expect(await run(await file('clean.txt', 'The service failed to start.\n'))).toEqual({
      exit: 0,
      out: '',
      told: '',
    });
    expect(await run(await file('empty.txt', ''), '--json')).toEqual({ exit: 0, out: '[]\n', told: '' });
  });

  it('says what it cannot read, and exits with 2', async () => {
    const cases: readonly (readonly [string, string])[] = [
      [join(folder, 'none.txt'), 'cannot be found'],
      [folder, 'is a folder'],
      [await file('nul.txt', 'a\0b'), 'binary'],
      [await file('wide.txt', new Uint8Array([0xff, 0xfe, 0x41, 0x00])), 'UTF-16'],
      [await file('latin.txt', new Uint8Array([0x41, 0xe9, 0x41])), 'UTF-8'],
      [await file('big.txt', new Uint8Array(10 * 1024 * 1024 + 1).fill(0x61)), '10 MB'],
    ];
    for (const [path, words] of cases) {
      const { exit, out, told } = await run(path, '--json');
      expect(exit).toBe(2);
      expect(told).toContain(words);
      expect(told).not.toContain(folder);
      expect(JSON.parse(out)).toEqual({ error: { message: told.trim() } });
    }
  });

  it('[M3.3] takes the roster of a file or of a workspace', async () => {
    const text = await file('names.txt', 'Then Ada Lovell paused it, and rel-07 said so.\n');
    expect((await run(text)).exit).toBe(0);
    const roster = await file('roster.json', '{"members":[{"id":"rel-07","display":"Ada Lovell","role":"release"}]}');
    const workspace = join(folder, 'workspace');
    await mkdir(workspace);
    const journals = await openJournals(join(workspace, 'journals'), {
      clock: systemClock,
      device: '0123456789abcdef',
    });
    const organisation = await journals.open('workspace');
    const member = { id: 'rel-07' as MemberId, display: 'Ada Lovell', role: 'release', leads: true };
    await organisation.append(0, 'rel-07', [{ type: 'member.added.v1', body: member }]);
    await journals.close();
    for (const option of [
      ['--roster', roster],
      ['--workspace', workspace],
    ]) {
      const { exit, out } = await run(text, ...option);
      expect(exit).toBe(1);
      expect(out.split('\n').slice(0, 2)).toEqual([
        '1:6 W7 Ada Lovell -> the release manager',
        '1:32 W7 rel-07 -> the release manager',
      ]);
    }
    const broken = await run(text, '--roster', await file('broken.json', '{"members":'));
    expect(broken).toMatchObject({ exit: 2, told: expect.stringContaining('not valid JSON') as string });
  });
});

describe('a roster', () => {
  it('is read in its likely shapes', async () => {
    const ada = { id: 'rel-07', display: 'Ada Lovell', role: 'release' };
    const shapes = [
      JSON.stringify([ada]),
      JSON.stringify({ roster: [{ code: 'rel-07', name: 'Ada Lovell', title: 'release' }] }),
      JSON.stringify({ 'rel-07': { name: 'Ada Lovell', role: 'release' } }),
      JSON.stringify([{ id: 'rel-07', firstName: 'Ada', lastName: 'Lovell', role: 'release' }]),
      '\uFEFFid,Display,Role\r\nrel-07,"Ada Lovell",release\r\n',
    ];
    for (const shape of shapes) expect(await parseRoster(shape)).toEqual({ ok: true, value: [ada] });
    expect(await parseRoster('["Ada Lovell"]')).toMatchObject({ value: [{ id: 'Ada Lovell', display: 'Ada Lovell' }] });
  });

  it('is refused in words where it names nobody', async () => {
    for (const text of ['', '{"a":1}', '3', '[{}]', '[""]', 'id,display\n'])
      expect(await parseRoster(text)).toMatchObject({
        ok: false,
        error: { message: expect.stringContaining('roster') as string },
      });
  });
});
