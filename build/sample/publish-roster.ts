import type { MemberId } from '../../shared/domain/ids.ts';
import { samplePassphrase } from '../../shared/domain/workspace/sample.ts';
import { day, hour, minute } from './local-time.ts';
import { must, type Stage } from './stage.ts';

const keepers = ['rel-01', 'audit-01'] as MemberId[];
/** Who signs in the stories; the others make their keys when they need them, as people do. */
const signers = ['qa-01', 'rel-02', 'rel-03', 'eng-04', 'ops-03', 'ops-04', 'prod-01', 'prod-03'] as MemberId[];
const publishedDaysBack = 80;

/** The day after somebody left, everybody who signs has a key and two keepers publish the first roster together. */
export async function publishRoster({ clock, services: { keys, rosters } }: Stage, until: number): Promise<void> {
  clock.set(until - publishedDaysBack * day);
  for (const member of [...keepers, ...signers]) {
    clock.set(clock.wall() + 2 * minute);
    must(await keys.create(member, samplePassphrase), `the key of ${member}`);
  }
  clock.set(clock.wall() + hour);
  must(await rosters.draft({ keepers, threshold: keepers.length, endDevices: [] }), 'drafting the roster');
  for (const keeper of keepers) {
    clock.set(clock.wall() + 5 * minute);
    must(await rosters.sign(keeper, samplePassphrase), `the roster's signature by ${keeper}`);
  }
  must(await rosters.publish(), 'publishing the roster');
}
