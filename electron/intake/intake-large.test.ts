import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { carriedFileAt } from './carried-file.ts';
import { openTestIntake, temporaryFolder, valueOf } from './testing.ts';

const megabyte = 1_000_000;
const size = (process.env['HOTWASH_LARGE_MB'] === undefined ? 200 : Number(process.env['HOTWASH_LARGE_MB'])) * megabyte;
const start = Date.UTC(2020, 0, 1);

/** Writes samples, one a second, until the file has `bytes`; every 5,000th row is bad. */
async function writeSamples(path: string, bytes: number): Promise<{ good: number; bad: number }> {
  const file = createWriteStream(path);
  let written = file.write('timestamp,value\n') ? 16 : 0;
  let count = 0;
  let bad = 0;
  while (written < bytes) {
    let text = '';
    for (let index = 0; index < 20_000; index += 1) {
      const isBad = count % 5000 === 4999;
      if (isBad) bad += 1;
      const time = new Date(start + count * 1000).toISOString().slice(0, 19);
      text += `${time},${isBad ? 'n/a' : ((count * 7919) % 10_007) / 7}\n`;
      count += 1;
    }
    written += text.length;
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
  return { good: count - bad, bad };
}

describe('a large file', () => {
  it(
    '[I14] 200 MB of samples are taken without holding them, and the event loop goes on',
    { timeout: 240_000 },
    async () => {
      const folder = await temporaryFolder();
      const path = join(folder, 'large.csv');
      const { good, bad } = await writeSamples(path, size);
      expect((await stat(path)).size).toBeGreaterThanOrEqual(size);
      const intake = await openTestIntake(folder);
      let turns = 0;
      const ticking = setInterval(() => (turns += 1), 10);
      const before = process.memoryUsage();
      let most = 0;
      const report = valueOf(
        await intake.takeFile(await carriedFileAt(path), {
          mapping: { columns: {}, constants: {}, zone: 'Europe/Berlin' },
          onProgress: () => {
            const { heapUsed, arrayBuffers } = process.memoryUsage();
            most = Math.max(most, heapUsed + arrayBuffers - before.heapUsed - before.arrayBuffers);
          },
        }),
      );
      clearInterval(ticking);
      expect([report.accepted, report.quarantinedTotal, report.stopped]).toEqual([good, bad, null]);
      expect(most).toBeLessThan(150 * megabyte);
      expect(turns).toBeGreaterThan(size / megabyte / 2);
      const chunks = intake.chunksOf('unassigned/large/production');
      expect(chunks.reduce((sum, chunk) => sum + chunk.count, 0)).toBe(good);
      expect(chunks.length).toBe(Math.ceil(good / 4096));
      expect(intake.head().seq).toBeLessThanOrEqual(Math.ceil(chunks.length / 16) + 1);
    },
  );
});
