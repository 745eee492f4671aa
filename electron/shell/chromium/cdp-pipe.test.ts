import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createCdpPipe } from './cdp-pipe.ts';

function pipePair() {
  const toBrowser = new PassThrough();
  const fromBrowser = new PassThrough();
  return { toBrowser, fromBrowser, cdp: createCdpPipe(toBrowser, fromBrowser) };
}

describe('the debugging pipe', () => {
  it('sends one message ended by a zero byte, and matches answers by number in any order and in any pieces', async () => {
    const { toBrowser, fromBrowser, cdp } = pipePair();
    const first = cdp.send('A.one', { x: 1 });
    const second = cdp.send('B.two', {}, 'session');
    expect(String(toBrowser.read())).toBe(
      '{"id":1,"method":"A.one","params":{"x":1}}\0{"id":2,"method":"B.two","params":{},"sessionId":"session"}\0',
    );
    const bytes = Buffer.from('{"id":2,"result":{"name":"Zürich"}}\0{"id":1,"error":{"message":"no"}}\0');
    for (const byte of bytes) fromBrowser.write(Buffer.of(byte));
    expect(await second).toEqual({ name: 'Zürich' });
    await expect(first).rejects.toThrow('The browser refused: no');
  });

  it('hands events to listeners until they leave', async () => {
    const { fromBrowser, cdp } = pipePair();
    const seen: string[] = [];
    const stop = cdp.onEvent((event) => seen.push(event.method));
    fromBrowser.write('{"method":"T.a","params":{}}\0');
    await new Promise((resolve) => setImmediate(resolve));
    stop();
    fromBrowser.write('{"method":"T.b","params":{}}\0');
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toEqual(['T.a']);
  });

  it('rejects what waits and what comes later once the browser is gone', async () => {
    const { fromBrowser, cdp } = pipePair();
    const waiting = cdp.send('A.one');
    fromBrowser.end();
    fromBrowser.resume();
    await cdp.closed;
    await expect(waiting).rejects.toThrow('The browser is gone.');
    await expect(cdp.send('A.two')).rejects.toThrow('The browser is gone.');
  });
});
