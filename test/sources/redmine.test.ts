import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Intake } from '../../electron/intake/intake.ts';
import { openIntake } from '../../electron/intake/open-intake.ts';
import { probeReal, pullInto } from '../support/pull-into.ts';
import { createRealServers, freePort, missingPrograms } from '../support/real-server.ts';

const run = promisify(execFile);
const installed = '/usr/share/redmine';
const missing = missingPrograms('pulls from a real Redmine', 'bundle', 'puma');
const canRun = existsSync(join(installed, 'config.ru')) && missing.length === 0;
if (!canRun) console.log('skipped: pulls from a real Redmine; Debian’s redmine or puma is not installed');

const servers = createRealServers();
const key = randomBytes(20).toString('hex');
const day = 24 * 3_600_000;

/** Opens the API with a key, and makes the projects and a custom field, which no API does. */
const setUp = `
Redmine::DefaultData::Loader.load('en')
Setting.rest_api_enabled = '1'
Setting.login_required = '1'
Token.create!(user: User.find_by!(login: 'admin'), action: 'api').update_column(:value, '${key}')
field = IssueCustomField.create!(name: 'Found in', field_format: 'string', is_for_all: true, trackers: Tracker.all)
%w[shop billing].each do |name|
  project = Project.create!(name: name.capitalize, identifier: name, is_public: true, trackers: Tracker.all)
  project.enabled_module_names = ['issue_tracking']
end
`;

/** A copy of Debian's Redmine with a configuration and a database of its own: what is installed stays as it is. */
async function copyRedmine(folder: string): Promise<{ readonly [name: string]: string }> {
  const app = join(folder, 'app');
  const isOurs = (path: string): boolean => !/\/(instances|Gemfile\.lock|config\/database\.yml)$/.test(path);
  await cp(installed, app, { recursive: true, dereference: true, filter: isOurs });
  const own = join(app, 'instances', 'default');
  for (const part of ['config', 'log', 'tmp', 'files', 'plugins', 'public/plugin_assets'])
    await mkdir(join(own, part), { recursive: true });
  for (const part of ['log', 'tmp', 'files', 'plugins'])
    if (!existsSync(join(app, part))) await symlink(join(own, part), join(app, part));
  const database = `production:\n  adapter: sqlite3\n  database: ${join(folder, 'redmine.db')}\n  timeout: 10000\n`;
  await writeFile(join(own, 'config', 'database.yml'), database);
  await writeFile(join(own, 'config', 'secret_key.txt'), randomBytes(32).toString('hex'));
  // Debian's Gemfile takes the database's gem from what is installed, which differs by how it was set up.
  const gems = join(app, 'Gemfile');
  await writeFile(gems, (await readFile(gems, 'utf8')).replaceAll(`${installed}/`, `${app}/`));
  await writeFile(join(app, 'Gemfile.local'), 'gem "puma"\n');
  await writeFile(join(folder, 'set-up.rb'), setUp);
  return { RAILS_ENV: 'production', BUNDLE_GEMFILE: join(app, 'Gemfile'), HOME: folder, REDMINE_LANG: 'en' };
}

