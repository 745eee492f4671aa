import { afterAll, describe, expect, it } from 'vitest';
import type { MemberId } from '../../shared/domain/ids.ts';
import { createProcedureHandlers } from './procedure-handlers.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';
import { commandPort, withWorkspace } from './with-workspace.ts';

afterAll(removeTemporaryFolders);

const member = (id: string): MemberId => id as MemberId;

describe('the roster', () => {
  it('[M1.1] lets somebody go who does not sit here, and takes them back', async () => {
    await withWorkspace(await temporaryFolder('roster'), commandPort, async (services) => {
      const call = createProcedureHandlers(services);
      const active = () =>
        services.workspace
          .current()
          .members.filter((each) => each.active)
          .map((each) => each.id);
      const ona = { id: member('ops-01'), display: 'Ona', role: 'operations', leads: true } as const;
      const bo = { ...ona, id: member('ops-02'), display: 'Bo' } as const;
      for (const each of [ona, bo]) await call['workspace.add-member'](each);
      await call['workspace.sit-down']({ member: ona.id });
      const leave = call['workspace.member-leaves'];
      expect(await leave({ member: ona.id })).toMatchObject({ ok: false, error: { code: 'sits-here' } });
      expect(await leave({ member: bo.id })).toMatchObject({ ok: true });
      expect(active()).toEqual([ona.id]);
      expect(await leave({ member: bo.id })).toMatchObject({ ok: false, error: { code: 'no-member' } });
      expect(await call['workspace.add-member'](bo)).toMatchObject({ ok: true });
      expect(active()).toEqual([ona.id, bo.id]);
    });
  });
});
