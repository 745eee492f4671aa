// Builds dist/ when a source is newer than the last build, one build at a time.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const stampPath = `${root}dist/.stamp`;
const lockPath = `${root}.cache/build.lock`;
const SOURCES = ['electron', 'renderer', 'shared', 'assets', 'build', 'test', 'vite.config.ts', 'package-lock.json'];

const isSource = (/** @type {string} */ name) => !/\.test\.tsx?$|\.log$|^\./.test(name);

/** @param {string} path relative to the root @returns {string[]} one `path size mtime` line for every source file */
function describe(path) {
  const stats = statSync(`${root}${path}`, { throwIfNoEntry: false });
  if (!stats) return [];
  if (!stats.isDirectory()) return [`${path} ${stats.size} ${stats.mtimeMs}`];
  return readdirSync(`${root}${path}`)
    .filter(isSource)
    .sort()
    .flatMap((name) => describe(`${path}/${name}`));
}

const stampOfSources = () => createHash('sha256').update(SOURCES.flatMap(describe).join('\n')).digest('hex');

function readStamp() {
  try {
    return readFileSync(stampPath, 'utf8');
  } catch {
    return '';
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

function takeLock() {
  mkdirSync(`${root}.cache`, { recursive: true });
  for (;;) {
    try {
      writeFileSync(lockPath, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    const holder = readHolder();
    if (holder !== undefined && !isAlive(holder)) rmSync(lockPath, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
}

function readHolder() {
  try {
    const pid = Number(readFileSync(lockPath, 'utf8'));
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** The sample workspace, made by the program just built; its maker does nothing when that program is the one before. */
function makeSample() {
  const maker = spawnSync(process.execPath, [`${root}dist/tools/sample.js`, `${root}dist/sample`], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (maker.status !== 0) process.stderr.write(`${maker.stdout}${maker.stderr}`);
  return maker.status === 0;
}

/**
 * Builds when the sources differ from those of the last good build. All output goes to stderr, and a build that works
 * says nothing, so that a command's stdout stays its own.
 *
 * @returns {boolean} whether dist/ now answers the sources
 */
export function buildIfChanged() {
  if (readStamp() === stampOfSources()) return true;
  takeLock();
  try {
    const stamp = stampOfSources();
    if (readStamp() === stamp) return true;
    rmSync(stampPath, { force: true });
    const vite = spawnSync(process.execPath, [`${root}node_modules/vite/bin/vite.js`, 'build', '--app'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 64 * 1024 * 1024,
    });
    if (vite.status !== 0) {
      process.stderr.write(`${vite.stdout}${vite.stderr}\nThe build failed; what vite said is above.\n`);
      return false;
    }
    if (!makeSample()) return false;
    writeFileSync(stampPath, stamp);
    return true;
  } finally {
    rmSync(lockPath, { force: true });
  }
}
