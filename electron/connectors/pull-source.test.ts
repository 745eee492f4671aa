import { afterEach, describe, expect, it } from 'vitest';
import { answerAsGithub, makeDeployments, makeRuns } from '../../test/support/replay-github.ts';
import { startReplay, type Replay, type ReplayOptions } from '../../test/support/replay-server.ts';
import type { PulledBatch, PullState } from '../../shared/domain/release/pulled-batch.ts';
import { github } from './github/github.ts';
import { pullSource, type PullProgress, type PullRun } from './pull-source.ts';
import { httpTo, testNow } from './testing.ts';

const repository = 'acme/checkout';
const hour = 3_600_000;
const day = 24 * hour;
const runs = makeRuns(repository, 1200, testNow - hour, hour);
const deployments = makeDeployments(repository, 4, testNow - hour, hour);

const open: Replay[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((replay) => replay.close()));
});
async function start(fault?: ReplayOptions['fault']): Promise<Replay> {
  const answer = answerAsGithub({ repository, runs, deployments });
  const replay = await startReplay({ answer, ...(fault === undefined ? {} : { fault }) });
  open.push(replay);
  return replay;
}

type More = {
  readonly state?: PullState | null;
  readonly now?: number;
  readonly budgets?: readonly [number, number];
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PullProgress) => void;
};
function runOf(
  replay: Replay,
  { state = null, now = testNow, budgets = [1000, 1000], signal, onProgress }: More = {},
): PullRun {
  return pullSource(
    { id: 'gh-1', connector: github, config: { address: replay.origin, repositories: repository, lists: 'runs' } },
    {
      state,
      now: () => now,
      signal: signal ?? new AbortController().signal,
      historyFrom: testNow - 40 * day,
      http: {
        recent: httpTo(replay.origin, { budget: budgets[0] }),
        history: httpTo(replay.origin, { budget: budgets[1] }),
      },
      ...(onProgress === undefined ? {} : { onProgress }),
    },
  );
}

async function allOf(run: PullRun): Promise<readonly PulledBatch[]> {
  const batches: PulledBatch[] = [];
  for await (const batch of run.batches) batches.push(batch);
  return batches;
}

/** What the log would know of the source after these batches. */
function stateAfter(batches: readonly PulledBatch[]): PullState {
  const read = batches.map(({ pulled }) => pulled.outcome).findLast((outcome) => outcome.kind === 'read');
  if (read?.kind !== 'read') throw new Error('nothing was read');
  const { cursor, watermark, open, done } = read;
  return { source: 'gh-1', read: { cursor, watermark, open, done, at: testNow }, failed: null };
}
const timeOf = (batch: PulledBatch): string =>
  (JSON.parse(Buffer.from(batch.body?.bytes ?? '').toString()) as { workflow_runs: { created_at: string }[] })
    .workflow_runs[0]?.created_at ?? '';

describe('pulling a source', () => {
  it('[N4] what is new comes first, then history, newest first, each with a budget of its own', async () => {
    const replay = await start();
    const run = runOf(replay, { budgets: [1000, 2] });
    const batches = await allOf(run);
    const times = batches.map(timeOf).filter((time) => time !== '');
    expect(times.toSorted().toReversed()).toEqual(times);
    expect(run.end()).toMatchObject({ kind: 'paused', why: { code: 'out-of-budget' } });
    expect(batches.every(({ pulled }) => pulled.outcome.kind === 'read' && !pulled.outcome.done)).toBe(true);
    const rest = runOf(replay, { state: stateAfter(batches), now: testNow + hour });
    const more = await allOf(rest);
    expect([rest.end()?.kind, stateAfter(more).read?.done]).toEqual(['done', true]);
    // The newest half hour again, then history from where its budget ended: nothing of the rest is asked twice.
    expect(more.filter((batch) => timeOf(batch) > (times.at(-1) ?? '')).length).toBeLessThanOrEqual(1);
    expect(run.progress().records + rest.progress().records).toBeGreaterThanOrEqual(39 * 24);
  });

  it('[N6] nothing is asked before the batch before it was taken', async () => {
    const replay = await start();
    const iterator = runOf(replay).batches[Symbol.asyncIterator]();
    expect(replay.asked.length).toBe(0);
    for (let taken = 1; taken <= 3; taken += 1) {
      await iterator.next();
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
      expect(replay.asked.length).toBe(taken);
    }
    await iterator.return?.();
    expect(replay.asked.length).toBe(3);
  });

  it('[N10] a dead source gives one batch without rows, which says since when its data is missing', async () => {
    const alive = await start();
    const state = stateAfter(await allOf(runOf(alive)));
    const dead = await start(() => ({ kind: 'reset' }));
    for (const [before, since] of [
      [state, testNow],
      [null, null],
    ] as const) {
      const run = runOf(dead, { state: before, now: testNow + day });
      const batches = await allOf(run);
      expect(batches).toMatchObject([
        { body: null, pulled: { outcome: { kind: 'failed', code: 'unreachable', since } } },
      ]);
      expect(run.end()?.kind).toBe('failed');
    }
  });

  it('[N10] cancelling is no fault, and what was taken stays', async () => {
    const replay = await start();
    const controller = new AbortController();
    const progress: PullProgress[] = [];
    const run = runOf(replay, {
      signal: controller.signal,
      onProgress: (now) => {
        progress.push(now);
        if (progress.length === 2) controller.abort();
      },
    });
    const batches = await allOf(run);
    expect([batches.length, run.end()?.kind]).toEqual([2, 'paused']);
    expect(progress.map(({ records }) => records)).toEqual([100, 200]);
    expect(progress[0]?.remaining).toBe(14 * 24 - 100);
    const rest = await allOf(runOf(replay, { state: stateAfter(batches), now: testNow + hour }));
    expect(stateAfter(rest).read?.done).toBe(true);
  });
});
