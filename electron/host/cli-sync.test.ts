import { Command } from 'commander';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { answerAsGithub, makeDeployments, makeRuns } from '../../test/support/replay-github.ts';
import { startReplay } from '../../test/support/replay-server.ts';
import { registerSource } from './cli-source.ts';
import { registerSync } from './cli-sync.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);
afterEach(() => {
  process.exitCode = undefined;
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const repository = 'acme/checkout';
const now = Date.now();
const hour = 3_600_000;

it('adds, lists, probes and pulls a source without a window, and says of a dead one that it is missing', async () => {
  const replay = await startReplay({
    answer: answerAsGithub({
      repository,
      deployments: makeDeployments(repository, 5, now - hour, hour),
      runs: makeRuns(repository, 12, now - hour, hour),
    }),
  });
  const workspace = join(await temporaryFolder('cli-sync'), 'workspace');
  let out = '';
  let told = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((piece) => (out += String(piece)) !== '');
  vi.spyOn(process.stderr, 'write').mockImplementation((piece) => (told += String(piece)) !== '');
  vi.stubEnv('HOTWASH_CREDENTIAL_CHECKOUT', 'ghp_of_the_environment');
  const run = async (...args: readonly string[]) => {
    [out, told, process.exitCode] = ['', '', undefined];
    const program = new Command().name('hotwash').exitOverride();
    registerSource(program);
    registerSync(program);
    await program.parseAsync([...args, '--workspace', workspace, '--json'], { from: 'user' });
    return { exit: process.exitCode ?? 0, told, json: JSON.parse(out) as unknown };
  };
  const fields = ['--set', `address=${replay.origin}`, '--set', `repositories=${repository}`];
  expect(
    await run('source', 'add', 'github', '--title', 'Checkout', '--set', `address=${replay.origin}`),
  ).toMatchObject({
    exit: 1,
    told: expect.stringContaining('repositories: ') as string,
  });
  expect(await run('source', 'add', 'github', '--title', 'Checkout', ...fields)).toMatchObject({
    exit: 0,
    json: { id: 'checkout' },
  });
  expect(await run('source', 'list')).toMatchObject({
    json: { sources: [{ id: 'checkout', hasCredential: true, lastRead: null, missing: null }] },
  });
  expect(await run('source', 'probe', 'checkout')).toMatchObject({ exit: 0, json: { product: 'GitHub' } });
  expect(await run('sync')).toMatchObject({
    exit: 0,
    json: { sources: [{ source: 'checkout', end: 'done', rows: 17, missingSince: null }] },
    told: expect.stringContaining('Checkout: 17 rows new') as string,
  });
  expect(replay.asked.every(({ headers }) => headers.authorization === 'Bearer ghp_of_the_environment')).toBe(true);
  expect(await run('sync', 'nobody')).toMatchObject({ exit: 1, json: { error: { code: 'no-source' } } });
  await replay.close();
  const dead = await run('sync', 'checkout');
  expect(dead).toMatchObject({ exit: 1, told: expect.stringContaining('missing since ') as string });
  expect(dead.json).toMatchObject({
    sources: [{ end: 'failed', rows: 0, missingSince: expect.any(String) as string }],
  });
  expect(await run('source', 'list')).toMatchObject({
    json: { sources: [{ missing: { since: expect.any(String) } }] },
  });
  expect(await run('source', 'remove', 'checkout')).toMatchObject({ exit: 0 });
  expect(await run('sync')).toMatchObject({ exit: 0, json: { sources: [] } });
});
