import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { answerAsGithub, makeDeployments, makeRuns } from '../../test/support/replay-github.ts';
import { startReplay, type Fault, type Replay } from '../../test/support/replay-server.ts';
import { syncProgressSchema, type SyncProgress } from '../../shared/contract/source-procedures.ts';
import { createServices, type RunningServices } from './create-services.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';
import { commandPort } from './with-workspace.ts';

const token = 'ghp_UNIQUE0f3bD4e5f60718293a4b5c6d7e8f9';
const repository = 'acme/checkout';
const hour = 3_600_000;
const now = Date.now();
const recorded = {
  repository,
  deployments: makeDeployments(repository, 40, now - hour, 4 * hour, 1),
  runs: makeRuns(repository, 120, now - hour, 2 * hour),
};

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).toReversed()) await each.close();
});
afterAll(removeTemporaryFolders);

async function replayed(fault?: (count: number, url: URL) => Fault | null): Promise<Replay> {
  const replay = await startReplay({
    answer: answerAsGithub(recorded),
    ...(fault === undefined ? {} : { fault }),
  });
  open.push(replay);
  return replay;
}

type Host = RunningServices & {
  readonly folder: string;
  readonly answers: string[];
  readonly ask: (
    name: string,
    input: unknown,
  ) => Promise<{ ok: boolean; value?: unknown; error?: { code: string; message: string; path?: string } }>;
  readonly stream: (name: string, input: unknown, onEvent?: (event: SyncProgress) => void) => Promise<SyncProgress[]>;
};

/** A workspace behind its handler, as a window has it. Everything it answers is kept in `answers`. */
async function host(folder?: string): Promise<Host> {
  const workspaceDir = folder ?? join(await temporaryFolder('sources'), 'workspace');
  const answers: string[] = [];
  const running = await createServices({
    workspaceDir,
    port: commandPort,
    onBug: (error) => answers.push(String(error)),
  });
  open.push(running);
  const post = (name: string, input: unknown, signal?: AbortSignal) =>
    running.handler(
      new Request(`http://hotwash.localhost/api/${name}`, {
        method: 'POST',
        body: JSON.stringify(input),
        ...(signal === undefined ? {} : { signal }),
      }),
    );
  return {
    ...running,
    folder: workspaceDir,
    answers,
    ask: async (name, input) => {
      const text = await (await post(name, input)).text();
      answers.push(text);
      return JSON.parse(text);
    },
    stream: async (name, input, onEvent) => {
      const response = await post(name, input);
      const events: SyncProgress[] = [];
      for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? [])
        for (const line of text.split('\n').filter((each) => each !== '')) {
          answers.push(line);
          const event = syncProgressSchema.parse(JSON.parse(line));
          events.push(event);
          onEvent?.(event);
        }
      return events;
    },
  };
}

const configOf = (origin: string) => ({ address: origin, repositories: repository, lists: 'deployments, runs' });
const addition = (origin: string) => ({
  connector: 'github',
  title: 'Checkout on GitHub',
  config: configOf(origin),
  historyDays: 30,
  credential: token,
});

const ended = (events: readonly SyncProgress[]) => events.filter((event) => event.state === 'ended');

