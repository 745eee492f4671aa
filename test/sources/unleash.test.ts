import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Intake } from '../../electron/intake/intake.ts';
import { openIntake } from '../../electron/intake/open-intake.ts';
import { probeReal, pullInto } from '../support/pull-into.ts';
import { createRealServers, freePort, until } from '../support/real-server.ts';

const run = promisify(execFile);
const server = fileURLToPath(
  new URL('../../.cache/sources/node_modules/unleash-server/dist/server.js', import.meta.url),
);
const postgresFolder = '/usr/lib/postgresql';
const canRun = existsSync(server) && existsSync(postgresFolder);
if (!canRun) console.log('skipped: pulls from a real Unleash; unleash-server or PostgreSQL is not installed');

const servers = createRealServers();
const admin = '*:*.hotwash-tests-admin';
const client = '*:development.hotwash-tests-client';
const hour = 3_600_000;
const thisHour = Math.floor(Date.now() / hour) * hour;

/** PostgreSQL refuses to be run by root. */
async function postgresUser(): Promise<{ readonly uid?: number; readonly gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (what) => Number((await run('id', [what, 'postgres'])).stdout)),
  );
  return { uid: uid ?? 0, gid: gid ?? 0 };
}

async function startPostgres(folder: string): Promise<string> {
  const user = await postgresUser();
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid);
  const [release = ''] = (await readdir(postgresFolder)).toSorted((a, b) => Number(b) - Number(a));
  const bin = join(postgresFolder, release, 'bin');
  const data = join(folder, 'data');
  await run(join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync'], { ...user, cwd: folder });
  const port = await freePort();
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'];
  await servers.start(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...settings], null, {
    ...user,
    cwd: folder,
  });
  await until('PostgreSQL', () =>
    run(join(bin, 'createdb'), ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', 'unleash']).then(
      () => true,
      () => false,
    ),
  );
  return `postgres://postgres@127.0.0.1:${port}/unleash`;
}

