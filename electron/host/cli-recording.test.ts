import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { missingTools, speak, toChunks } from '../recordings/testing.ts';
import { registerRecording } from './cli-recording.ts';
import { makeRecordedRoom, record, recorded } from './recording-fixture.ts';
import { removeTemporaryFolders } from './temporary-folder.ts';

const missing = missingTools();
if (missing !== null) console.warn(`skipped: ${missing}`);

describe.skipIf(missing !== null)('hotwash recording', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });
  afterAll(removeTemporaryFolders);

  async function run(...args: readonly string[]): Promise<{ readonly code: unknown; readonly out: string }> {
    let out = '';
    const take = (text: unknown): boolean => {
      out += String(text);
      return true;
    };
    vi.spyOn(process.stdout, 'write').mockImplementation(take);
    vi.spyOn(process.stderr, 'write').mockImplementation(take);
    const program = new Command('hotwash').exitOverride();
    registerRecording(program);
    await program.parseAsync(['node', 'hotwash', 'recording', ...args]);
    vi.restoreAllMocks();
    return { code: process.exitCode, out };
  }

  it('[M3.6] lists, recovers, checks and puts together what lies on the disk', async () => {
    const room = await makeRecordedRoom();
    const chunks = toChunks(await speak('The rollback took nine minutes.', 4));
    await record(room, room.running, chunks);
    await room.running.close();
    const at = ['--workspace', room.workspaceDir];
    const recovered = await run('recover', ...at);
    expect(recovered).toMatchObject({ code: 0 });
    expect(recovered.out).toContain(`${room.review} ${recorded} recovered, ends 00:00:04`);
    expect((await run('list', '--json', ...at)).out).toContain('"kept":"one file"');
    expect(await run('check', room.review, ...at)).toMatchObject({ code: 0 });
    expect(await run('remux', room.review, recorded, ...at)).toMatchObject({ code: 0 });
    const media = join(room.workspaceDir, 'recordings', room.review, recorded, 'media.webm');
    const bytes = await readFile(media);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await writeFile(media, bytes);
    const checked = await run('check', ...at);
    expect(checked.code).toBe(1);
    expect(checked.out).toContain('is not the one that was verified');
    expect(await run('check', 'r-2026-999', ...at)).toMatchObject({ code: 2 });
  });
});
