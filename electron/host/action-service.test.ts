import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { handClock, makeClosedReview } from './action-fixture.ts';
import { sha256Of } from './sha256-of.ts';
import { removeTemporaryFolders } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

const criterion = {
  kind: 'metric' as const,
  metric: 'p95',
  comparator: '<' as const,
  value: 250,
  unit: 'ms',
  window: '2 h',
};
const hour = 3_600_000;

describe('a metric criterion on the host', () => {
  it('[M3.4] is measured from the samples after it was done, and verified with their hash', async () => {
    const clock = handClock('2026-03-16T09:00:00Z');
    const { running, review, measure, workspaceDir } = await makeClosedReview(clock, criterion);
    const { actions, workspace } = running.services;
    const item = { review, action: 'act1' };
    const look = async () => {
      const reading = await actions.measure(item);
      return !reading.ok
        ? reading.error.message
        : reading.value.state === 'measured'
          ? reading.value
          : reading.value.why;
    };
    expect(await look()).toMatch(/^It is not done/);
    const doneAt = Math.ceil(clock.wall() / 60_000) * 60_000;
    clock.pass(doneAt - clock.wall());
    expect(await actions.run(item, { type: 'settle', outcome: 'done', note: 'merged' })).toMatchObject({ ok: true });
    expect(await look()).toMatch(/^Its window ends on 2026-03-16/);
    clock.pass(3 * hour);
    expect(await look()).toBe('No series of checkout is called p95.');
    // Two hours before it was done, slow; two hours after, quick; then slow again, outside of the window.
    const values = [...Array<number>(120).fill(900), ...Array<number>(120).fill(200), ...Array<number>(30).fill(900)];
    await measure('p95', 'ms', new Date(doneAt - 2 * hour).toISOString(), values);
    const reading = await look();
    if (typeof reading === 'string') throw new Error(reading);
    expect(reading).toMatchObject({
      isMet: true,
      least: 200,
      greatest: 200,
      measured: { value: 200, unit: 'ms', n: 120 },
    });
    const { sha256, from, to } = reading.measured;
    expect(to - from).toBe(2 * hour);
    const kept = await readFile(join(workspaceDir, 'evidence', sha256), 'utf8');
    expect(sha256Of(kept)).toBe(sha256);
    expect(kept.split('\n')).toHaveLength(122);

    const verify = (verdict: 'met' | 'not-met', seen: string | null) =>
      actions.run(item, { type: 'verify', verdict, artefact: null, note: 'looked' }, seen);
    expect(await verify('not-met', sha256)).toMatchObject({ ok: false, error: { rule: 'M3.4' } });
    expect(await verify('met', 'b'.repeat(64))).toMatchObject({ ok: false, error: { code: 'measured-anew' } });
    expect(await verify('met', sha256)).toMatchObject({ ok: true });
    expect(workspace.current().actionChanges.at(-1)).toMatchObject({
      type: 'commitment.verified.v1',
      body: { verdict: 'met', measured: { value: 200, n: 120, sha256 } },
    });
    await running.close();
  });

  it('[M3.4] says in words why nothing can be told: another unit, no samples', async () => {
    const clock = handClock('2026-03-16T09:00:00Z');
    const { running, review, measure } = await makeClosedReview(clock, { ...criterion, unit: 's' });
    const { actions } = running.services;
    const item = { review, action: 'act1' };
    await actions.run(item, { type: 'settle', outcome: 'done', note: 'merged' });
    clock.pass(3 * hour);
    await measure('p95', 'ms', '2026-03-10T00:00:00Z', [1, 2, 3]);
    expect(await actions.measure(item)).toMatchObject({
      value: { state: 'cannot-tell', why: 'p95 is measured in ms, the criterion in s.' },
    });
    await measure('P95', 's', '2026-03-10T00:00:00Z', [1, 2, 3]);
    expect(await actions.measure(item)).toMatchObject({
      value: {
        state: 'cannot-tell',
        why: expect.stringMatching(/has no samples .* Missing data is not 0\.$/) as string,
      },
    });
    await running.close();
  });
});
