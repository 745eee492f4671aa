import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ZipFile } from 'yazl';
import { afterEach, describe, expect, it } from 'vitest';
import type { Pulled } from '../../shared/domain/release/intake-line.ts';
import { canonicalJson } from '../../shared/journal/canonical-json.ts';
import type { CourierReport } from './courier-service.ts';
import { createServices, type RunningServices } from './create-services.ts';
import { commandPort } from './with-workspace.ts';

const start = Date.UTC(2026, 2, 12, 10);
const opened: RunningServices[] = [];
const folders: string[] = [];

async function temporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-courier-'));
  folders.push(folder);
  return folder;
}

async function openMachine(at = start): Promise<RunningServices & { readonly dir: string }> {
  const dir = join(await temporary(), 'workspace');
  const clock = { wall: () => at, monotonic: () => 0 };
  const running = await createServices({
    workspaceDir: dir,
    port: commandPort,
    clock,
    scryptLogN: 10,
    founding: {
      name: 'Test organisation',
      sample: false,
      zone: 'UTC',
    },
  });
  opened.push(running);
  return { ...running, dir };
}

afterEach(async () => {
  for (const running of opened.splice(0)) await running.close();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

const deployments = (from: number, count: number): string =>
  ['id,service,version,environment,started_at,finished_at,result']
    .concat(
      Array.from({ length: count }, (_, i) => {
        const at = Date.UTC(2026, 1, 1) + (from + i) * 60_000;
        const service = i % 2 === 0 ? 'checkout' : 'boarding';
        return `d${from + i},${service},1.${from + i}.0,production,${new Date(at).toISOString()},${new Date(at + 5000).toISOString()},success`;
      }),
    )
    .join('\n');

const metrics = [
  'timestamp,value',
  ...Array.from({ length: 9000 }, (_, i) => `${Date.UTC(2026, 1, 1) + i * 1000},${i % 97}`),
].join('\n');
const tickets =
  'id,service,title,description,status,created\nT-1,checkout,Cannot pay,"Write to ada.lovelace@example.org",open,2026-02-03T10:00:00Z\n';

async function take(machine: RunningServices, name: string, text: string, service?: string): Promise<void> {
  const mapping = service === undefined ? undefined : { columns: {}, constants: { service } };
  const file = {
    name,
    size: text.length,
    open: async function* () {
      yield Buffer.from(text);
    },
  };
  const taken = await machine.services.intake.takeFile(file, { mapping });
  expect(taken).toMatchObject({ ok: true });
}

const pulled = (outcome: Pulled['outcome']): Pulled => ({
  source: 'jenkins-1',
  connector: 'jenkins',
  connectorVersion: 1,
  query: '/job/checkout/api/json',
  fetchedAt: '2026-03-12T09:00:00.000Z',
  outcome,
});

async function fill(machine: RunningServices): Promise<void> {
  await take(machine, 'deployments.csv', deployments(0, 3000));
  await take(machine, 'p95.csv', metrics, 'checkout');
  await take(machine, 'tickets.csv', tickets);
  const builds = [
    { number: 7, timestamp: start - 3_600_000, duration: 60_000, result: 'SUCCESS', url: 'http://ci/job/checkout/7/' },
  ];
  const bytes = Buffer.from(JSON.stringify({ builds }));
  const body = { bytes, format: 'jenkins-builds', mapping: { columns: {}, constants: { service: 'checkout' } } };
  const read = pulled({ kind: 'read', cursor: { number: 7 }, watermark: start, open: [], done: true });
  expect(
    await machine.services.intake.takePulled({ name: 'jenkins builds checkout', pulled: read, body }),
  ).toMatchObject({ ok: true });
}

async function rowsOf({ services }: RunningServices): Promise<unknown> {
  const { rows } = services.intake;
  const kinds = ['deployment', 'build', 'ticket', 'series'] as const;
  const found = await Promise.all(kinds.map((kind) => rows.of(kind)));
  return found.flat().toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

const packed = async (
  machine: RunningServices,
  choice: { after?: number; services?: string[] } = {},
): Promise<string> => {
  const out = join(await temporary(), 'bundle.zip');
  const answer = await machine.services.couriers.pack(
    { after: choice.after ?? 0, services: choice.services ?? null },
    out,
  );
  expect(answer).toMatchObject({ ok: true });
  return out;
};

async function carry(machine: RunningServices, path: string): Promise<CourierReport> {
  expect(await machine.services.couriers.trust(path)).toMatchObject({ ok: true });
  const answer = await machine.services.couriers.take(path, new AbortController().signal, () => undefined);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

/** A zip of chosen entries, as an attacker or a bad stick would make it. */
async function zipOf(entries: { readonly [name: string]: Uint8Array }): Promise<string> {
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(entries)) zip.addBuffer(Buffer.from(bytes), name);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  const path = join(await temporary(), 'made.zip');
  await writeFile(path, Buffer.concat(pieces));
  return path;
}

async function unpack(path: string): Promise<{ [name: string]: Buffer }> {
  const folder = await temporary();
  execFileSync('unzip', ['-q', path, '-d', folder]);
  const names = (await readdir(folder, { recursive: true })).filter(
    (name) => name.includes('.') || name.startsWith('raw/'),
  );
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))])));
}

