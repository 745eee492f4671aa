import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from '../../electron/shell/chromium/find-browser.mjs';

/** The project's folder, ending in a slash. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A file of the build that is under test. */
export const built = (...parts: string[]): string => join(root, 'dist', ...parts);

export const canDrive = findBrowser() !== undefined && existsSync(built('node', 'serve.js'));
if (!canDrive) console.warn('skipped: needs a built dist/ and a Chromium, Chrome or Edge');

export const isRootOnLinux = process.platform === 'linux' && process.getuid?.() === 0;

/** The folder of real data, or undefined where it is not. */
export function realDataFolder(): string | undefined {
  const folder = process.env['HOTWASH_DATA'] ?? join(root, '..', 'shared', 'data');
  return existsSync(join(folder, 'README.md')) ? folder : undefined;
}

/** Runs the built `hotwash` command. */
export const hotwash = (...args: string[]): SpawnSyncReturns<string> => run(built('node', 'cli.js'), ...args);

/** Runs a built program to its end. */
export const run = (program: string, ...args: string[]): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, timeout: 240_000 });
