import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleEntry } from '../../test/support/bundle-entry.ts';
import { answerAsGithub, makeDeployments, makeRuns } from '../../test/support/replay-github.ts';
import { startReplay } from '../../test/support/replay-server.ts';
import { streamsCursorSchema } from '../connectors/stream.ts';
import type { Intake } from '../intake/intake.ts';
import { openIntake } from '../intake/open-intake.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);
const repository = 'acme/checkout';
const now = Date.parse('2026-03-01T12:00:00Z');
const hour = 3_600_000;
const historyFrom = now - 60 * 24 * hour;
const source = {
  repository,
  deployments: makeDeployments(repository, 300, now - hour, 4 * hour, 2),
  runs: makeRuns(repository, 2400, now - hour, hour / 2),
};

type Run = { readonly acknowledged: readonly string[]; readonly end: string | null };

/** Starts a pull and kills it with SIGKILL `delay` ms after its `after`-th acknowledged line. */
async function runAndKill(args: readonly string[], after: number, delay: number): Promise<Run> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
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
  return {
    acknowledged: lines.filter((line) => !line.startsWith('end ')),
    end: lines.find((line) => line.startsWith('end ')) ?? null,
  };
}

/** A small generator of numbers below `limit`, so that a failing run can be repeated. */
function createPicker(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const lists = [
  { stream: `runs/${repository}`, kind: 'build', records: source.runs },
  {
    stream: `deployments/${repository}`,
    kind: 'deployment',
    records: source.deployments.map(({ deployment }) => deployment),
  },
] as const;

/** What the cursor says is covered is there, each once; answers how many rows of each kind there are. */
async function checkCovered(intake: Intake): Promise<readonly number[]> {
  const cursor = streamsCursorSchema.safeParse(intake.pulls()[0]?.read?.cursor);
  const counts: number[] = [];
  for (const { stream, kind, records } of lists) {
    const rows = await intake.rows.of(kind);
    const shas = new Set(rows.map((row) => ('sha' in row ? row.sha : null)));
    expect(shas.size).toBe(rows.length);
    const covered = cursor.success ? (cursor.data.streams[stream]?.covered ?? []) : [];
    const missing = records.filter((record) => {
      const at = Date.parse(String(record['created_at']));
      return (
        covered.some(({ from, to }) => from <= at && at < to) && !shas.has(String(record['sha'] ?? record['head_sha']))
      );
    });
    expect(missing).toEqual([]);
    counts.push(rows.length);
  }
  return counts;
}

describe('a pull that is killed at any instant', () => {
  it(
    '[N2] 50 kills: no row is lost, none is there twice, and the cursor tells what is read',
    { timeout: 300_000 },
    async () => {
      const folder = await temporaryFolder('pull-kill');
      const entry = await bundleEntry('test/support/pull-entry.ts', folder);
      const replay = await startReplay({ answer: answerAsGithub(source) });
      const config = JSON.stringify({ address: replay.origin, repositories: repository, lists: 'runs, deployments' });
      const pick = createPicker(20_260_301);
      const expected = lists.map(
        ({ records }) => records.filter((record) => Date.parse(String(record['created_at'])) >= historyFrom).length,
      );
      let kills = 0;
      let finished = 0;
      let workspace = join(folder, 'workspace-0');
      while (kills < 50 || finished === 0) {
        const args = [entry, workspace, 'github', config, String(now), String(historyFrom)];
        const run = await runAndKill(args, kills < 50 ? 1 + pick(3) : 1e9, pick(25));
        const intake = await openIntake(workspace, { now: () => now });
        const written: string[] = [];
        for await (const line of intake.lines(0)) written.push(line);
        expect(written.length).toBeGreaterThanOrEqual(Number(run.acknowledged.at(-1)?.split(' ')[0] ?? 0));
        const counts = await checkCovered(intake);
        if (run.end === null) kills += 1;
        else {
          finished += 1;
          expect([run.end, counts.every((count, index) => count >= (expected[index] ?? 0))]).toEqual([
            'end done',
            true,
          ]);
          expect(intake.pulls()[0]).toMatchObject({ read: { done: true, watermark: now }, failed: null });
          expect(intake.pulls()[0]?.read?.open.length).toBe(2);
          workspace = join(folder, `workspace-${finished}`);
        }
        await intake.close();
      }
      await replay.close();
      console.log(`kills: ${kills}, whole pulls between them: ${finished}, requests: ${replay.asked.length}`);
      expect(kills).toBe(50);
    },
  );
});
