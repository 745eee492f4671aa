// The product's own shell and services by a clock that a test paces: the last argument names the pace's file.
import { createServices } from '../../electron/host/create-services.ts';
import { writeFileAtomic } from '../../electron/platform/files.ts';
import { runChromiumShell } from '../../electron/shell/chromium/run-chromium-shell.ts';
import { readStartOptions } from '../../electron/shell/start-options.ts';
import { invariant } from '../../shared/lib/invariant.ts';
import { createPacedClock } from './paced-clock.ts';

const [paceFile = '', ...args] = process.argv.slice(2).toReversed();
const options = readStartOptions(args.toReversed());
invariant(options.ok && options.value.readyFile !== undefined, 'a test names a ready file');
const { workspace, readyFile } = options.value;
const clock = createPacedClock(paceFile);
process.umask(0o077);
const shell = await runChromiumShell({
  ...options.value,
  createServices: (port) => createServices({ workspaceDir: workspace, port, clock }),
  onBug: console.error,
});
invariant(shell.ok, shell.ok ? '' : shell.error.message);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void shell.value.stop());
const { browserPid, serverPort, profile } = shell.value;
await writeFileAtomic(readyFile, JSON.stringify({ pid: process.pid, browserPid, serverPort, profile }));
process.exitCode = (await shell.value.ended) === 'browser-gone' ? 1 : 0;