describe('a courier bundle', () => {
  it('[P1] brings the same rows and samples, with their source and the line they come from', async () => {
    const [origin, far] = [await openMachine(), await openMachine()];
    await fill(origin);
    const report = await carry(far, await packed(origin));
    expect(report).toMatchObject({ refused: 0, relation: { kind: 'first' }, isTrusted: true });
    expect(report.reports.every(({ note }) => note === '')).toBe(true);
    expect(await rowsOf(far)).toEqual(await rowsOf(origin));
    const window = [Date.UTC(2026, 1, 1), Date.UTC(2026, 1, 2)] as const;
    const [series] = await origin.services.intake.series();
    const name = series?.series ?? '';
    expect(await far.services.intake.samples(name, ...window)).toEqual(
      await origin.services.intake.samples(name, ...window),
    );
    expect(
      await far.services.intake.provenance(
        'deployment',
        (await far.services.intake.rows.of('deployment'))[0]?.id ?? '',
      ),
    ).toMatchObject({
      name: 'deployments.csv',
      courier: { origin: report.origin },
    });
    expect(far.services.intake.pulls()).toMatchObject([
      { source: 'jenkins-1', read: { cursor: { number: 7 }, watermark: start } },
    ]);
  });

  it('[P2] is checked by openssl and sha256sum alone', async () => {
    const origin = await openMachine();
    await fill(origin);
    const folder = await temporary();
    execFileSync('unzip', ['-q', await packed(origin), '-d', folder]);
    const commands = (await readFile(join(folder, 'READ-ME.txt'), 'utf8'))
      .split('\n')
      .filter((line) => line.startsWith('  '));
    expect(commands).toHaveLength(2);
    const run = (): string =>
      execFileSync('bash', ['-ec', commands.join('\n')], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
    expect(run()).toContain('Verified Successfully');
    const manifest = await readFile(join(folder, 'manifest.json'), 'utf8');
    await writeFile(join(folder, 'manifest.json'), manifest.replace('"leftOut":0', '"leftOut":1'));
    expect(run).toThrow('Command failed');
  });

  it('[P3] is refused whole where its manifest was changed, is of another version, or comes from the future', async () => {
    const [origin, far] = [await openMachine(), await openMachine(start - 3_600_000)];
    await fill(origin);
    const path = await packed(origin);
    expect(await far.services.couriers.look(path)).toMatchObject({ ok: false, error: { code: 'from-the-future' } });
    const late = await openMachine();
    const files = await unpack(path);
    const changed = (text: string): Promise<string> => zipOf({ ...files, 'manifest.json': Buffer.from(text) });
    const text = (files['manifest.json'] ?? Buffer.of()).toString();
    const look = async (made: Promise<string>) => {
      const answer = await late.services.couriers.look(await made);
      return answer.ok ? 'taken' : answer.error.code;
    };
    expect(await look(changed(text.replace('"leftOut":0', '"leftOut":1')))).toBe('bad-signature');
    expect(await look(changed(text.replace('courier/1', 'courier/7')))).toBe('unknown-version');
    expect(await look(changed(text.slice(0, -1)))).toBe('bad-manifest');
    expect(await look(changed(`${text} `))).toBe('bad-manifest');
    const parsed = JSON.parse(text) as { origin: object };
    const forged = { ...parsed, origin: { ...parsed.origin, device: 'f'.repeat(16) } };
    expect(await look(changed(canonicalJson(forged)))).toBe('bad-signature');
    expect(
      await look(
        zipOf({ ...files, '../evil': Buffer.of(1) }).catch(() => zipOf({ ...files, 'evil.sh': Buffer.of(1) })),
      ),
    ).toBe('unsafe-zip');
    expect(await look(zipOf({ 'readme.txt': Buffer.of(1) }))).toBe('unsafe-zip');
    const cut = join(await temporary(), 'cut.zip');
    await writeFile(cut, (await readFile(path)).subarray(0, 2000));
    expect(await late.services.couriers.look(cut)).toMatchObject({ ok: false, error: { code: 'not-a-courier' } });
  });

  it('[P3] is taken only from an origin that somebody here trusts', async () => {
    const [origin, far] = [await openMachine(), await openMachine()];
    await fill(origin);
    const path = await packed(origin);
    const answer = await far.services.couriers.take(path, new AbortController().signal, () => undefined);
    expect(answer).toMatchObject({ ok: false, error: { code: 'unknown-origin' } });
    expect(far.services.intake.head().seq).toBe(0);
    expect(await origin.services.couriers.trust(path)).toMatchObject({ ok: true });
    expect(await origin.services.couriers.take(path, new AbortController().signal, () => undefined)).toMatchObject({
      error: { code: 'own-courier' },
    });
  });

  it('[P6] loses one bad file and not the others, and is to be brought again', async () => {
    const [origin, far] = [await openMachine(), await openMachine()];
    await fill(origin);
    const path = await packed(origin);
    const files = await unpack(path);
    const victim = Object.keys(files).find((name) => files[name]?.toString().startsWith('timestamp,value')) ?? '';
    const bytes = Buffer.from(files[victim] ?? []);
    bytes[bytes.length - 1] = 0x39;
    const damaged = await carry(far, await zipOf({ ...files, [victim]: bytes }));
    expect(damaged.refused).toBe(1);
    expect(damaged.reports.find(({ outcome }) => outcome === 'refused')?.note).toContain('hash');
    expect(far.services.workspace.current().couriers[0]?.known).toBeNull();
    const again = await carry(far, path);
    expect(again.refused).toBe(0);
    expect(again.reports.filter(({ outcome }) => outcome === 'known').length).toBe(3);
    expect(await rowsOf(far)).toEqual(await rowsOf(origin));
  });

  it('[P4] is noticed to overlap or to leave a gap, and counts nothing twice', async () => {
    const [origin, far] = [await openMachine(), await openMachine()];
    await fill(origin);
    const first = await packed(origin);
    const seq = origin.services.intake.head().seq;
    await take(origin, 'more.csv', deployments(5000, 10));
    const middle = origin.services.intake.head().seq;
    await take(origin, 'last.csv', deployments(6000, 10));
    await carry(far, first);
    const late = await carry(far, await packed(origin, { after: middle }));
    expect(late.relation).toEqual({ kind: 'gap', from: seq + 1, to: middle });
    expect(far.services.workspace.current().couriers[0]?.gaps).toEqual([{ from: seq + 1, to: middle }]);
    const all = await carry(far, await packed(origin));
    expect(all.relation).toMatchObject({ kind: 'known' });
    expect(far.services.workspace.current().couriers[0]?.gaps).toEqual([]);
    expect(await rowsOf(far)).toEqual(await rowsOf(origin));
  });

  it('[P5] of a history that was replaced is refused', async () => {
    const [origin, far] = [await openMachine(), await openMachine()];
    await fill(origin);
    const path = await packed(origin);
    await carry(far, path);
    await far.services.workspace.record('hotwash', {
      type: 'courier.taken.v1',
      body: {
        origin: (await look(far, path)).origin,
        createdAt: '2026-03-12T10:00:00.000Z',
        from: 1,
        to: 1,
        head: 'e'.repeat(64),
        before: '0'.repeat(64),
        items: 0,
        refused: 0,
        absent: 0,
      },
    });
    expect(await far.services.couriers.take(path, new AbortController().signal, () => undefined)).toMatchObject({
      ok: false,
      error: { code: 'forked-origin' },
    });
  });

  it('[P7] carries what did not answer at its origin, and only the services that were asked for', async () => {
    const [origin, far] = [await openMachine(), await openMachine()];
    await fill(origin);
    await take(origin, 'other.csv', metrics, 'boarding');
    const fault = pulled({ kind: 'failed', code: 'unreachable', message: 'no answer', since: start - 60_000 });
    await origin.services.intake.takePulled({ name: 'jenkins-1', pulled: fault, body: null });
    const report = await carry(far, await packed(origin, { services: ['checkout'] }));
    expect(report).toMatchObject({ leftOut: 1, failed: [{ source: 'jenkins-1', since: start - 60_000 }] });
    expect(far.services.intake.pulls()).toMatchObject([{ failed: { code: 'unreachable', since: start - 60_000 } }]);
    expect((await far.services.intake.series()).map(({ service }) => service)).toEqual(['checkout']);
  });

  it('[P8] holds no personal detail of a ticket, and is whole or not there', async () => {
    const origin = await openMachine();
    await fill(origin);
    const path = await packed(origin);
    const all = Object.values(await unpack(path)).map((bytes) => bytes.toString('latin1'));
    expect(all.some((text) => text.includes('Cannot pay'))).toBe(true);
    expect(all.some((text) => text.includes('lovelace'))).toBe(false);
    expect(await origin.services.couriers.pack({ after: 0, services: null }, path)).toMatchObject({
      error: { code: 'exists' },
    });
    const nowhere = join(path, 'below-a-file.zip');
    expect((await origin.services.couriers.pack({ after: 0, services: null }, nowhere)).ok).toBe(false);
    expect(await origin.services.couriers.pack({ after: 999, services: null }, `${path}2`)).toMatchObject({
      error: { code: 'nothing-to-pack' },
    });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });
});

async function look(machine: RunningServices, path: string): Promise<{ origin: string }> {
  const answer = await machine.services.couriers.look(path);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}
