import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { MemberId, ServiceId } from '../../shared/domain/ids.ts';
import { statePredictions } from '../../shared/projections/package-predictions.ts';
import { carriedText, valueOf } from '../intake/testing.ts';
import { openEnvelope, preAuthEncoding } from '../signing/dsse.ts';
import { predictionPayloadType } from '../../shared/record/prediction-seal.ts';
import { createServices } from './create-services.ts';
import { sha256Of } from './sha256-of.ts';
import { commandPort } from './with-workspace.ts';

const morning = Date.UTC(2026, 2, 16, 8);
const hour = 3_600_000;
const passphrase = 'correct horse battery staple';
const predicted = { probability: 0.2, impact: 'major', reason: 'Settings move into the environment' } as const;
const release = { service: 'fares' as ServiceId, version: '4.18.0' };
const by = 'rel-01' as MemberId;

async function openHouse() {
  const workspaceDir = await mkdtemp(join(tmpdir(), 'hotwash-predict-'));
  const clock = { now: morning };
  const open = () =>
    createServices({
      workspaceDir,
      port: commandPort,
      clock: { wall: () => clock.now, monotonic: () => clock.now },
      founding: { name: 'Test', sample: false, zone: 'UTC' },
      scryptLogN: 4,
    });
  let running = await open();
  onTestFinished(async () => {
    await running.close();
    await rm(workspaceDir, { recursive: true, force: true });
  });
  const body = { id: by, display: 'Release 01', role: 'release', leads: false } as const;
  valueOf(await running.services.workspace.record('hotwash', { type: 'member.added.v1', body }));
  valueOf(await running.services.keys.create(by, passphrase));
  return {
    workspaceDir,
    clock,
    services: () => running.services,
    seal: (more: object = {}) => running.services.predictions.seal({ ...release, by, passphrase, predicted, ...more }),
    predictions: () => running.services.workspace.current().predictions,
    reopen: async () => {
      await running.close();
      running = await open();
    },
    deploy: async (at: number) => {
      clock.now = Math.max(clock.now, at);
      const iso = new Date(at).toISOString();
      const text = `id,service,version,environment,started_at,finished_at,result,sha\nd1,fares,4.18.0,prod,${iso},${iso},success,abcdef1\n`;
      const taken = valueOf(
        await running.services.intake.takeFile(carriedText('deployments.csv', text), {
          mapping: { columns: {}, constants: {} },
        }),
      );
      expect(taken).toMatchObject({ accepted: 1, quarantinedTotal: 0 });
      await running.services.packages.freezeDue();
    },
  };
}

const everyFile = async (folder: string): Promise<string> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n');
};

describe('a sealed prediction', () => {
  it('[M6.4] is in no file in clear until its release went live, and openssl checks the seal after', async () => {
    const house = await openHouse();
    const { id, commitment } = valueOf(await house.seal());
    expect(await everyFile(house.workspaceDir)).not.toContain(predicted.reason);
    await house.reopen();
    expect(await house.services().predictions.openDue()).toBe(0);
    await house.deploy(morning + hour);
    const [opened] = house.predictions();
    expect(opened).toMatchObject({ id, commitment, by, opened: { predicted } });
    const [stated] = statePredictions(house.predictions(), [], morning + hour);
    expect(stated).toMatchObject({ standing: 'sealed', probability: 0.2, madeAt: morning });

    const { salt, envelope } = stated?.seal ?? { salt: '', envelope: '' };
    const canonical = `{"impact":"major","probability":0.2,"reason":"${predicted.reason}"}`;
    expect(sha256Of(salt + canonical)).toBe(commitment);
    const { payload, signature } = valueOf(openEnvelope(envelope, predictionPayloadType));
    expect(JSON.parse(payload)).toMatchObject({ commitment, sealedAt: '2026-03-16T08:00:00.000Z', version: '4.18.0' });
    const file = (name: string): string => join(house.workspaceDir, name);
    await writeFile(file('pae'), preAuthEncoding(payload, predictionPayloadType));
    await writeFile(file('sig'), signature);
    await writeFile(file('key.pem'), house.services().workspace.current().keys[0]?.publicPem ?? '');
    const said = execFileSync('openssl', [
      'dgst',
      '-sha256',
      '-verify',
      file('key.pem'),
      '-signature',
      file('sig'),
      file('pae'),
    ]);
    expect(said.toString()).toBe('Verified OK\n');
  });

  it('[M6.4] is refused once the deployment began, also for a clock that was set back', async () => {
    const house = await openHouse();
    await house.deploy(morning - hour);
    expect(await house.seal()).toMatchObject({
      ok: false,
      error: { code: 'refused', message: expect.stringContaining('void') },
    });
    house.clock.now = morning - 5 * hour;
    expect(await house.seal()).toMatchObject({ ok: false, error: { message: expect.stringContaining('clock') } });
    expect(house.predictions()).toEqual([]);
  });

  it('[M6.4] is void when the deployment turns out to have begun before', async () => {
    const house = await openHouse();
    valueOf(await house.seal());
    await house.deploy(morning - hour);
    expect(statePredictions(house.predictions(), [], morning - hour)).toMatchObject([
      { standing: 'void', why: 'late' },
    ]);
  });

  it('[M6.4] a wrong passphrase seals nothing, and a damaged content stays closed', async () => {
    const house = await openHouse();
    expect(await house.seal({ passphrase: 'another passphrase' })).toMatchObject({ ok: false });
    expect(house.predictions()).toEqual([]);
    const { id } = valueOf(await house.seal());
    const whole = valueOf(await house.seal());
    const unread = valueOf(await house.seal());
    await writeFile(join(house.workspaceDir, 'predictions', id), 'damaged');
    await rm(join(house.workspaceDir, 'predictions', unread.id));
    await mkdir(join(house.workspaceDir, 'predictions', unread.id));
    await house.deploy(morning + hour);
    expect(house.predictions()).toMatchObject([
      { id, opened: null },
      { id: whole.id, opened: { predicted } },
      { id: unread.id, opened: null },
    ]);
  });

  it('[M6.4] is signed by no key that was revoked', async () => {
    const house = await openHouse();
    const { fingerprint } = valueOf(await house.services().keys.unlock(by, passphrase));
    const body = { member: by, fingerprint, from: morning, reason: 'lost' };
    valueOf(await house.services().workspace.record('hotwash', { type: 'key.revoked.v1', body }));
    expect(await house.seal()).toMatchObject({ ok: false, error: { message: expect.stringContaining('revoked') } });
    expect(house.predictions()).toEqual([]);
  });
});
