import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { policyInForce } from '../../shared/domain/policy/adopted-policy.ts';
import { standardPolicy } from '../../shared/domain/policy/standard-policy.ts';
import { writePolicy } from '../../shared/formats/write-policy.ts';
import type { Services } from './services.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';
import { commandPort, withWorkspace } from './with-workspace.ts';

afterAll(removeTemporaryFolders);

const base = writePolicy({ ...standardPolicy, policy: 'acme', version: 1 });
const overlay = 'overlay: berlin\nversion: 1\nof: acme\ntiers:\n  full:\n    quorum: {heads: 4}\n';
const seated = async ({ workspace }: Services): Promise<void> => {
  const member = { id: 'ops-01', display: 'Ona', role: 'operations', leads: true };
  for (const event of [
    { type: 'member.added.v1', body: member },
    { type: 'member.sat-down.v1', body: { member: member.id } },
  ])
    await workspace.record('hotwash', event as Parameters<typeof workspace.record>[1]);
};
const open = (folder: string, work: (services: Services) => Promise<void>) => withWorkspace(folder, commandPort, work);

describe('the policy of a workspace', () => {
  it('is the standard one until another is put in force, and no file is needed for it', async () => {
    await open(await temporaryFolder('policy'), async ({ policies }) => {
      expect(await policies.read()).toEqual({
        ok: true,
        value: { base: writePolicy(standardPolicy), overlay: null, onDisk: null },
      });
      expect(await policies.notes()).toEqual([]);
    });
  });

  it('[H3] is put in force by somebody who sits here, with a reason, and written to the folder', async () => {
    const folder = await temporaryFolder('policy');
    const file = (name: string): string => join(folder, 'policy', name);
    await open(folder, async (services) => {
      const { policies, workspace } = services;
      expect(await policies.adopt({ base, overlay }, 'We grew.')).toMatchObject({ ok: false, error: { rule: 'H3' } });
      await seated(services);
      expect(await policies.adopt({ base, overlay }, 'We grew.')).toEqual({ ok: true, value: {} });
      const inForce = policyInForce(workspace.current().policies);
      expect(inForce).toMatchObject({
        policy: { policy: 'acme', tiers: { full: { quorum: { heads: 4 } } } },
        base: { id: 'acme', version: 1 },
        overlay: { id: 'berlin', version: 1 },
      });
      expect(workspace.current().policies[0]).toMatchObject({ reason: 'We grew.', by: 'ops-01' });
      expect([await readFile(file('base.yaml'), 'utf8'), await readFile(file('overlay.yaml'), 'utf8')]).toEqual([
        base,
        overlay,
      ]);
      expect((await stat(file('base.yaml'))).mode & 0o777).toBe(0o600);
      expect(await policies.adopt({ base, overlay: null }, 'Without Berlin.')).toEqual({ ok: true, value: {} });
      await expect(stat(file('overlay.yaml'))).rejects.toThrow('ENOENT');
    });
    await open(folder, async ({ policies }) => {
      expect(await policies.read()).toMatchObject({ ok: true, value: { base, overlay: null, onDisk: null } });
    });
  });

  it('[M7.3] a file that reads otherwise has a higher version, and one that relaxes is refused with its line', async () => {
    await open(await temporaryFolder('policy'), async (services) => {
      const { policies } = services;
      await seated(services);
      await policies.adopt({ base, overlay: null }, 'Ours.');
      const changed = base.replace('heads: 3', 'heads: 5');
      const refused = { ok: false, error: { rule: 'M7.3', satisfy: 'Write version: 2 in it.' } };
      expect(await policies.adopt({ base: changed, overlay: null }, 'More.')).toMatchObject(refused);
      expect(await policies.check({ base: changed, overlay: null })).toMatchObject({
        ok: true,
        value: {
          faults: [],
          resolved: {
            differences: [{ path: 'tiers.full.quorum.heads', before: '3', after: '5' }],
            refusal: { rule: 'M7.3' },
          },
        },
      });
      expect(
        await policies.adopt({ base: changed.replace('version: 1', 'version: 2'), overlay: null }, 'More.'),
      ).toEqual({ ok: true, value: {} });
      // Back to what was in force before, as it was.
      expect(await policies.adopt({ base, overlay: null }, 'Too many.')).toEqual({ ok: true, value: {} });
      expect(await policies.adopt({ base, overlay: null }, 'Again.')).toMatchObject({
        ok: false,
        error: { rule: 'M7.3' },
      });
      const relaxing = overlay.replace('heads: 4', 'heads: 1');
      expect(await policies.check({ base, overlay: relaxing })).toMatchObject({
        ok: true,
        value: { faults: [{ file: 'overlay', line: 6, column: 21, path: 'tiers.full.quorum.heads' }], resolved: null },
      });
      expect(await policies.adopt({ base, overlay: relaxing }, 'x')).toMatchObject({
        ok: false,
        error: { code: 'policy-fault' },
      });
      const posing = writePolicy({ ...standardPolicy, cohortAbovePerDay: 9 });
      expect(await policies.adopt({ base: posing, overlay: null }, 'x')).toMatchObject({
        ok: false,
        error: { satisfy: `Write version: ${standardPolicy.version + 1} in it.` },
      });
    });
  });

  it('a file that a hand changed or deleted is told and not used, and can be put back', async () => {
    const folder = await temporaryFolder('policy');
    const file = join(folder, 'policy', 'base.yaml');
    await mkdir(join(folder, 'policy'), { recursive: true });
    await writeFile(file, 'policy: by hand');
    await open(folder, async (services) => {
      const { policies, workspace } = services;
      expect(await policies.notes()).toMatchObject([
        { code: 'policy-differs', message: expect.stringContaining('base.yaml') },
      ]);
      expect(await policies.read()).toMatchObject({
        ok: true,
        value: { onDisk: { base: 'policy: by hand', overlay: null } },
      });
      expect(policyInForce(workspace.current().policies).policy).toEqual(standardPolicy);
      await seated(services);
      await policies.adopt({ base, overlay: null }, 'Ours.');
      expect(await policies.notes()).toEqual([]);
      await rm(file);
      expect(await policies.notes()).toMatchObject([{ message: expect.stringContaining('is gone') }]);
      expect(await policies.putBack()).toEqual({ ok: true, value: {} });
      expect(await policies.notes()).toEqual([]);
    });
  });
});
