import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicPartOf } from '../signing/person-key.ts';
import { signSsh } from '../signing/sshsig.ts';
import { addSignOff, prepareSignOff } from '../export/sign-off-files.ts';
import { writeBundle } from '../export/write-bundle.ts';
import { signOffWith } from '../signing/sign-off.ts';
import { createDeviceKey } from '../signing/device-key.ts';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';
import { makeParts, makePerson, passphrase, twoRoles, valueOf } from './record-fixture.ts';
import type { RunningServices } from './create-services.ts';
import {
  makeRoster,
  memberId,
  openRosterWorkspace,
  publishRoster,
  standingClock,
  type MadeRoster,
} from './roster-fixture.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

const run = promisify(execFile);

async function sh(command: string, cwd: string): Promise<{ readonly code: number; readonly text: string }> {
  try {
    const { stdout, stderr } = await run('bash', ['-c', command], { cwd });
    return { code: 0, text: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, text: stdout + stderr };
  }
}

const has = (tool: string): boolean =>
  (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, tool)));
const missing = ['openssl', 'ssh-keygen', 'jq', 'sha256sum', 'bash'].filter((tool) => !has(tool));
if (missing.length > 0) console.log(`roster-strangers: skipped, not installed: ${missing.join(', ')}`);

async function mustBeOk(published: Promise<string>): Promise<void> {
  const outcome = await published;
  if (outcome !== 'ok') throw new Error(outcome);
}

const start = Date.parse('2026-03-01T09:00:00.500Z');
const day = 86_400_000;

describe.skipIf(missing.length > 0)('what is exported of a roster, by stock ssh-keygen', () => {
  let folder: string;
  let running: RunningServices;
  const clock = standingClock(start);
  beforeAll(async () => {
    folder = await temporaryFolder('ssh');
    running = await openRosterWorkspace(await temporaryFolder('workspace'), clock);
    const { rosters, keys } = running.services;
    await mustBeOk(publishRoster(running, ['ops-02', 'audit-01'], 2));
    await writeFile(join(folder, 'message'), 'what was signed');
    for (const id of ['ops-02', 'rel-01', 'audit-01']) {
      const key = valueOf(await keys.unlock(memberId(id), passphrase));
      await writeFile(join(folder, `${id}.sig`), signSsh(key, Buffer.from('what was signed')));
      await writeFile(join(folder, `${id}.pem`), publicPartOf(key.privateKey).publicPem);
      await sh(`ssh-keygen -i -m PKCS8 -f ${id}.pem > ${id}.pub`, folder);
    }
    const fingerprintOf = (member: string) => {
      const key = keys.publicKey(memberId(member));
      return key.ok ? key.value.fingerprint : '';
    };
    const window = { member: memberId('ops-02'), fingerprint: fingerprintOf('ops-02'), validFrom: start };
    valueOf(await rosters.window({ ...window, validUntil: start + 30 * day }));
    clock.now += 10 * day;
    const revoked = { member: memberId('rel-01'), fingerprint: fingerprintOf('rel-01'), from: start + 5 * day };
    valueOf(await rosters.revoke({ ...revoked, reason: 'A lost disk.' }));
    await mustBeOk(publishRoster(running, ['ops-02', 'audit-01'], 2));
    for (const what of ['allowed-signers', 'krl'] as const) {
      const file = await rosters.export(what);
      if (file.ok) await writeFile(join(folder, file.value.name), Buffer.from(file.value.base64, 'base64'));
    }
    return () => running.close();
  });

  const verify = (who: string, days: number, more = '', namespace = 'hotwash-review@v1') => {
    const time = new Date(start + days * day).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '');
    return sh(
      `ssh-keygen -Y verify -f allowed_signers -I ${who} -n ${namespace} -O verify-time=${time}Z ${more} -s ${who}.sig < message`,
      folder,
    );
  };

  it('accepts a key in its window and refuses it before, after, and for another namespace', async () => {
    expect(await verify('ops-02', 1)).toMatchObject({
      code: 0,
      text: expect.stringContaining('Good "hotwash-review@v1"'),
    });
    for (const days of [-1, 31]) expect((await verify('ops-02', days)).code).not.toBe(0);
    expect((await verify('ops-02', 1, '', 'file')).code).not.toBe(0);
    expect((await verify('rel-01', 4)).code).toBe(0);
    expect((await verify('rel-01', 6)).code).not.toBe(0);
  });

  it('refuses a revoked key by the revocation list, whatever time is claimed', async () => {
    expect((await verify('rel-01', 4, '-r revoked.krl')).code).not.toBe(0);
    expect((await verify('ops-02', 1, '-r revoked.krl')).code).toBe(0);
    const asked = await sh('ssh-keygen -Q -f revoked.krl rel-01.pub ops-02.pub', folder);
    expect(asked.text).toMatch(/rel-01\.pub.*: REVOKED/);
    expect(asked.text).toMatch(/ops-02\.pub.*: ok/);
    expect((await sh('ssh-keygen -Q -l -f revoked.krl', folder)).text).toMatch(/# KRL version 2\n/);
  });
});

