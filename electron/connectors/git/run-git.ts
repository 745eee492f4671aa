import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { SourceFailed } from '../../platform/carried.ts';
import { errorCode } from '../../platform/files.ts';

/**
 * A repository's own configuration can name programs to run and servers to fetch from, and the repository may be a
 * stranger's. So git runs without the user's and the system's configuration, and every setting that starts a program on
 * the way of `log`, `for-each-ref` and `rev-parse` is switched off here or by an argument of the command; no protocol is
 * allowed, so that a partial clone cannot fetch. With that a folder that belongs to another user is safe to read too.
 */
const hardening = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', process.platform === 'win32' ? 'NUL' : '/dev/null'],
  ['core.pager', 'cat'],
  ['core.sshCommand', 'false'],
  ['diff.external', ''],
  ['log.showSignature', 'false'],
  ['protocol.allow', 'never'],
  ['safe.directory', '*'],
].flatMap(([name, value]) => ['-c', `${name}=${value}`]);

function environment(repository: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    SystemRoot: process.env['SystemRoot'],
    LC_ALL: 'C',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: dirname(repository),
    GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_PAGER: 'cat',
    GIT_TERMINAL_PROMPT: '0',
  };
}

function start(repository: string, args: readonly string[]): ChildProcessByStdio<null, Readable, Readable> {
  return spawn('git', ['--no-pager', ...hardening, '-C', repository, ...args], {
    env: environment(repository),
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: false,
    windowsHide: true,
  });
}

/** Runs git in a repository and yields what it prints, as it comes. Throws SourceFailed when git is missing or fails. */
export async function* streamGit(repository: string, args: readonly string[]): AsyncGenerator<Buffer> {
  const child = start(repository, args);
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (complaint.length < 2000) complaint += text;
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  ended.catch(() => undefined);
  try {
    for await (const part of child.stdout) yield part as Buffer;
    const code = await ended.catch((error: unknown) => {
      throw new SourceFailed(
        errorCode(error) === 'ENOENT' ? 'git is not installed on this machine.' : 'git could not be started.',
      );
    });
    if (code !== 0) throw new SourceFailed(`git stopped: ${reasonOf(complaint, repository)}`);
  } finally {
    child.kill();
  }
}

/** What git prints on success, as text; null when it fails. Throws SourceFailed when git is missing. */
export async function askGit(repository: string, args: readonly string[]): Promise<string | null> {
  const parts: Buffer[] = [];
  try {
    for await (const part of streamGit(repository, args)) parts.push(part);
  } catch (error) {
    if (error instanceof SourceFailed && error.message.startsWith('git stopped')) return null;
    throw error;
  }
  return Buffer.concat(parts).toString('utf8').trim();
}

function reasonOf(complaint: string, repository: string): string {
  const line = complaint.split('\n').find((text) => /^(fatal|error):/.test(text)) ?? 'it gave no reason';
  return line
    .replaceAll(repository, 'the repository')
    .replace(/(^|[\s'"])(\/[^\s'"]+)/g, '$1a file')
    .slice(0, 300);
}
