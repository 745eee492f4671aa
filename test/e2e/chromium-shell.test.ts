import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleEntry } from '../support/bundle-entry.ts';
import { drive, spawnShell, startShell, waitFor, type Driver, type ShellProcess } from '../support/shell-process.ts';
import { isProcessAlive } from '../../electron/platform/process-identity.ts';
import { findBrowser } from '../../electron/shell/chromium/find-browser.mjs';

const browser = findBrowser();
if (browser === undefined) console.warn('skipped: no Chromium, Chrome or Edge to start the shell with');

const scratch = mkdtempSync(join(tmpdir(), 'hotwash-shell-'));
const running = new Set<ShellProcess>();
let script = '';

beforeAll(async () => {
  script = await bundleEntry('test/support/chromium-shell-entry.ts', scratch);
});

afterAll(async () => {
  for (const shell of running) await stop(shell);
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
});

async function start(name: string, flags: string[] = [], env = process.env): Promise<ShellProcess> {
  const shell = await startShell(script, join(scratch, name), flags, env);
  running.add(shell);
  return shell;
}

async function stop(shell: ShellProcess): Promise<number | null> {
  running.delete(shell);
  shell.child.kill('SIGTERM');
  return shell.exited;
}

describe.skipIf(browser === undefined)('one window', () => {
  let shell: ShellProcess;
  let driver: Driver;
  beforeAll(async () => {
    shell = await start('one');
    driver = await drive(shell.ready);
  });
  afterAll(async () => {
    await driver.browser.close();
    await stop(shell);
  });

  it('[S3] the page is served to our window, and its own requests are answered', async () => {
    expect(await driver.page.title()).toBe('Under test');
    expect(await driver.page.evaluate('isSecureContext')).toBe(true);
    const answer = await driver.page.evaluate(
      `fetch('/api/echo', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":1}' }).then((r) => r.json())`,
    );
    expect(answer).toEqual({ ok: true, value: { a: 1 } });
    expect(await driver.page.evaluate('history.length')).toBe(1);
  });

  it('[S4] the token is an HttpOnly, SameSite=Strict cookie of the session that no script can read', async () => {
    const cookies = await driver.context.cookies();
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatchObject({
      name: 'hotwash-session',
      domain: 'hotwash.localhost',
      httpOnly: true,
      sameSite: 'Strict',
      expires: -1,
    });
    expect(Buffer.from(cookies[0]?.value ?? '', 'base64url')).toHaveLength(32);
    expect(await driver.page.evaluate('document.cookie')).toBe('');
  });

  it.skipIf(process.platform !== 'linux')(
    '[S4] the token is in no argument, environment, address or file name',
    async () => {
      const token = (await driver.context.cookies())[0]?.value ?? '';
      expect(token).toHaveLength(43);
      const tree = [shell.ready.pid, ...descendants(shell.ready.pid)];
      expect(tree.length).toBeGreaterThan(3);
      for (const pid of tree) {
        for (const file of ['cmdline', 'environ']) expect(readQuietly(`/proc/${pid}/${file}`)).not.toContain(token);
      }
      expect(driver.page.url()).toBe('http://hotwash.localhost/');
      expect(
        await driver.page.evaluate('document.documentElement.outerHTML + JSON.stringify(localStorage)'),
      ).not.toContain(token);
      expect(readFileSync(join(scratch, 'one', 'lock.1.json'), 'utf8')).not.toContain(token);
    },
  );

  it('[S8] in the real browser the content policy stops inline script, eval, string sinks, forms and other origins', async () => {
    const broken = await driver.page.evaluate(async () => {
      const directives: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => directives.push(event.effectiveDirective));
      const attempt = (action: () => void) => {
        try {
          action();
          return 'went through';
        } catch (error) {
          return (error as Error).name;
        }
      };
      // What is called straight from a debugger may use eval; what runs later is the page's own.
      await new Promise((resolve) => setTimeout(resolve));
      const inline = document.createElement('div');
      const outcomes = {
        // oxlint-disable-next-line typescript/no-implied-eval -- the policy must stop it
        eval: attempt(() => new Function('return 1')()),
        innerHtml: attempt(() => (inline.innerHTML = '<b>x</b>')),
        worker: attempt(() => new Worker('/x.js')),
        policy: attempt(() =>
          (
            window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
          ).trustedTypes.createPolicy('other', {}),
        ),
      };
      await fetch('http://127.0.0.1:9/').catch(() => undefined);
      const image = new Image();
      image.src = 'http://hotwash.localhost.evil.example/x.png';
      const frame = document.createElement('iframe');
      frame.src = '/';
      document.body.append(frame);
      await new Promise((resolve) => setTimeout(resolve, 200));
      frame.remove();
      return { outcomes, directives };
    });
    expect(broken.outcomes).toEqual({
      eval: 'EvalError',
      innerHtml: 'TypeError',
      worker: 'TypeError',
      policy: 'TypeError',
    });
    for (const directive of ['connect-src', 'img-src', 'frame-src', 'require-trusted-types-for']) {
      expect(broken.directives).toContain(directive);
    }
  });

  it('[S16] the page has what it was granted and nothing else', async () => {
    const state = (name: string) =>
      driver.page.evaluate(
        (name) => navigator.permissions.query({ name: name as PermissionName }).then((p) => p.state),
        name,
      );
    expect(
      await driver.page.evaluate('navigator.storage.persisted().then((on) => on || navigator.storage.persist())'),
    ).toBe(true);
    for (const name of ['microphone', 'persistent-storage', 'window-management'])
      expect([name, await state(name)]).toEqual([name, 'granted']);
    for (const name of ['camera', 'geolocation', 'notifications', 'clipboard-read', 'midi'])
      expect([name, await state(name)]).toEqual([name, 'denied']);
  });

  it('the audience window goes to the other display', async () => {
    const opened = driver.context.waitForEvent('page');
    await driver.page.evaluate("window.open('/audience/review-1', 'audience', 'popup')");
    const audience = await opened;
    await audience.waitForLoadState();
    await expect.poll(() => audience.evaluate('[screenX, outerWidth, outerHeight]')).toEqual([1280, 1920, 1080]);
    expect(await driver.page.evaluate('screenX')).toBeLessThan(1280);
    await audience.close();
  });

  it('[S17] what the shell keeps on disk is its owner’s alone', () => {
    const folder = join(scratch, 'one');
    const open = [folder, shell.ready.profile, ...readdirSync(folder).map((name) => join(folder, name))].filter(
      (path) => (statSync(path).mode & 0o077) !== 0,
    );
    expect(open).toEqual([]);
  });

  it('[S14] a second start brings the first to the front, says so and ends well', async () => {
    await driver.page.evaluate(() => {
      document.addEventListener('visibilitychange', () => (document.title = document.visibilityState));
    });
    const second = spawnShell(script, [join(scratch, 'one'), join(scratch, 'never.json')]);
    expect(await second.exited).toBe(0);
    expect(second.output()).toBe('Hotwash is already open on this workspace; its window is now in front.\n');
    expect(existsSync(join(scratch, 'never.json'))).toBe(false);
    expect(isProcessAlive(shell.ready.browserPid)).toBe(true);
  });
});

