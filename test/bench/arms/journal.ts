import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal } from '../../../electron/journal/journal.ts';
import { systemClock } from '../../../electron/platform/clock.ts';
import { serializeLine } from '../../../shared/journal/line.ts';
import { invariant } from '../../../shared/lib/invariant.ts';
import { goals } from '../goals.ts';
import { median, type Arm, type Comparison } from '../harness.ts';

const event = { type: 'claim.added.v1', body: { text: 'The error rate rose at 10:42. '.repeat(8), command: 'k1' } };

/** J: one acknowledged append to a journal beside appending the same bytes and fdatasync, the median of many. */
export async function createJournalBench(
  appends: number,
): Promise<{ comparison: Comparison; close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-bench-journal-'));
  const options = {
    clock: systemClock,
    device: '0123456789abcdef',
    onNote: () => undefined,
    onAppend: () => undefined,
  };
  let runs = 0;
  const lineBytes = await lengthOfLine(folder, options);
  const expected = String(appends);
  const bare: Arm = {
    name: 'bare append + fdatasync',
    expected,
    run: async () => {
      const handle = await open(join(folder, `bare-${(runs += 1)}`), 'a', 0o600);
      const bytes = Buffer.alloc(lineBytes, 0x61);
      const times: number[] = [];
      for (let i = 0; i < appends; i += 1) {
        const start = performance.now();
        await handle.write(bytes, 0, bytes.length);
        await handle.datasync();
        times.push(performance.now() - start);
      }
      await handle.close();
      return { nsPerUnit: median(times) * 1e6, checksum: String(times.length) };
    },
  };
  const hotwash: Arm = {
    name: 'Hotwash journal',
    expected,
    run: async () => {
      const journal = await openJournal(folder, `r-${(runs += 1)}`, options);
      const times: number[] = [];
      for (let i = 0; i < appends; i += 1) {
        const start = performance.now();
        const appended = await journal.append(i, 'ops-01', [event]);
        times.push(performance.now() - start);
        invariant(appended.ok, 'an append is acknowledged');
      }
      const { seq } = journal.head();
      await journal.close();
      return { nsPerUnit: median(times) * 1e6, checksum: String(seq) };
    },
  };
  const comparison: Comparison = {
    id: 'J1',
    title: `one append, on the disk when acknowledged (p50 of ${appends})`,
    unit: 'append',
    arms: [bare, hotwash],
    claims: [{ arm: hotwash.name, beside: bare.name, goal: goals.appendOverBareAppend }],
  };
  return { comparison, close: () => rm(folder, { recursive: true, force: true }) };
}

async function lengthOfLine(folder: string, options: Parameters<typeof openJournal>[2]): Promise<number> {
  const journal = await openJournal(folder, 'r-0', options);
  const appended = await journal.append(0, 'ops-01', [event]);
  await journal.close();
  invariant(appended.ok && appended.value[0] !== undefined, 'an append is acknowledged');
  return Buffer.byteLength(serializeLine(appended.value[0])) + 1;
}
