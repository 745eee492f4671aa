import { join } from 'node:path';
import type { MemberId, ServiceId } from '../../shared/domain/ids.ts';
import type { Clock } from '../platform/clock.ts';
import { createServices, type RunningServices } from './create-services.ts';
import { temporaryFolder } from './temporary-folder.ts';
import type { Services } from './services.ts';
import { commandPort } from './with-workspace.ts';

export const hour = 3_600_000;
export const now = Date.parse('2026-03-16T20:00:00Z');

/** A clock that tests set. Set back, it goes on being monotonic. */
export function handClock(start: number): Clock & { set: (at: number) => void } {
  let at = start;
  let passed = 0;
  return {
    wall: () => at,
    monotonic: () => passed,
    set: (to) => {
      passed += Math.max(0, to - at);
      at = to;
    },
  };
}

export type Trial = {
  readonly folder: string;
  readonly clock: ReturnType<typeof handClock>;
  services: Services;
  reopen(): Promise<void>;
};

/** A workspace with a roster and three services in a chain, in which deployments of the last month start reviews. */
export async function openTrial(closeLater: (close: () => Promise<void>) => void): Promise<Trial> {
  const folder = join(await temporaryFolder('triggers'), 'workspace');
  const clock = handClock(now);
  let running: RunningServices = await createServices({ workspaceDir: folder, port: commandPort, clock, founding });
  closeLater(async () => running.close());
  await furnish(running.services);
  const trial: Trial = {
    folder,
    clock,
    services: running.services,
    reopen: async () => {
      await running.close();
      running = await createServices({ workspaceDir: folder, port: commandPort, clock, founding });
      trial.services = running.services;
    },
  };
  return trial;
}

export const founding = { name: 'Trial', sample: false, zone: 'Europe/Berlin' };

export async function furnish({ workspace, triggers }: Services): Promise<void> {
  for (const id of ['rel-01', 'ops-01', 'prod-01'])
    await workspace.record('hotwash', {
      type: 'member.added.v1',
      body: { id: id as MemberId, display: id, role: 'engineering', leads: true },
    });
  for (const [id, tier, dependsOn] of [
    ['checkout', 'critical', ['payments']],
    ['payments', 'standard', []],
    ['search', 'standard', []],
    ['wiki', 'low', []],
  ] as const)
    await workspace.record('hotwash', {
      type: 'service.registered.v1',
      body: {
        id: id as ServiceId,
        title: id,
        owner: 'rel-01' as MemberId,
        tier,
        dependsOn: dependsOn.map((each) => each as ServiceId),
      },
    });
  await triggers.set(now - 30 * 24 * hour);
}

/** A deployment event as a pipeline sends it. */
export const event = (service: string, version: string, at: number, more: object = {}): object => ({
  id: `${service}-${version}-${at}`,
  service,
  version,
  environment: 'production',
  at: new Date(at).toISOString(),
  result: 'success',
  ...more,
});