describe('adding a source', () => {
  it('names the field that does not hold, and keeps nothing', async () => {
    const { ask, services } = await host();
    const add = (config: object) => ask('source.add', { ...addition('http://localhost'), config });
    expect(await add({ address: 'https://api.github.com' })).toMatchObject({ error: { path: 'config.repositories' } });
    expect(await add({ address: 'ftp://x', repositories: repository })).toMatchObject({
      error: { path: 'config.address', message: expect.stringContaining('http://') },
    });
    expect(await add({ address: 'https://a', repositories: 'no slash' })).toMatchObject({
      error: { path: 'config.repositories', message: expect.stringContaining('no slash') },
    });
    expect(await add({ ...configOf('https://a'), password: 'x' })).toMatchObject({
      error: { path: 'config.password' },
    });
    expect(await ask('source.add', { ...addition('http://a'), connector: 'fax' })).toMatchObject({
      error: { code: 'no-connector' },
    });
    expect(services.workspace.current().sources).toEqual([]);
  });

  it('tries it first: what it can, its clock, its first rows, and nothing is written', async () => {
    const replay = await replayed();
    const { ask, services } = await host();
    const target = { kind: 'draft', connector: 'github', config: configOf(replay.origin), credential: token };
    expect(await ask('source.probe', { target })).toMatchObject({
      value: { product: 'GitHub', can: ['deployments of acme/checkout', 'runs of acme/checkout'], cannot: [] },
    });
    const before = services.intake.head();
    const preview = await ask('source.preview', { target });
    const { answers } = preview.value as { answers: { format: string; rows: { kind: string }[] }[] };
    const kinds = new Set(answers.flatMap(({ rows }) => rows.map(({ kind }) => kind)));
    expect(kinds).toEqual(new Set(['deployment', 'build']));
    expect(services.intake.head()).toEqual(before);
    expect(await readdir(join(services.couriers.folder, '..', 'intake', 'raw'))).toEqual([]);
    expect(replay.asked.every(({ headers }) => headers.authorization === `Bearer ${token}`)).toBe(true);
  });

  it('gives no id twice, also not that of a source that was removed', async () => {
    const replay = await replayed();
    const { ask, stream, services } = await host();
    expect(await ask('source.add', addition(replay.origin))).toMatchObject({ value: { id: 'checkout-on-github' } });
    await stream('source.sync', { sources: null });
    expect(await ask('source.remove', { id: 'checkout-on-github' })).toMatchObject({ ok: true });
    expect(services.workspace.current().sources).toEqual([]);
    expect(await ask('source.add', addition(replay.origin))).toMatchObject({ value: { id: 'checkout-on-github-2' } });
    expect(await ask('source.add', { ...addition(replay.origin), id: 'checkout-on-github' })).toMatchObject({
      error: { code: 'known-source' },
    });
  });

  it('changes a title and what is read, never the address', async () => {
    const { ask, services } = await host();
    await ask('source.add', addition('https://api.github.com'));
    const changed = {
      id: 'checkout-on-github',
      title: 'Web',
      config: configOf('https://api.github.com'),
      historyDays: 9,
    };
    expect(await ask('source.change', changed)).toMatchObject({ ok: true });
    expect(services.workspace.current().sources).toMatchObject([{ title: 'Web', historyDays: 9, connector: 'github' }]);
    expect(await ask('source.change', { ...changed, config: configOf('https://other') })).toMatchObject({
      error: { path: 'config.address' },
    });
  });
});

describe('pulling', () => {
  it('tells how it goes on, brings rows, and brings nothing twice', async () => {
    const replay = await replayed();
    const { ask, stream, services } = await host();
    await ask('source.add', addition(replay.origin));
    const first = await stream('source.sync', { sources: ['checkout-on-github'] });
    expect(first[0]).toEqual({ state: 'waiting', source: 'checkout-on-github' });
    expect(ended(first)).toMatchObject([{ end: 'done', quarantined: 0, missingSince: null }]);
    expect(services.intake.rows.count('deployment')).toBe(40);
    expect(services.intake.rows.count('build')).toBe(120);
    const [again] = ended(await stream('source.sync', { sources: null }));
    expect(again).toMatchObject({ end: 'done', rows: 0 });
    expect(await ask('source.states', {})).toMatchObject({
      value: { sources: [{ hasCredential: true, isRunning: false, open: 1, clock: { offsetMs: expect.any(Number) } }] },
    });
    expect(await stream('source.sync', { sources: ['nobody'] }).catch(() => 'refused')).toEqual([]);
  });

  it('[M2.1] says of a dead source since when its data is missing, and goes on when it is back', async () => {
    let isDead = false;
    const replay = await replayed(() =>
      isDead ? { kind: 'status', status: 401, body: { message: `bad ${token}` } } : null,
    );
    const { ask, stream, services } = await host();
    await ask('source.add', addition(replay.origin));
    await stream('source.sync', { sources: null });
    isDead = true;
    const [dead] = ended(await stream('source.sync', { sources: null }));
    const watermark = services.intake.pulls()[0]?.read?.watermark;
    expect(dead).toMatchObject({ end: 'failed', missingSince: watermark });
    expect(services.intake.pulls()[0]?.failed).toMatchObject({ code: 'unauthorized', since: watermark });
    expect(services.intake.rows.count('deployment')).toBe(40);
    isDead = false;
    const [back] = ended(await stream('source.sync', { sources: null }));
    expect(back?.end).toBe('done');
    expect(services.intake.pulls()[0]?.failed).toBeNull();
  });

  it('[M2.1] asks all sources once before a package is put together, and not again at once', async () => {
    const replay = await replayed();
    const { ask, services } = await host();
    await ask('source.add', addition(replay.origin));
    await ask('source.add', { ...addition('http://127.0.0.1:9'), title: 'Gone' });
    expect(await ask('source.freshen', {})).toMatchObject({ value: { asked: 2, failed: 1 } });
    expect(await ask('source.freshen', {})).toMatchObject({ value: { asked: 0, failed: 0 } });
    expect(services.intake.pulls().find(({ source }) => source === 'gone')).toMatchObject({
      read: null,
      failed: { code: 'unreachable', since: null },
    });
  });

  it('stops when its reader leaves, keeps what came, and goes on from there', async () => {
    const replay = await replayed(() => ({ kind: 'slow', ms: 40 }));
    const running = await host();
    await running.ask('source.add', { ...addition(replay.origin), historyDays: 60 });
    const abort = new AbortController();
    const response = await running.handler(
      new Request('http://hotwash.localhost/api/source.sync', {
        method: 'POST',
        body: JSON.stringify({ sources: null }),
        signal: abort.signal,
      }),
    );
    const reader = response.body?.getReader();
    for (let seen = ''; !seen.includes('"reading"');) {
      const part = await reader?.read();
      seen += new TextDecoder().decode(part?.value);
    }
    await reader?.cancel();
    await expect
      .poll(async () => JSON.stringify((await running.ask('source.states', {})).value))
      .toContain('"isRunning":false');
    const kept = running.services.intake.rows.count('build') + running.services.intake.rows.count('deployment');
    expect(kept).toBeGreaterThan(0);
    expect(running.services.intake.pulls()[0]).toMatchObject({ failed: null });
    const [rest] = ended(await running.stream('source.sync', { sources: null }));
    expect(rest?.end).toBe('done');
    expect(running.services.intake.rows.count('build')).toBe(120);
  });
});