describe.skipIf(missing.length > 0)('a record under a roster among strangers', () => {
  const at = '2026-03-16T11:30:00.000Z';

  async function record(): Promise<{ dir: string; trust: string; rosters: readonly MadeRoster[] }> {
    const [base, { key: device }, ops, rel] = [
      await temporaryFolder('strangers'),
      createDeviceKey(),
      await makePerson(),
      await makePerson(),
    ];
    const people = [
      { id: 'ops-02', key: ops, roles: ['facilitator' as const] },
      { id: 'rel-01', key: rel, roles: ['release-manager' as const] },
    ];
    const v1 = makeRoster({ people, issuedAt: '2026-02-01T00:00:00.000Z', device });
    const v2 = makeRoster({ people, before: v1, issuedAt: '2026-03-01T00:00:00.000Z', device });
    const dir = join(base, 'record');
    valueOf(await writeBundle(dir, makeParts(device)));
    const rosters = [v1, v2].map(({ roster, text }) => ({ name: `roster-${roster.version}.dsse.json`, text }));
    for (const [role, act, signer] of twoRoles) {
      const key = signer === 'ops-02' ? ops : rel;
      const claim = { role, act, signer, claimedAt: at, rosterVersion: 2, rosterSha256: v2.sha256 };
      valueOf(await addSignOff(dir, { ...signOffWith(key, valueOf(await prepareSignOff(dir)), claim), rosters }));
    }
    const trust = join(base, 'trust');
    await cp(join(dir, 'trust'), trust, { recursive: true });
    return { dir, trust, rosters: [v1, v2] };
  }

  it('is verified by VERIFY.txt and by the stranger script', async (context) => {
    const { dir, trust } = await record();
    const outcome = await sh(`TRUST=${trust} bash -c 'sed -n "s/^    //p" VERIFY.txt | bash'`, dir);
    expect(outcome).toMatchObject({ code: 0, text: expect.stringMatching(/ok: rosters[^]*VERIFIED\n$/) });
    const stranger = resolve(import.meta.dirname, '../../../shared/check/stranger');
    if (!existsSync(stranger)) context.skip('the stranger script is not beside this checkout');
    expect(await sh(`bash ${stranger} ${dir} ${trust}`, '/')).toMatchObject({ code: 0 });
  });

  it('is refused by VERIFY.txt where a roster was touched', async () => {
    const { dir, trust, rosters } = await record();
    const envelope = JSON.parse(rosters[1]?.text ?? '') as { payload: string; signatures: Json[] };
    const edits: readonly [string, string, RegExp][] = [
      [
        'roster-2.dsse.json',
        canonicalJson({ ...envelope, signatures: envelope.signatures.slice(1) }),
        /too few keepers of v2/,
      ],
      ['roster-2.dsse.json', rosters[0]?.text ?? '', /does not follow the one before/],
      ['roster-1.dsse.json', rosters[1]?.text ?? '', /does not follow the one before/],
      ['roster-3.dsse.json', rosters[1]?.text ?? '', /not covered by any signature/],
    ];
    for (const [name, text, expected] of edits) {
      const copy = join(await temporaryFolder('touched'), 'record');
      await cp(dir, copy, { recursive: true });
      await writeFile(join(copy, 'trust', name), text);
      await sh(
        'find . -type f ! -path "./data/*" ! -name "tagmanifest*" -printf "%P\\n" | sort | xargs sha256sum > ../t; mv ../t tagmanifest-sha256.txt',
        copy,
      );
      const outcome = await sh(`TRUST=${trust} bash -c 'sed -n "s/^    //p" VERIFY.txt | bash'`, copy);
      expect(outcome.text).toMatch(expected);
      expect([outcome.code === 0, outcome.text.includes('VERIFIED')]).toEqual([false, false]);
    }
  });
});