describe.skipIf(!canRun)('Redmine, for real', () => {
  let folder: string;
  let address: string;
  let intake: Intake;
  const ids: number[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hotwash-redmine-'));
    const own = await copyRedmine(folder);
    const cwd = join(folder, 'app');
    const options = { cwd, env: { ...process.env, ...own }, maxBuffer: 64 * 1024 * 1024 };
    await run('bundle', ['exec', 'rake', 'db:migrate'], options);
    await run('bundle', ['exec', 'rails', 'runner', join(folder, 'set-up.rb')], options);
    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    const args = ['exec', 'puma', '-b', `tcp://127.0.0.1:${port}`, '-e', 'production', 'config.ru'];
    await servers.start('bundle', args, `${address}/login`, { cwd, env: own });
    intake = await openIntake(join(folder, 'intake'), { now: Date.now });
  }, 300_000);

  afterAll(async () => {
    await intake?.close();
    await servers.stopAll();
    await rm(folder, { recursive: true, force: true });
  }, 30_000);

  type Issue = { readonly id: number; readonly updated_on: string };
  async function ask(method: string, path: string, body?: object): Promise<{ readonly issue?: Issue }> {
    const answer = await fetch(`${address}${path}`, {
      method,
      headers: { 'x-redmine-api-key': key, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`);
    return text === '' ? {} : (JSON.parse(text) as { issue?: Issue });
  }
  async function create(project: 1 | 2, subject: string, more: object = {}): Promise<number> {
    const made = await ask('POST', '/issues.json', {
      issue: { project_id: project, tracker_id: 1, priority_id: 2, status_id: 1, subject, ...more },
    });
    return made.issue?.id ?? 0;
  }
  const pull = (projects = 'shop=checkout') =>
    pullInto(intake, {
      connector: 'redmine',
      config: { address, projects, releaseField: 'Found in' },
      credential: key,
      historyFrom: Date.now() - 30 * day,
    });

  it('[N2] [N4] every issue, open and closed, comes out once, over several pages', async () => {
    const field = [{ id: 1, value: '4.2' }];
    // One after the other: SQLite has one writer.
    for (let index = 0; index < 120; index += 1) ids.push(await create(1, `Basket ${index}`, { custom_fields: field }));
    await create(2, 'Not asked for');
    for (const id of ids.slice(0, 5)) await ask('PUT', `/issues/${id}.json`, { issue: { status_id: 5 } });
    const pulled = await pull();
    expect(pulled.end).toEqual({ kind: 'done' });
    const tickets = await intake.rows.of('ticket', 'checkout');
    expect(tickets.map(({ title }) => title).toSorted()).toEqual(
      Array.from({ length: 120 }, (_, index) => `Basket ${index}`).toSorted(),
    );
    expect(tickets.filter(({ state }) => state === 'closed').length).toBe(5);
    expect(new Set(tickets.map(({ release }) => release))).toEqual(new Set(['4.2']));
    expect(intake.rows.count('ticket')).toBe(120);
    expect((await pull()).accepted).toBe(0);
  });

  it('[N2] what changes comes again as a newer revision, what a person is called does not', async () => {
    await ask('PUT', `/issues/${ids[50] ?? 0}.json`, {
      issue: { status_id: 5, notes: 'mended', description: 'Seen by jane.roe@example.org at checkout' },
    });
    await ask('PUT', `/issues/${ids[0] ?? 0}.json`, { issue: { status_id: 2 } });
    expect((await pull()).accepted).toBe(2);
    const tickets = await intake.rows.of('ticket', 'checkout');
    const byId = (id: number | undefined) => tickets.find((row) => row.id.endsWith(`:${id ?? 0}`));
    expect([byId(ids[50])?.state, byId(ids[0])?.state, byId(ids[0])?.closedAt]).toEqual(['closed', 'open', null]);
    expect(byId(ids[50])?.text).not.toContain('jane.roe');
    expect(tickets.length).toBe(120);
  });

  it('[N9] a wrong key is told, and a probe says what is there', async () => {
    const probed = await probeReal({ connector: 'redmine', config: { address }, credential: key });
    expect([probed.can, probed.cannot]).toEqual([['issues'], []]);
    const config = { address, projects: 'no-such' };
    const gone = await pullInto(intake, {
      connector: 'redmine',
      config,
      credential: key,
      historyFrom: Date.now() - 30 * day,
    });
    expect(gone.end).toMatchObject({ kind: 'failed', fault: { code: 'not-found' } });
    const wrong = await pullInto(intake, {
      connector: 'redmine',
      config: { address },
      credential: 'a'.repeat(40),
      historyFrom: Date.now() - 30 * day,
    });
    expect(wrong.end).toMatchObject({ kind: 'failed', fault: { code: 'unauthorized' } });
  });
});
