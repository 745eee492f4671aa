import { openWorkspace } from './host/open-workspace.ts';
import { writeFileAtomic } from './platform/files.ts';
import { runChromiumShell, type RunningShell } from './shell/chromium/run-chromium-shell.ts';
import { readStartOptions, type StartOptions } from './shell/start-options.ts';

const say = (text: string) => process.stderr.write(`${text}\n`);

async function main(): Promise<number> {
  // Journals, recordings and the browser's profile are their owner's alone.
  process.umask(0o077);
  const options = readStartOptions(process.argv.slice(2));
  if (!options.ok) {
    say(options.error.message);
    return options.error.exitCode;
  }
  return open(options.value);
}

async function open(options: StartOptions): Promise<number> {
  const shell = await runChromiumShell({
    ...options,
    createServices: (port) => openWorkspace(options, port),
    onBug: (error) => say(`Hotwash made a mistake: ${error instanceof Error ? String(error.stack) : String(error)}`),
  });
  if (!shell.ok) {
    say(shell.error.message);
    return shell.error.code === 'already-open' ? 0 : 1;
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void shell.value.stop());
  if (options.readyFile !== undefined) await writeReadyFile(options.readyFile, shell.value);
  if ((await shell.value.ended) !== 'browser-gone') return 0;
  say('The browser ended unexpectedly. Everything that was acknowledged is kept; start Hotwash again.');
  return 1;
}

async function writeReadyFile(file: string, shell: RunningShell): Promise<void> {
  const { browserPid, serverPort, profile } = shell;
  await writeFileAtomic(file, JSON.stringify({ pid: process.pid, browserPid, serverPort, profile }));
}

try {
  process.exitCode = await main();
} catch (error) {
  say(`Hotwash could not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
