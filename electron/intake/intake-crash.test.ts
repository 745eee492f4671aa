import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleEntry } from '../../test/support/bundle-entry.ts';
import { intakeGenesis } from '../../shared/domain/release/intake-line.ts';
import { openIntake } from './open-intake.ts';
import { deploymentsCsv, loggedRevisions, metricsCsv, readLines, temporaryFolder, testNow } from './testing.ts';

type Run = { readonly acknowledged: readonly string[]; readonly finished: boolean };

/** Starts an import and kills it with SIGKILL `delay` ms after its `after`-th acknowledged line. */
async function runAndKill(
  entry: string,
  workspace: string,
  files: readonly string[],
  after: number,
  delay: number,
): Promise<Run> {
  const child = spawn(process.execPath, [entry, workspace, String(testNow), ...files], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  let planned = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (planned || output.split('\n').length - 1 < after) return;
    planned = true;
    setTimeout(() => child.kill('SIGKILL'), delay);
  });
  await once(child, 'close');
  const lines = output.split('\n').slice(0, -1);
  return { acknowledged: lines.filter((line) => line !== 'done'), finished: lines.includes('done') };
}

/** A small generator of numbers below `limit`, so that a failing run can be repeated. */
function createPicker(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

describe('killed at any instant', () => {
  it(
    '[I10] 20 kills: nothing that was acknowledged is lost, nothing is there twice',
    { timeout: 180_000 },
    async () => {
      const folder = await temporaryFolder();
      const entry = await bundleEntry('test/support/intake-entry.ts', folder);
      const files = [join(folder, 'deployments.csv'), join(folder, 'latency.csv')];
      await writeFile(files[0] ?? '', deploymentsCsv(12_000));
      await writeFile(files[1] ?? '', metricsCsv(300_000));
      const pick = createPicker(20_260_316);
      let kills = 0;
      for (let round = 0; kills < 20; round += 1) {
        const workspace = join(folder, `workspace-${round}`);
        await mkdir(workspace);
        for (let finished = false; !finished;) {
          const run = await runAndKill(entry, workspace, files, 1 + pick(5), pick(12));
          finished = run.finished;
          if (!finished) kills += 1;
          await checkAcknowledged(workspace, run.acknowledged);
        }
        await checkWhole(workspace);
      }
      expect(kills).toBeGreaterThanOrEqual(20);
    },
  );
});

async function checkAcknowledged(workspace: string, acknowledged: readonly string[]): Promise<void> {
  const intake = await openIntake(workspace, { now: () => testNow });
  expect(intake.notes.filter((note) => note.code !== 'torn-line')).toEqual([]);
  const hashes = new Map<number, string>();
  let seq = 0;
  let prev = intakeGenesis;
  for await (const text of intake.lines(0)) {
    const line = JSON.parse(text) as { prev: string };
    expect(line.prev).toBe(prev);
    prev = createHash('sha256').update(text).digest('hex');
    seq += 1;
    hashes.set(seq, prev);
  }
  for (const line of acknowledged) {
    const [number, hash] = line.split(' ');
    expect(hashes.get(Number(number))).toBe(hash);
  }
  for (const series of await intake.series())
    for (const chunk of intake.chunksOf(series.series)) expect(await intake.chunk(chunk.sha256)).toBeDefined();
  await intake.close();
}

async function checkWhole(workspace: string): Promise<void> {
  const intake = await openIntake(workspace, { now: () => testNow });
  const lines = await readLines(intake);
  const ids = await loggedRevisions(intake);
  expect(ids).toHaveLength(12_001);
  expect(new Set(ids).size).toBe(12_001);
  expect(lines.flatMap((line) => line.samples).reduce((sum, chunk) => sum + chunk.count, 0)).toBe(300_000);
  const { times, values } = await intake.samples('unassigned/latency/production', 0, testNow);
  expect(times.length).toBe(300_000);
  expect(values[299_999]).toBe(((299_999 * 7919) % 10_007) / 7);
  await intake.close();
}
