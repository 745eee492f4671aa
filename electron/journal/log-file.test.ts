import { appendFile, readFile, truncate, writeFile } from 'node:fs/promises';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { formatCheckpoint, formatNote, parseCheckpoint, parseNote } from '../../shared/journal/checkpoint.ts';
import type { LogEntry } from '../../shared/journal/log-entry.ts';
import { openLogFile, readLog, type LogFile } from './log-file.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hotwash-log-'));
});

const origin = 'hotwash/log/w1';
const signature = '\u2014 hotwash/device/0123456789abcdef AAAA';
const entry = (size: number): LogEntry => ({
  at: '2026-03-16T10:00:00.000Z',
  cause: 'phase',
  head: 'ab'.repeat(32),
  origin: 'hotwash/r-2026-001',
  root: `${'A'.repeat(43)}=`,
  signature,
  size,
});

/** The signature is not looked at here. */
async function open(): Promise<LogFile> {
  const log = await openLogFile(directory, {
    origin,
    sign: (checkpoint) =>
      formatNote({
        text: formatCheckpoint(checkpoint),
        signatures: [{ name: 'x', keyId: '00000000', signature: new Uint8Array(64) }],
      }),
  });
  onTestFinished(() => log.close().catch(() => undefined));
  return log;
}

const sizeOf = (note: string | undefined): number => {
  const read = parseNote(note ?? '');
  const checkpoint = parseCheckpoint(read.ok ? read.value.text : '');
  return checkpoint.ok ? checkpoint.value.size : -1;
};

describe('the log of a workspace on disk', () => {
  it('[J12] keeps what was acknowledged, seals it, and goes on after a torn entry', async () => {
    const log = await open();
    expect(await log.append([entry(1), entry(2)])).toMatchObject({ ok: true });
    expect(sizeOf(log.checkpoint())).toBe(2);
    await log.close();
    await appendFile(join(directory, 'entries.jsonl'), '{"at":"2026-0');
    const again = await open();
    expect(again.entries()).toEqual([entry(1), entry(2)]);
    expect(await again.append([entry(3)])).toMatchObject({ ok: true });
    expect(await readLog(directory, origin)).toMatchObject({ fault: undefined, entries: [{}, {}, { size: 3 }] });
  });

  it('[J12] seals at opening what a kill left without a checkpoint', async () => {
    const log = await open();
    await log.append([entry(1)]);
    const before = await readFile(join(directory, 'checkpoint.txt'));
    await log.append([entry(2)]);
    await log.close();
    await writeFile(join(directory, 'checkpoint.txt'), before);
    expect(sizeOf((await open()).checkpoint())).toBe(2);
  });

  it('[J13] a log that was shortened, changed or is of another workspace takes nothing more and says why', async () => {
    const log = await open();
    await log.append([entry(1), entry(2)]);
    await log.close();
    const path = join(directory, 'entries.jsonl');
    const whole = await readFile(path, 'utf8');
    const broken = [
      [whole.slice(0, whole.indexOf('\n') + 1), 'log-shortened'],
      [whole.replace('"size":1', '"size":9'), 'log-broken'],
      [whole.replace('"size":1', '"size": 1'), 'log-broken'],
      [whole.split('\n').toReversed().join('\n').trimStart() + '\n', 'log-broken'],
    ] as const;
    for (const [text, code] of broken) {
      await writeFile(path, text);
      const reopened = await open();
      expect(reopened.fault?.code).toBe(code);
      expect(await reopened.append([entry(3)])).toMatchObject({ ok: false, error: { code } });
      expect(reopened.checkpoint()).toBeUndefined();
      expect(await readFile(path, 'utf8')).toBe(text);
      await reopened.close();
    }
    await writeFile(path, whole);
    expect((await readLog(directory, 'hotwash/log/w2')).fault?.code).toBe('log-broken');
    await truncate(path, 0);
    expect((await readLog(directory, origin)).fault?.code).toBe('log-shortened');
  });
});
