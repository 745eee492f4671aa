// The Chromium shell around a small handler, as a process of its own: shell tests bundle this and start, kill and restart it.
import { writeFileSync } from 'node:fs';
import type { Handler } from '../../electron/host/handler.ts';
import { runChromiumShell } from '../../electron/shell/chromium/run-chromium-shell.ts';

const [folder = '', readyFile = '', ...flags] = process.argv.slice(2);

const PAGE = `<!doctype html><html lang="en"><head><title>Under test</title>
  ${flags.includes('--attempts') ? '<script src="/attempts.js"></script>' : ''}</head><body><h1>Under test</h1></body></html>`;

// Every way out of a page that needs no click. WebRTC is the one that no content policy covers.
const ATTEMPTS = `
  for (const url of ['http://192.0.2.7/', 'https://example.com/', 'http://other.localhost/']) {
    fetch(url, { mode: 'no-cors' }).catch(() => undefined);
    navigator.sendBeacon(url, 'x');
    new Image().src = url;
    const link = Object.assign(document.createElement('link'), { rel: 'prefetch', href: url });
    document.head.append(link, Object.assign(document.createElement('link'), { rel: 'dns-prefetch', href: url }));
  }
  const peer = new RTCPeerConnection({ iceServers: [{ urls: ['stun:192.0.2.8:3478', 'stun:example.com:3478'] }] });
  peer.createDataChannel('x');
  peer.createOffer().then((offer) => peer.setLocalDescription(offer));
  setTimeout(() => fetch('/api/done', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }), 3000);
`;

const handler: Handler = async (request) => {
  const { pathname } = new URL(request.url);
  if (pathname === '/api/echo') return Response.json({ ok: true, value: await request.json() });
  if (pathname === '/api/done') {
    process.stdout.write('attempts made\n');
    process.kill(process.pid, 'SIGTERM');
    return Response.json({ ok: true });
  }
  if (pathname === '/attempts.js') return new Response(ATTEMPTS, { headers: { 'content-type': 'text/javascript' } });
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
