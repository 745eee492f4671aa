import { Command } from 'commander';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { handClock, makeClosedReview } from './action-fixture.ts';
import { registerActions } from './cli-actions.ts';
import { registerEscalation } from './cli-escalation.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);
afterEach(() => {
  process.exitCode = undefined;
  vi.restoreAllMocks();
});

let workspace = '';
let folder = '';
let packet = '';
beforeAll(async () => {
  const exit = { kind: 'escalate', to: 'problem', answerBy: '2026-03-18', reason: 'It came up twice.' } as const;
  const criterion = { kind: 'artefact', artefact: 'the new limit' } as const;
  const { running, workspaceDir } = await makeClosedReview(handClock('2026-03-16T09:00:00Z'), criterion, exit);
  const { escalations } = running.services;
  await escalations.check();
  packet = escalations.folder('r-2026-001-park1-1');
  await running.close();
  workspace = workspaceDir;
  folder = await temporaryFolder('cli-actions');
});

async function run(...args: readonly string[]) {
  const said = { out: '', told: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((piece) => ((said.out += String(piece)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((piece) => ((said.told += String(piece)), true));
  process.exitCode = 0;
  const program = new Command().exitOverride();
  registerActions(program);
  registerEscalation(program);
  await program.parseAsync([...args, '--workspace', workspace], { from: 'user' });
  return { exit: process.exitCode, ...said };
}

describe('hotwash actions export', () => {
  it('[M3.4] writes each format, and refuses one that is none', async () => {
    const out = join(folder, 'out');
    const written = async (format: string): Promise<string> => {
      expect(await run('actions', 'export', out, '--format', format)).toMatchObject({
        exit: 0,
        told: '1 item written.\n',
      });
      return readFile(out, 'utf8');
    };
    expect(parse(await written('csv'), { columns: true })).toMatchObject([
      { 'external id': 'r-2026-001/act1', owner: 'ops-01' },
    ]);
    expect(parse(await written('jira'), { columns: true })).toMatchObject([
      { 'Due date': '2026-04-01', Assignee: 'ops-01' },
    ]);
    expect(await written('github')).toContain('title: "Raise the pool limit to 512"');
    const calendar = await written('ics');
    expect(calendar.match(/BEGIN:V\w+/g)).toEqual(['BEGIN:VCALENDAR', 'BEGIN:VTODO']);
    expect(calendar).toContain('DUE;VALUE=DATE:20260401');
    expect((await run('actions', 'export', out, '--format', 'xml')).exit).toBe(2);
    expect((await run('actions', 'export', folder)).exit).toBe(2);
  });
});

describe('hotwash escalation', () => {
  it('[M1.6] the receiver answers the packet, the sender takes the answer in, once', async () => {
    const answer = join(folder, 'acknowledgement.json');
    const acknowledge = (path: string, ...more: string[]) =>
      run('escalation', 'acknowledge', path, answer, '--by', 'Problem manager', '--reference', 'PRB-7', ...more);
    expect(await acknowledge(packet, '--unsigned')).toMatchObject({ exit: 0 });
    expect(JSON.parse(await readFile(answer, 'utf8'))).toMatchObject({ decision: 'accepted', device: null });
    expect((await acknowledge(packet)).out).toMatch(
      /^The packet is signed by device [0-9a-f]{16}\. Answered accepted, signed by device/,
    );
    expect((await run('escalation', 'list')).out).toMatch(
      /^r-2026-001-park1\t\w+\t\d\/2\t2026-03-18T23:00:00.000Z\tWho owns the gateway\?\n$/,
    );
    expect(await run('escalation', 'import', answer)).toMatchObject({ exit: 0 });
    expect(await run('escalation', 'import', answer)).toMatchObject({
      exit: 1,
      told: expect.stringMatching(/answered already/) as string,
    });
    expect(JSON.parse((await run('escalation', 'list', '--json')).out)).toMatchObject({
      escalations: [{ state: 'accepted' }],
    });
  });

  it('[M1.6] a packet that was changed on its way is not answered', async () => {
    const changed = join(folder, 'changed');
    await cp(packet, changed, { recursive: true });
    const text = await readFile(join(changed, 'packet.json'), 'utf8');
    await writeFile(join(changed, 'packet.json'), text.replace('twice', 'thrice'));
    const out = join(folder, 'never.json');
    const said = await run('escalation', 'acknowledge', changed, out, '--by', 'x', '--reference', 'y');
    expect(said).toMatchObject({ exit: 1, told: expect.stringMatching(/changed on its way/) as string });
    expect(
      (await run('escalation', 'acknowledge', join(folder, 'nothing'), out, '--by', 'x', '--reference', 'y')).exit,
    ).toBe(2);
  });
});
