import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServices } from '../../../electron/host/create-services.ts';
import { commandPort } from '../../../electron/host/with-workspace.ts';
import type { ReviewId } from '../../../shared/domain/ids.ts';
import { serializeLine, type JournalLine } from '../../../shared/journal/line.ts';
import { invariant } from '../../../shared/lib/invariant.ts';
import { caps, type Capped } from '../goals.ts';
import { median } from '../harness.ts';
import { notesAfter } from '../made-notes.ts';

const closed = 'review.closed.v1';

/**
 * X1: the review of the sample workspace that is closed there, opened again before its last word and given 10,000 notes;
 * ms from the command to close it to the acknowledgement, the median of `runs`.
 */
export async function measureClosing(dist: string, runs: number): Promise<readonly Capped[]> {
  const times: number[] = [];
  let events = 0;
  for (let at = 0; at < runs; at += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'hotwash-bench-close-'));
    try {
      const made = await workspaceBeforeClosing(join(dist, 'sample'), folder);
      const running = await createServices({ workspaceDir: folder, port: commandPort, clock: made.clock });
      // The room has been reading it all along; only its last word is timed.
      running.services.reviews.read(made.review);
      const start = performance.now();
      const done = await running.services.reviews.run(made.review, 'benchclose', {
        type: 'review.close',
        summary: 'Closed with ten thousand events.',
      });
      times.push(performance.now() - start);
      invariant(done.ok, done.ok ? '' : done.error.message);
      events = running.services.reviews.lines(made.review).length;
      await running.close();
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  const what = `X1  closing a review of ${events.toLocaleString('en')} events`;
  return [{ what, value: median(times), cap: caps.closing }];
}

async function workspaceBeforeClosing(sample: string, folder: string) {
  await cp(sample, folder, { recursive: true });
  for (const name of ['records', 'log', 'lock']) await rm(join(folder, name), { recursive: true, force: true });
  const review = 'r-2026-001' as ReviewId;
  const journal = join(folder, 'journals', `${review}.jsonl`);
  const lines = (await readFile(journal, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as JournalLine);
  const until = lines.findIndex(({ type }) => type === closed);
  invariant(until > 0, 'the sample has a closed review');
  const before = lines.slice(0, until);
  await writeFile(
    journal,
    notesAfter(before, 10_000 - before.length)
      .map((line) => `${serializeLine(line)}\n`)
      .join(''),
  );
  const now = Date.parse(lines[until]?.at ?? '');
  return { review, clock: { wall: () => now, monotonic: () => performance.now() } };
}