describe.skipIf(browser === undefined)('names', () => {
  it('[S11] nothing resolves but our own name: not by the page, not past the page’s policy', async () => {
    const shell = await start('names');
    const driver = await drive(shell.ready);
    // A page of another origin has no policy of ours, so only the resolver rules stand in the way.
    const free = await driver.context.newPage();
    const failures: string[] = [];
    for (const url of [
      'http://example.com/',
      'https://93.184.216.34/',
      `http://127.0.0.1:${shell.ready.serverPort}/`,
      'http://localhost/',
      'http://other.localhost/',
      'http://hotwash.localhost:81/',
    ]) {
      failures.push(
        await free.goto(url).then(
          () => `${url} was reached`,
          (error: Error) => /net::\w+/.exec(error.message)?.[0] ?? error.message,
        ),
      );
    }
    expect(new Set(failures)).toEqual(new Set(['net::ERR_NAME_NOT_RESOLVED']));
    expect((await driver.page.goto('http://hotwash.localhost/'))?.status()).toBe(200);
    await driver.browser.close();
    expect(await stop(shell)).toBe(0);
  });
});

const WRITE = `new Promise((resolve, reject) => {
  const open = indexedDB.open('kept', 1);
  open.onupgradeneeded = () => open.result.createObjectStore('rows');
  open.onsuccess = () => {
    const change = open.result.transaction('rows', 'readwrite', { durability: 'strict' });
    change.objectStore('rows').put('still here', 1);
    change.oncomplete = resolve;
    change.onerror = reject;
  };
})`;
const READ = `new Promise((resolve) => {
  const open = indexedDB.open('kept', 1);
  open.onsuccess = () => {
    const get = open.result.transaction('rows').objectStore('rows').get(1);
    get.onsuccess = () => resolve(get.result);
  };
})`;

