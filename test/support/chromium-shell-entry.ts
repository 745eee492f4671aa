// The Chromium shell around a small handler, as a process of its own: shell tests bundle this and start, kill and restart it.
import { writeFileSync } from 'node:fs';
import type { Handler } from '../../electron/host/handler.ts';
import { runChromiumShell } from '../../electron/shell/chromium/run-chromium-shell.ts';

const [folder = '', readyFile = '', ...flags] = process.argv.slice(2);

const PAGE =
  '<!doctype html><html lang="en"><head><title>Under test</title></head><body><h1>Under test</h1></body></html>';

const handler: Handler = async (request) => {
  const { pathname } = new URL(request.url);
  if (pathname === '/api/echo') return Response.json({ ok: true, value: await request.json() });
  return new Response(PAGE, { headers: { 'content-type': 'text/html; charset=utf-8' } });
};

process.umask(0o077);
const shell = await runChromiumShell({
  folder,
  createServices: async () => ({
    handler,
    close: async () => {
      process.stdout.write('services closed\n');
    },
  }),
  isHeadless: !flags.includes('--window'),
  hasDebuggingPort: !flags.includes('--no-debugging'),
  takeOver: flags.includes('--take-over'),
  onBug: (error) => process.stdout.write(`bug: ${String(error)}\n`),
});
if (shell.ok) {
  process.on('SIGTERM', () => void shell.value.stop());
  const { browserPid, serverPort, profile } = shell.value;
  writeFileSync(readyFile, JSON.stringify({ pid: process.pid, browserPid, serverPort, profile }));
  process.exitCode = (await shell.value.ended) === 'browser-gone' ? 1 : 0;
} else {
  process.stdout.write(`${shell.error.message}\n`);
  process.exitCode = shell.error.code === 'already-open' ? 0 : 1;
}
