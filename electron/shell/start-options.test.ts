import { existsSync, mkdtempSync, realpathSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readStartOptions } from './start-options.ts';

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'hotwash-options-')));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('start options', () => {
  it('[S18] open no debugging port and show a window unless asked', () => {
    const read = readStartOptions(['--data', scratch]);
    expect(read).toMatchObject({ ok: true, value: { hasDebuggingPort: false, isHeadless: false, takeOver: false } });
  });

  it('[S17] make the workspace for its owner alone', () => {
    const workspace = join(scratch, 'new', 'workspace');
    expect(readStartOptions(['--data', scratch, '--workspace', workspace])).toMatchObject({
      ok: true,
      value: { workspace },
    });
    expect(statSync(workspace).mode & 0o077).toBe(0);
  });

  it('[S14] give two names of one workspace one folder, outside of it', () => {
    const workspace = join(scratch, 'real');
    const read = (name: string) => readStartOptions(['--data', join(scratch, 'data'), '--workspace', name]);
    const first = read(workspace);
    symlinkSync(workspace, join(scratch, 'other-name'));
    expect(read(join(scratch, 'other-name'))).toEqual(first);
    expect(first.ok && first.value.folder.startsWith(join(scratch, 'data', 'shell'))).toBe(true);
  });

  it('answer what they do not know with the usage, and touch nothing', () => {
    const workspace = join(scratch, 'untouched');
    const read = readStartOptions(['--workspace', workspace, '--wat']);
    expect(read).toMatchObject({ ok: false, error: { exitCode: 2 } });
    expect(!read.ok && read.error.message).toMatch(/--wat.*\n\nHotwash, in a window/s);
    expect(existsSync(workspace)).toBe(false);
    expect(readStartOptions(['--help'])).toMatchObject({ ok: false, error: { exitCode: 0 } });
  });
});
