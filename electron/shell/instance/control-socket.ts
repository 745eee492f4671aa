import { timingSafeEqual } from 'node:crypto';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type ControlSocket = { readonly port: number; readonly close: () => Promise<void> };

const LINE_LIMIT = 200;
const PATIENCE_MS = 3000;

/**
 * Lets a second start ask the first to come to the front: one line, `focus <secret>`, answered by `ok` once it was done.
 * Anything else, an HTTP request for one, is dropped unanswered.
 */
export async function openControlSocket(secret: string, onFocus: () => Promise<void>): Promise<ControlSocket> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
    void answer(socket, secret, onFocus).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, resolve);
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
  return { port: (server.address() as AddressInfo).port, close };
}

async function answer(socket: Socket, secret: string, onFocus: () => Promise<void>): Promise<void> {
  const given = Buffer.from(await readLine(socket));
  const wanted = Buffer.from(`focus ${secret}`);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    socket.destroy();
    return;
  }
  await onFocus();
  socket.end('ok\n');
}

/** The first line, without its end. Rejects when the other side sends too much or leaves. */
function readLine(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const end = text.indexOf('\n');
      if (end !== -1) resolve(text.slice(0, end));
      else if (text.length > LINE_LIMIT) reject(new Error('line too long'));
    });
    socket.once('close', () => reject(new Error('closed before a line came')));
  });
}

/** Asks a running Hotwash to come to the front. False when it does not answer as it should. */
export async function askToFocus(port: number, secret: string): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port });
  socket.on('error', () => socket.destroy());
  socket.setTimeout(PATIENCE_MS, () => socket.destroy());
  socket.write(`focus ${secret}\n`);
  try {
    return (await readLine(socket)) === 'ok';
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
