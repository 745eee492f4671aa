import { setTimeout as wait } from 'node:timers/promises';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { boundedRuns } from '../../shared/lib/test-runs.ts';
import { createSourceQueue } from './source-queue.ts';

it('never pulls a source twice at once, nor more than so many sources', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), ms: fc.nat(3), cancelled: fc.boolean() })),
      async (jobs) => {
        const queue = createSourceQueue(2);
        const running: string[] = [];
        let most = 0;
        let twice = false;
        const ended = await Promise.all(
          jobs.map(async ({ id, ms, cancelled }) => {
            const abort = new AbortController();
            if (cancelled) setTimeout(() => abort.abort(), ms);
            return queue.run(id, abort.signal, async () => {
              if (abort.signal.aborted) return 'cancelled';
              twice ||= running.includes(id);
              running.push(id);
              most = Math.max(most, running.length);
              await wait(ms);
              running.splice(running.indexOf(id), 1);
              return 'done';
            });
          }),
        );
        expect(ended).toHaveLength(jobs.length);
        expect(most).toBeLessThanOrEqual(2);
        expect(twice).toBe(false);
        expect(['a', 'b', 'c', 'd'].some(queue.isRunning)).toBe(false);
      },
    ),
    boundedRuns(40),
  );
});
