import { readStartOptions } from '../../electron/shell/start-options.ts';
import { writeFileAtomic } from '../../electron/platform/files.ts';
import { runChromiumShell } from '../../electron/shell/chromium/run-chromium-shell.ts';
import { invariant } from '../../shared/lib/invariant.ts';

/** The product's own shell around a page of one sentence: what starting costs before Hotwash does anything. */
const page =
  '<!doctype html><html lang="en"><head><title>Blank</title></head><body><script src="/blank.js"></script></body></html>';
const script = "document.body.append(Object.assign(document.createElement('main'), { textContent: 'One sentence.' }));";

const options = readStartOptions(process.argv.slice(2));
invariant(options.ok && options.value.readyFile !== undefined, 'the bench names a ready file');
const shell = await runChromiumShell({
  ...options.value,
  createServices: async () => ({
    handler: async (request) =>
      new URL(request.url).pathname === '/blank.js'
        ? new Response(script, { headers: { 'content-type': 'text/javascript' } })
        : new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } }),
    close: async () => undefined,
  }),
  onBug: console.error,
});
invariant(shell.ok, shell.ok ? '' : shell.error.message);
process.on('SIGTERM', () => void shell.value.stop());
const { browserPid, serverPort, profile } = shell.value;
await writeFileAtomic(options.value.readyFile, JSON.stringify({ pid: process.pid, browserPid, serverPort, profile }));
await shell.value.ended;
