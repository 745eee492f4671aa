import { createHash } from 'node:crypto';
import { mkdir, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createServices } from './host/create-services.ts';
import { writeFileAtomic } from './platform/files.ts';
import { defaultDataFolder } from './platform/paths.ts';
import { runChromiumShell, type RunningShell } from './shell/chromium/run-chromium-shell.ts';

const USAGE = `Hotwash in a Chromium window.

  --workspace DIR       the workspace to open (otherwise the one in your data folder)
  --data DIR            where Hotwash keeps its own data (otherwise your platform's usual place)
  --take-over           open although another computer seems to have the workspace open
  --headless            without a window, with two virtual displays
  --test-debugging-port open a debugging port on loopback (for tests and the tour only)
  --ready-file FILE     once the window is open, write {pid, browserPid, serverPort, profile} to FILE
`;

const say = (text: string) => process.stderr.write(`${text}\n`);

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        workspace: { type: 'string' },
        data: { type: 'string' },
        headless: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        'take-over': { type: 'boolean', default: false },
        'test-debugging-port': { type: 'boolean', default: false },
        'ready-file': { type: 'string' },
      },
    });
    return values;
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return undefined;
  }
}

/** Everything a workspace's window needs beside the workspace itself: never inside it, since a workspace may be shared. */
async function shellFolder(data: string, workspace: string): Promise<string> {
  const key = createHash('sha256')
    .update(await realpath(workspace))
    .digest('hex')
    .slice(0, 16);
  return join(data, 'shell', key);
}

async function main(): Promise<number> {
  // Journals, recordings and the browser's profile are their owner's alone.
  process.umask(0o077);
  const options = readOptions();
  if (options === undefined) return 2;
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const data = resolve(options.data ?? defaultDataFolder());
  const workspace = resolve(options.workspace ?? join(data, 'workspace'));
  await mkdir(workspace, { recursive: true, mode: 0o700 });
  const shell = await runChromiumShell({
    folder: await shellFolder(data, workspace),
    createServices: (port) => createServices({ workspaceDir: workspace, port }),
    isHeadless: options.headless,
    hasDebuggingPort: options['test-debugging-port'],
    takeOver: options['take-over'],
    onBug: (error) =>
      say(`Hotwash made a mistake: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
  });
  if (!shell.ok) {
    say(shell.error.message);
    return shell.error.code === 'already-open' ? 0 : 1;
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void shell.value.stop());
  if (options['ready-file'] !== undefined) await writeReadyFile(options['ready-file'], shell.value);
  return (await shell.value.ended) === 'browser-gone' ? browserGone() : 0;
}

function browserGone(): number {
  say('The browser ended unexpectedly. Everything that was acknowledged is kept; start Hotwash again.');
  return 1;
}

async function writeReadyFile(file: string, shell: RunningShell): Promise<void> {
  const { browserPid, serverPort, profile } = shell;
  await writeFileAtomic(resolve(file), JSON.stringify({ pid: process.pid, browserPid, serverPort, profile }));
}

try {
  process.exitCode = await main();
} catch (error) {
  say(`Hotwash could not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
