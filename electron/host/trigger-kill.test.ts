import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { judgementsByEvent } from '../../shared/domain/trigger/automatic-start.ts';
import { bundleEntry } from '../../test/support/bundle-entry.ts';
import { createServices, type RunningServices } from './create-services.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';
import { event, founding, furnish, handClock, hour, now } from './trigger-testing.ts';
import { commandPort } from './with-workspace.ts';

afterAll(removeTemporaryFolders);

const open = (workspaceDir: string): Promise<RunningServices> =>
  createServices({ workspaceDir, port: commandPort, clock: handClock(now), founding });

/** 600 events: one service that deploys often, and 30 releases of another that want a review each. */
function events(): readonly object[] {
  const often = Array.from({ length: 570 }, (_, index) =>
    event('payments', `9.0.${index}`, now - 200 * hour + index * 600_000),
  );
  const single = Array.from({ length: 30 }, (_, index) =>
    event('search', `1.${index}.0`, now - 400 * hour + index * 6 * hour, {
      changeType: index % 4 === 0 ? 'major' : 'minor',
    }),
  );
  return [...often, ...single];
}

it(
  '[M7.4] 20 kills in the middle of a batch: each event is judged once, and no review is opened twice',
  { timeout: 240_000 },
  async () => {
    const folder = await temporaryFolder('batch');
    const entry = await bundleEntry('test/support/batch-entry.ts', folder);
    const file = join(folder, 'events.ndjson');
    await writeFile(
      file,
      events()
        .map((each) => JSON.stringify(each))
        .join('\n'),
    );
    let kills = 0;
    for (let round = 0; kills < 20; round += 1) {
      const workspace = join(folder, `workspace-${round}`);
      const founded = await open(workspace);
      await furnish(founded.services);
      await founded.close();
      for (let lines = 1, isDone = false; !isDone; lines += 7) {
        isDone = await runAndKill([entry, workspace, String(now), file], lines, (kills * 3) % 11);
        if (!isDone) kills += 1;
      }
      await checkOnce(workspace);
    }
    expect(kills).toBeGreaterThanOrEqual(20);
  },
);

/** Starts a batch and kills it `delay` ms after it wrote to its journals for the `after`-th time; true where it ended before. */
async function runAndKill(args: readonly string[], after: number, delay: number): Promise<boolean> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let isPlanned = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (isPlanned || output.split('\n').length - 1 < after) return;
    isPlanned = true;
    setTimeout(() => child.kill('SIGKILL'), delay);
  });
  await once(child, 'close');
  return output.includes('done');
}

async function checkOnce(workspace: string): Promise<void> {
  const running = await open(workspace);
  const { services } = running;
  const judged = [...judgementsByEvent(services.workspace.current().automatic).values()];
  expect(judged).toHaveLength(600);
  expect(judged.filter(({ outcome }) => outcome.kind === 'failed')).toEqual([]);
  const said = services.workspace
    .current()
    .automatic.batches.flat()
    .flatMap((batch) => batch.judged.map((each) => each.event));
  expect(new Set(said).size).toBe(said.length);
  const reviews = services.reviews.ids().flatMap((id) => {
    const read = services.reviews.read(id);
    return read.ok ? [read.value.review] : [];
  });
  const covered = reviews.flatMap(({ release, joint, governance }) =>
    governance.cohort === null ? [release, ...joint.joined.map((each) => each.release)] : [],
  );
  expect(new Set(covered).size).toBe(covered.length);
  const searched = covered.filter((release) => release.startsWith('search@'));
  expect(searched).toHaveLength(30);
  const inCohorts = reviews.flatMap(({ governance }) => governance.cohort?.deployments ?? []);
  expect(new Set(inCohorts).size).toBe(inCohorts.length);
  expect(inCohorts.length).toBeGreaterThan(450);
  expect((await services.triggers.judge('batch')).opened).toEqual([]);
  await running.close();
}
