import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askToFocus, openControlSocket } from './control-socket.ts';
import { noteOfThisProcess, takeInstanceLock, type InstanceNote } from './instance-lock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hotwash-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const leave = (note: InstanceNote | string, number = 1) =>
  writeFileSync(join(folder, `lock.${number}.json`), typeof note === 'string' ? note : JSON.stringify(note));

describe('the lock on a workspace', () => {
  it('[S14] is held by one, and free again after its release', async () => {
    const first = await takeInstanceLock(folder, noteOfThisProcess(1, 'first'));
    const second = await takeInstanceLock(folder, noteOfThisProcess(2, 'second'));
    expect(second).toMatchObject({
      ok: false,
      error: { code: 'already-open', holder: { controlPort: 1, secret: 'first' } },
    });
    expect(statSync(join(folder, 'lock.1.json')).mode & 0o777).toBe(0o600);
    if (first.ok) await first.value.release();
    expect((await takeInstanceLock(folder, noteOfThisProcess(3, 'third'))).ok).toBe(true);
    expect(readdirSync(folder)).toEqual(['lock.2.json']);
  });

  it('[S14] of many that start at once exactly one gets it, a stale lock in the way or not', async () => {
    for (const stale of [false, true]) {
      for (const name of readdirSync(folder)) rmSync(join(folder, name));
      if (stale) leave({ ...noteOfThisProcess(9, 'old'), pid: 2 ** 22 + 1 });
      const all = await Promise.all(
        Array.from({ length: 20 }, (_, n) => takeInstanceLock(folder, noteOfThisProcess(n, `s${n}`))),
      );
      expect(all.filter((result) => result.ok)).toHaveLength(1);
      expect(readdirSync(folder)).toEqual([stale ? 'lock.2.json' : 'lock.1.json']);
    }
  });

  it('[S14] a lock whose process is gone, whose id was given away, or that is unreadable is taken over', async () => {
    const gone = { ...noteOfThisProcess(9, 'old'), pid: 2 ** 22 + 1 };
    const reused = { ...noteOfThisProcess(9, 'old'), started: 'another boot:1' };
    for (const left of [gone, reused, '', '{"pid":']) {
      for (const name of readdirSync(folder)) rmSync(join(folder, name));
      leave(left, 9);
      expect((await takeInstanceLock(folder, noteOfThisProcess(1, 'new'))).ok).toBe(true);
      expect(readFileSync(join(folder, 'lock.10.json'), 'utf8')).toContain('"new"');
    }
  });

  it('[S14] a lock from another computer holds until the person says otherwise', async () => {
    leave({ ...noteOfThisProcess(9, 'old'), host: `not-${hostname()}`, pid: 1 });
    const refused = await takeInstanceLock(folder, noteOfThisProcess(1, 'new'));
    expect(refused).toEqual({ ok: false, error: { code: 'open-elsewhere', host: `not-${hostname()}` } });
    expect((await takeInstanceLock(folder, noteOfThisProcess(1, 'new'), true)).ok).toBe(true);
  });

  it('[S14] releasing does not remove a lock that someone else took over', async () => {
    const mine = await takeInstanceLock(folder, noteOfThisProcess(1, 'mine'));
    leave({ ...noteOfThisProcess(2, 'theirs') }, 2);
    if (mine.ok) await mine.value.release();
    expect(readFileSync(join(folder, 'lock.2.json'), 'utf8')).toContain('theirs');
    expect((await takeInstanceLock(folder, noteOfThisProcess(3, 'third'))).ok).toBe(false);
  });
});

describe('asking the first to come to the front', () => {
  it('[S14] needs the secret, and answers only once the window is in front', async () => {
    const calls: string[] = [];
    const socket = await openControlSocket('right', async () => {
      calls.push('focus');
    });
    expect(await askToFocus(socket.port, 'wrong')).toBe(false);
    expect(calls).toEqual([]);
    expect(await askToFocus(socket.port, 'right')).toBe(true);
    expect(calls).toEqual(['focus']);
    await socket.close();
    expect(await askToFocus(socket.port, 'right')).toBe(false);
  });

  it('[S14] says nothing to a browser that was tricked into asking', async () => {
    const socket = await openControlSocket('right', () => Promise.reject(new Error('must not be called')));
    const said = await new Promise<string>((resolve) => {
      let text = '';
      const client = connect(socket.port, '127.0.0.1', () =>
        client.write('POST / HTTP/1.1\r\nHost: x\r\n\r\nfocus right\n'),
      );
      client.on('data', (chunk) => (text += String(chunk)));
      client.on('error', () => undefined);
      client.on('close', () => resolve(text));
    });
    expect(said).toBe('');
    await socket.close();
  });
});
