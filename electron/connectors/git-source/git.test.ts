import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Batch } from '../connector.ts';
import { contextOf, httpTo, pullAll } from '../testing.ts';
import { git } from './git.ts';

const made: string[] = [];
afterAll(async () => {
  await Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true })));
});
const context = contextOf(httpTo('http://127.0.0.1:9'));
const day = 86_400_000;
const start = Date.parse('2026-01-01T00:00:00Z');

function run(folder: string, at: number, ...args: readonly string[]): string {
  const date = new Date(at).toISOString();
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, GIT_CONFIG_GLOBAL: '/dev/null' };
  return execFileSync('git', ['-C', folder, '-c', 'user.name=x', '-c', 'user.email=x@example.invalid', ...args], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

async function makeRepository(): Promise<string> {
  const folder = join(await mkdtemp(join(tmpdir(), 'hotwash-git-')), 'checkout');
  made.push(join(folder, '..'));
  await mkdir(folder);
  run(folder, start, 'init', '-q', '-b', 'main');
  for (let number = 0; number < 5; number += 1) await commit(folder, number);
  run(folder, start, 'tag', 'v1.0.0', 'HEAD~1');
  return folder;
}

async function commit(folder: string, number: number): Promise<void> {
  await writeFile(join(folder, 'a.ts'), `${number}\n`);
  run(folder, start + number * day, 'add', 'a.ts');
  run(folder, start + number * day, 'commit', '-q', '-m', `Commit ${number}`);
}

const subjects = (batches: readonly Batch[]): readonly string[] =>
  batches
    .filter(({ format }) => format === 'git-commits')
    .flatMap(({ bytes }) => Buffer.from(bytes).toString('utf8').trim().split('\n').slice(1))
    .map((line) => /"Commit (\d+)"$/.exec(line)?.[1] ?? line);

describe('git', () => {
  it('[N2] reads what is new since its cursor, and what is older when more is wanted', async () => {
    const folder = await makeRepository();
    const config = { address: folder, repository: 'acme/checkout' };
    const recent = await pullAll(git, config, null, { from: start + 2.5 * day, to: start + 6 * day }, context);
    expect([recent.fault, subjects(recent.batches)]).toEqual([null, ['4', '3']]);
    expect(recent.batches.at(-1)).toMatchObject({
      done: true,
      format: 'git-tags',
      records: 1,
      mapping: { constants: { service: 'checkout' } },
    });
    expect(recent.batches[0]).toMatchObject({ cursor: null, mapping: { constants: { repository: 'acme/checkout' } } });
    const cursor = recent.batches.at(-1)?.cursor ?? null;
    const older = await pullAll(git, config, cursor, { from: start, to: start + 2.5 * day }, context);
    expect(subjects(older.batches)).toEqual(['2', '1', '0']);
    await commit(folder, 6);
    const next = await pullAll(
      git,
      config,
      older.batches.at(-1)?.cursor ?? null,
      { from: start + 6 * day, to: start + 7 * day },
      context,
    );
    expect(subjects(next.batches)).toEqual(['6']);
    const again = await pullAll(
      git,
      config,
      next.batches.at(-1)?.cursor ?? null,
      { from: start + 7 * day, to: start + 8 * day },
      context,
    );
    expect(subjects(again.batches)).toEqual([]);
  });

  it('[N2] a bundle file holds the same as its repository', async () => {
    const folder = await makeRepository();
    const file = join(folder, '..', 'checkout.bundle');
    run(folder, start, 'bundle', 'create', file, '--all');
    const window = { from: start, to: start + 6 * day };
    const textOf = async (address: string) =>
      (await pullAll(git, { address }, null, window, context)).batches.map(({ bytes }) =>
        Buffer.from(bytes).toString('utf8'),
      );
    const texts = await textOf(file);
    expect(texts.length).toBe(2);
    expect(texts).toEqual(await textOf(folder));
  });

  it('[N10] what is no repository is told without a path', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hotwash-git-'));
    made.push(folder);
    await writeFile(join(folder, 'cut.bundle'), '# v2 git bundle\nabc');
    await writeFile(join(folder, 'x.txt'), 'text');
    const codes: string[] = [];
    for (const name of ['', 'gone', 'cut.bundle', 'x.txt']) {
      const { batches, fault } = await pullAll(git, { address: join(folder, name) }, null, { from: 0, to: 1 }, context);
      expect(batches).toEqual([]);
      expect(fault?.message).not.toContain(folder);
      codes.push(fault?.code ?? 'ok');
    }
    expect(codes).toEqual(['wrong-config', 'unreachable', 'broken-answer', 'wrong-config']);
  });
});