describe.skipIf(browser === undefined)('from one start to the next', () => {
  it('[S12] IndexedDB is there again although the port is another', async () => {
    const first = await start('kept');
    const before = await drive(first.ready);
    await before.page.evaluate(WRITE);
    await before.browser.close();
    expect(await stop(first)).toBe(0);
    const second = await start('kept');
    const after = await drive(second.ready);
    expect(await after.page.evaluate(READ)).toBe('still here');
    expect(second.ready.serverPort).not.toBe(first.ready.serverPort);
    await after.browser.close();
    await stop(second);
  });

  it('[S15] Node killed: the browser ends by itself, and the next start takes over what was left', async () => {
    const shell = await start('killed');
    running.delete(shell);
    shell.child.kill('SIGKILL');
    await waitFor(() => !isProcessAlive(shell.ready.browserPid), 15_000);
    const next = await start('killed');
    const driver = await drive(next.ready);
    expect(await driver.page.title()).toBe('Under test');
    await driver.browser.close();
    expect(await stop(next)).toBe(0);
  });

  it('[S15] the window closed: the services are closed in order and Node ends with 0', async () => {
    const shell = await start('closed');
    running.delete(shell);
    const driver = await drive(shell.ready);
    await driver.page.close();
    expect(await shell.exited).toBe(0);
    expect(shell.output()).toBe('services closed\n');
    expect(isProcessAlive(shell.ready.browserPid)).toBe(false);
  });

  it('[S15] the browser killed: the services are closed in order and Node says so by its exit code', async () => {
    const shell = await start('browser-killed');
    running.delete(shell);
    process.kill(shell.ready.browserPid, 'SIGKILL');
    expect(await shell.exited).toBe(1);
    expect(shell.output()).toBe('services closed\n');
  });
});

const xvfb = ['/usr/bin/Xvfb', '/usr/local/bin/Xvfb'].find(existsSync);
if (xvfb === undefined) console.warn('skipped: no Xvfb to open a visible window in');

describe.skipIf(browser === undefined || xvfb === undefined)('a visible window', () => {
  it('[S15] opens as an app window without tabs, and Node ends with 0 when it is closed', async () => {
    const server = spawn(String(xvfb), ['-displayfd', '1', '-screen', '0', '1400x900x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const display = await new Promise<string>((resolve) =>
        server.stdout.once('data', (text) => resolve(String(text).trim())),
      );
      const shell = await start('visible', ['--window'], { ...process.env, DISPLAY: `:${display}` });
      running.delete(shell);
      const driver = await drive(shell.ready);
      expect(await driver.page.title()).toBe('Under test');
      expect(
        await driver.page.evaluate("matchMedia('(display-mode: standalone)').matches || !window.toolbar.visible"),
      ).toBe(true);
      await driver.page.close();
      expect(await shell.exited).toBe(0);
      expect(shell.output()).toBe('services closed\n');
    } finally {
      server.kill();
    }
  });
});

describe.skipIf(browser === undefined || process.platform === 'win32')('locks that others left', () => {
  it('[S13] a stale Singleton lock in the profile is removed, and the window opens', async () => {
    const first = await start('stale');
    await stop(first);
    const gone = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => gone.once('exit', resolve));
    symlinkSync(`${hostname()}-${gone.pid}`, join(first.ready.profile, 'SingletonLock'));
    symlinkSync('/nowhere/SingletonSocket', join(first.ready.profile, 'SingletonSocket'));
    writeFileSync(join(first.ready.profile, 'SingletonCookie'), '1');
    const second = await start('stale');
    const driver = await drive(second.ready);
    expect(await driver.page.title()).toBe('Under test');
    await driver.browser.close();
    await stop(second);
  });

  it('[S13] a browser that really runs on our profile is left alone, and the start is refused in words', async () => {
    const first = await start('foreign');
    await stop(first);
    const { profile } = first.ready;
    const args = [
      '--headless=new',
      `--user-data-dir=${profile}`,
      '--no-first-run',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ];
    const foreign = spawn(String(browser), [...args, 'about:blank'], { stdio: 'ignore' });
    const lock = join(profile, 'SingletonLock');
    await waitFor(() => readdirSync(profile).includes('SingletonLock'), 15_000);
    const start2 = spawnShell(script, [join(scratch, 'foreign'), join(scratch, 'never.json')]);
    expect(await start2.exited).toBe(1);
    expect(start2.output()).toMatch(/^Another browser is using Hotwash's own browser folder.*nothing was changed/);
    expect(start2.output()).not.toContain(scratch);
    expect(isProcessAlive(Number(foreign.pid))).toBe(true);
    expect(readdirSync(profile)).toContain('SingletonLock');
    foreign.kill();
    await new Promise((resolve) => foreign.once('exit', resolve));
    await waitFor(() => !existsSync(lock), 10_000);
  });
});

function descendants(pid: number): number[] {
  const children = readQuietly(`/proc/${pid}/task/${pid}/children`).trim().split(/\s+/).filter(Boolean).map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

function readQuietly(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
