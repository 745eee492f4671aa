import { leaver, members, services } from '../../assets/sample/organisation.ts';
import type { MemberId, ServiceId } from '../../shared/domain/ids.ts';
import type { WorkspaceEvent } from '../../shared/domain/workspace/workspace.ts';
import { day, minute } from './local-time.ts';
import { must, type Stage } from './stage.ts';

/** Days before the end of history on which the organisation began to use Hotwash. */
export const foundedDaysBack = 95;
const leftDaysBack = 81;

/** Roster and catalogue, entered in one sitting a summer ago; one person left since. */
export async function fillWorkspace(stage: Stage, until: number): Promise<void> {
  const { clock, services: product } = stage;
  const record = async (event: WorkspaceEvent): Promise<void> => {
    must(await product.workspace.record(product.workspace.current().me ?? 'hotwash', event), event.type);
  };
  for (const member of members) {
    clock.set(clock.wall() + 20_000);
    await record({ type: 'member.added.v1', body: { ...member, id: member.id as MemberId } });
    if (member.id === 'rel-01') await stage.sitDown(member.id);
  }
  for (const { id, title, owner, tier, dependsOn } of services) {
    clock.set(clock.wall() + minute);
    const body = { id: id as ServiceId, title, owner: owner as MemberId, tier, dependsOn: dependsOn as ServiceId[] };
    await record({ type: 'service.registered.v1', body });
  }
  clock.set(until - leftDaysBack * day);
  await record({ type: 'member.left.v1', body: { id: leaver as MemberId } });
}