/** Every file below a folder that holds the text in clear. */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && (await readFile(join(entry.parentPath, entry.name))).includes(text)) found.push(entry.name);
  return found;
}

describe('a credential', () => {
  it('[S31] is found in clear in no file of the workspace, no answer, no bundle and no log', async () => {
    let mode: 'well' | 'repeats' = 'well';
    const replay = await replayed(() =>
      mode === 'well' ? null : { kind: 'status', status: 422, body: { message: `the token ${token} may not` } },
    );
    const first = await host();
    const { ask, stream, folder, answers } = first;
    await ask('source.add', addition(replay.origin));
    await ask('source.keep-credential', { id: 'checkout-on-github', credential: ` ${token}\n` });
    expect(
      await ask('source.keep-credential', { id: 'checkout-on-github', credential: `${token}\u00e9` }),
    ).toMatchObject({
      error: { code: 'wrong-credential' },
    });
    expect(await ask('source.keep-credential', { id: 'checkout-on-github', credential: { token } })).toMatchObject({
      error: { code: 'invalid-input' },
    });
    await stream('source.sync', { sources: null });
    mode = 'repeats';
    const [refused] = ended(await stream('source.sync', { sources: null }));
    expect(refused).toMatchObject({ end: 'failed', message: expect.stringContaining('the token … may not') });
    await ask('source.probe', { target: { kind: 'kept', id: 'checkout-on-github' } });
    await ask('source.preview', { target: { kind: 'kept', id: 'checkout-on-github' } });
    await ask('source.states', {});
    await ask('app.boot', {});
    expect(await ask('courier.pack', { services: null, after: 0 })).toMatchObject({ ok: true });
    expect(replay.asked.filter(({ headers }) => headers.authorization === `Bearer ${token}`).length).toBeGreaterThan(5);
    expect(replay.asked.some(({ path }) => path.includes(token))).toBe(false);
    const encodings = [token, Buffer.from(token).toString('base64').slice(0, 40), Buffer.from(token).toString('hex')];
    for (const text of encodings) {
      expect(await filesWith(folder, text)).toEqual([]);
      expect(answers.filter((answer) => answer.includes(text))).toEqual([]);
    }
    expect(answers.length).toBeGreaterThan(10);
    expect(await readdir(join(folder, 'credentials'))).toEqual(['checkout-on-github']);
    await ask('source.remove', { id: 'checkout-on-github' });
    expect(await readdir(join(folder, 'credentials'))).toEqual([]);
  });
});