describe.skipIf(!canRun)('Unleash, for real', () => {
  let folder: string;
  let address: string;
  let intake: Intake;

  async function ask(method: string, path: string, body?: object, token = admin): Promise<number> {
    const answer = await fetch(`${address}${path}`, {
      method,
      headers: { authorization: token, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status;
  }
  const flag = '/api/admin/projects/default/features';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hotwash-unleash-'));
    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    await servers.start(process.execPath, [server], `${address}/health`, {
      cwd: join(fileURLToPath(new URL('../../.cache/sources', import.meta.url))),
      env: {
        DATABASE_URL: await startPostgres(folder),
        DATABASE_SSL: 'false',
        INIT_ADMIN_API_TOKENS: admin,
        INIT_BACKEND_API_TOKENS: client,
        HTTP_HOST: '127.0.0.1',
        PORT: String(port),
        CHECK_VERSION: 'false',
        SEND_TELEMETRY: 'false',
      },
    });
    intake = await openIntake(join(folder, 'intake'), { now: Date.now });
  }, 180_000);

  afterAll(async () => {
    await intake?.close();
    await servers.stopAll();
    await rm(folder, { recursive: true, force: true });
  }, 30_000);

  const pull = () =>
    pullInto(intake, {
      connector: 'unleash',
      config: { address, projects: 'default=checkout' },
      credential: admin,
      historyFrom: Date.now() - 30 * 24 * hour,
    });

  it('[N2] [N4] what was done to flags comes out as it was done, and once', async () => {
    for (const name of ['one-click', 'dark-mode', 'old-basket']) await ask('POST', flag, { name, type: 'release' });
    await ask('POST', `${flag}/one-click/environments/production/strategies`, {
      name: 'flexibleRollout',
      parameters: { rollout: '10', stickiness: 'default', groupId: 'one-click' },
      constraints: [],
    });
    await ask('POST', `${flag}/one-click/environments/production/on`);
    await ask('POST', `${flag}/one-click/environments/production/off`);
    await ask('DELETE', `${flag}/old-basket`);
    const pulled = await pull();
    expect(pulled.end).toEqual({ kind: 'done' });
    const rows = (await intake.rows.of('flag', 'checkout')).toSorted((a, b) => a.revision - b.revision);
    expect(rows.map((row) => `${row.flag} ${row.environment} ${row.state}`)).toEqual([
      'one-click all created',
      'dark-mode all created',
      'old-basket all created',
      'one-click production changed',
      'one-click production on',
      'one-click production off',
      'old-basket all archived',
    ]);
    expect(rows.every(({ at }) => Math.abs(at - Date.now()) < 60_000)).toBe(true);
    expect((await pull()).accepted).toBe(0);
    await ask('POST', `${flag}/dark-mode/environments/development/on`);
    await pull();
    // Turning on a flag that has no strategy gives it one.
    const turned = (await intake.rows.of('flag', 'checkout')).filter((row) => row.flag === 'dark-mode');
    expect(turned.map(({ state }) => state).toSorted()).toEqual(['changed', 'created', 'on']);
  }, 60_000);

  it('counts by the hour are those that an application sent, and an hour without any is a row of zeros', async () => {
    const count = (from: number, yes: number, no: number, variants: { readonly [name: string]: number }) =>
      ask(
        'POST',
        '/api/client/metrics',
        {
          appName: 'checkout',
          instanceId: 'i1',
          environment: 'development',
          bucket: {
            start: new Date(from).toISOString(),
            stop: new Date(from + 60_000).toISOString(),
            toggles: { 'one-click': { yes, no, variants } },
          },
        },
        client,
      );
    await count(thisHour - 3 * hour, 10, 3, { blue: 4 });
    await count(thisHour - hour, 7, 0, {});
    await count(thisHour - hour, 5, 1, { blue: 5 });
    const seen = async (): Promise<boolean> => {
      const answer = await fetch(`${address}/api/admin/client-metrics/features/one-click/raw?hoursBack=5`, {
        headers: { authorization: admin },
      });
      const { data } = (await answer.json()) as { data: { yes: number }[] };
      return data.reduce((sum, { yes }) => sum + yes, 0) === 22;
    };
    await until('the counts', seen);
    expect((await pull()).end).toEqual({ kind: 'done' });
    const rows = (await intake.rows.of('exposure', 'checkout')).filter(({ from }) => from >= thisHour - 3 * hour);
    const counts = rows.map((row) => [(row.from - thisHour) / hour, row.variant, row.exposures] as const);
    const given = (hours: number) => Object.fromEntries(counts.filter(([at]) => at === hours).map(([, ...one]) => one));
    expect([given(-3), given(-2), given(-1)]).toEqual([
      { off: 3, blue: 4, on: 6 },
      { off: 0, on: 0 },
      { off: 1, blue: 5, on: 7 },
    ]);
    await count(thisHour - hour, 100, 0, {});
    await until('more counts', async () => {
      await pull();
      const all = await intake.rows.of('exposure', 'checkout');
      return all.some(
        ({ from, variant, exposures }) => from === thisHour - hour && variant === 'on' && exposures === 107,
      );
    });
  }, 90_000);

  it('[N9] a token that is not accepted is told, and a probe says what cannot be had', async () => {
    const wrong = await pullInto(intake, {
      connector: 'unleash',
      config: { address },
      credential: '*:*.wrong-token',
      historyFrom: Date.now() - hour,
    });
    expect(wrong.end).toMatchObject({ kind: 'failed', fault: { code: 'unauthorized' } });
    expect(JSON.stringify(wrong.end)).not.toContain('wrong-token');
    const probed = await probeReal({ connector: 'unleash', config: { address }, credential: admin });
    expect(probed).toMatchObject({ product: 'Unleash', version: '7.5.1', can: ['events', 'counts by hour'] });
    expect(probed.cannot.join()).toContain('48 hours');
  });
});
