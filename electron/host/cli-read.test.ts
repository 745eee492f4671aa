import { Command } from 'commander';
import { appendFile, cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { standardAgenda } from '../../shared/domain/agenda/agenda.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { openJournals } from '../journal/journals.ts';
import { systemClock } from '../platform/clock.ts';
import { registerRecord } from './cli-record.ts';
import { registerReview } from './cli-review.ts';
import { WorkspaceFault } from './fault.ts';
import { makeRecord } from './record-fixture.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';
import { commandPort } from './with-workspace.ts';
import { takeWriterLock } from './writer-lock.ts';

afterAll(removeTemporaryFolders);
afterEach(() => {
  process.exitCode = undefined;
  vi.restoreAllMocks();
});

let workspace: string;
beforeAll(async () => {
  workspace = join(await temporaryFolder('read'), 'workspace');
  const journals = await openJournals(join(workspace, 'journals'), { clock: systemClock, device: '0123456789abcdef' });
  for (const number of ['118', '119']) {
    const review = await journals.open(`r-2026-${number}`);
    const opening = {
      id: `r-2026-${number}` as ReviewId,
      title: `Checkout ${number}`,
      release: 'checkout@4.18.0',
      service: 'checkout',
      tier: 'full',
      zone: 'Europe/Berlin',
      agenda: [...standardAgenda],
      requiredRoles: ['facilitator'],
    };
    await review.append(0, 'ops-01', [{ type: 'review.opened.v1', body: { ...opening, command: 'cmd1' } }]);
    const seat = { seat: 'release', accountable: 'rel-01', deputy: null, command: 'cmd2' };
    await review.append(1, 'ops-01', [{ type: 'seat.filled.v1', body: seat }]);
  }
  await journals.close();
});

type Said = { readonly exit: unknown; readonly out: string; readonly told: string };

async function run(...args: readonly string[]): Promise<Said> {
  const said = { out: '', told: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((piece) => ((said.out += String(piece)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((piece) => ((said.told += String(piece)), true));
  const program = new Command().exitOverride();
  registerReview(program);
  registerRecord(program, commandPort);
  await program.parseAsync(args, { from: 'user' });
  return { exit: process.exitCode, ...said };
}

const list = (...more: string[]) => run('review', 'list', '--workspace', workspace, ...more);

/** Every file of the workspace with its size and time: what reading must leave alone. */
async function look(): Promise<readonly string[]> {
  const names = await readdir(workspace, { recursive: true });
  return Promise.all(
    names.toSorted().map(async (name) => {
      const { size, mtimeMs } = await stat(join(workspace, name));
      return `${name} ${size} ${mtimeMs}`;
    }),
  );
}

describe('commands that only read', () => {
  it('list and show read beside the app, pass over a line that is being written, and change nothing', async () => {
    const lock = await takeWriterLock(workspace);
    await appendFile(join(workspace, 'journals', 'r-2026-118.jsonl'), '{"half a');
    const before = await look();
    expect(await list()).toEqual({
      exit: 0,
      out: 'r-2026-118\tdraft\tcheckout@4.18.0\tCheckout 118\nr-2026-119\tdraft\tcheckout@4.18.0\tCheckout 119\n',
      told: '',
    });
    const shown = await run('review', 'show', 'r-2026-118', '--workspace', workspace, '--json');
    expect([shown.exit, JSON.parse(shown.out)]).toMatchObject([0, { id: 'r-2026-118', phase: 'draft' }]);
    expect(await run('review', 'show', 'r-2026-404', '--workspace', workspace)).toMatchObject({ exit: 2, out: '' });
    const causes = (...more: string[]) => run('review', 'causes', 'r-2026-118', '--workspace', workspace, ...more);
    expect(await causes()).toEqual({ exit: 0, out: '# Checkout 118\n', told: '' });
    const asJson = await causes('--as', 'json');
    expect([asJson.exit, JSON.parse(asJson.out)]).toMatchObject([
      0,
      { shape: 'hotwash-causes/1', review: 'r-2026-118' },
    ]);
    await expect(causes('--as', 'png-4k')).rejects.toThrow(/Allowed choices are svg, whys, mermaid/);
    expect(await look()).toEqual(before);
    if (lock.ok) await lock.value.release();
  });

  it('a broken history is listed as broken, told of, and no success', async () => {
    const damaged = join(await temporaryFolder('broken'), 'workspace');
    await cp(workspace, damaged, { recursive: true });
    const path = join(damaged, 'journals', 'r-2026-119.jsonl');
    await writeFile(path, (await readFile(path, 'utf8')).replace('rel-01', 'rel-02'));
    const listed = await run('review', 'list', '--workspace', damaged);
    expect(listed.exit).toBe(1);
    expect(listed.out).toMatch(/^r-2026-118\tdraft\t.*\nr-2026-119\tbroken\t/);
    expect(listed.told).toMatch(/^r-2026-119: its history is broken: .*2.* What stands before the break/);
    const json = await run('review', 'list', '--workspace', damaged, '--json');
    expect(JSON.parse(json.out)).toMatchObject({
      reviews: [{ phase: 'draft' }, { phase: 'broken', broken: expect.any(String) as string }],
    });
    const shown = await run('review', 'show', 'r-2026-119', '--workspace', damaged);
    expect(shown).toMatchObject({
      exit: 1,
      out: expect.stringContaining('broken; the last phase that can be read is draft') as string,
      told: expect.stringContaining('its history is broken') as string,
    });
  });

  it('where there is no workspace they say so and make none', async () => {
    const nowhere = join(await temporaryFolder('nowhere'), 'x');
    for (const args of [
      ['review', 'list'],
      ['review', 'show', 'r-2026-118'],
      ['record', 'export', 'r-2026-118', join(nowhere, 'out')],
    ])
      await expect(run(...args, '--workspace', nowhere)).rejects.toThrow(WorkspaceFault);
    await expect(stat(nowhere)).rejects.toThrow('ENOENT');
  });

  it('a record that is there is copied while the app has the workspace open; one that is changed is not', async () => {
    const { dir } = await makeRecord();
    const records = join(workspace, 'records');
    await mkdir(records);
    await cp(dir, join(records, 'hotwash-r-2026-118'), { recursive: true });
    const lock = await takeWriterLock(workspace);
    const out = join(await temporaryFolder('out'), 'copy');
    const exported = (to: string) => run('record', 'export', 'r-2026-118', to, '--workspace', workspace);
    expect(await exported(out)).toEqual({ exit: 0, out: '', told: '' });
    expect((await readdir(out, { recursive: true })).toSorted()).toEqual(
      (await readdir(dir, { recursive: true })).toSorted(),
    );
    expect(await exported(out)).toMatchObject({ exit: 1, told: expect.stringContaining('OUT exists') as string });
    expect((await exported(`${out}.zip`)).exit).toBe(0);
    await appendFile(join(records, 'hotwash-r-2026-118/data/report.html'), 'x');
    expect(await exported(`${out}2`)).toMatchObject({ exit: 1, told: expect.stringContaining('CHANGED') as string });
    await expect(run('record', 'export', 'r-2026-119', `${out}3`, '--workspace', workspace)).rejects.toThrow('is open');
    if (lock.ok) await lock.value.release();
  });
});
