import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createElectronStandIn, type ElectronStandIn } from '../test/support/electron-stand-in.ts';
import { loadRealRemoteMain } from '../test/support/electron-stand-in-remote.ts';
import type { ShellPort } from './host/shell-port.ts';

const closed: string[] = [];
let port: ShellPort | undefined;
let standIn: ElectronStandIn;
let scratch = '';
const argv = process.argv;

vi.mock('./host/open-workspace.ts', () => ({
  openWorkspace: async (_options: unknown, given: ShellPort) => {
    port = given;
    return { handler: async () => new Response('page'), close: async () => void closed.push('services') };
  },
}));

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'hotwash-main-'));
  closed.length = 0;
  standIn = createElectronStandIn();
  process.argv = ['hotwash', '--data', scratch];
});
afterEach(() => {
  process.argv = argv;
  vi.restoreAllMocks();
  rmSync(scratch, { recursive: true, force: true });
});

async function readMain(): Promise<void> {
  vi.resetModules();
  const remote = loadRealRemoteMain(standIn);
  vi.doMock('electron', () => standIn.parts);
  vi.doMock('@electron/remote/main/index.js', () => ({ ...remote }));
  await import('./main.ts');
}

/** Reads main.ts as Electron does: to its end first, and only then is the app ready. */
async function startMain(): Promise<void> {
  await readMain();
  expect(standIn.windows).toEqual([]);
  standIn.becomeReady();
  await vi.waitFor(() => expect(standIn.windows[0]?.url).toBe('hotwash://app/'));
}

const consoleWindow = () => {
  const [window] = standIn.windows;
  if (window === undefined) throw new Error('no window');
  return window;
};

async function quit(): Promise<void> {
  consoleWindow().destroy();
  await vi.waitFor(() => expect(standIn.app.isGone).toBe(true));
}

describe('Electron main', () => {
  it('[S20] asks for the sandbox, the scheme, its folder and the switches before ready, and for the rest after', async () => {
    await startMain();
    const before = standIn.calls.slice(
      0,
      standIn.calls.findIndex((call) => call.startsWith('session.')),
    );
    expect(before[0]).toBe('app.enableSandbox()');
    expect(before[1]).toMatch(/^protocol\.registerSchemesAsPrivileged\(\[\{"scheme":"hotwash"/);
    expect(before[2]).toContain(`app.setPath("userData", "${scratch}/shell/`);
    expect(before).toContain('app.commandLine.appendSwitch("host-resolver-rules", "MAP * ~NOTFOUND")');
    await quit();
  });

  it('[S21] opens one console window in our own session, without the spell checker', async () => {
    await startMain();
    expect(standIn.windows).toHaveLength(1);
    expect(consoleWindow().options.webPreferences).toMatchObject({ partition: 'persist:hotwash', sandbox: true });
    expect(consoleWindow().options.webPreferences?.preload).toMatch(/preload\/preload\.cjs$/);
    expect([...standIn.sessions.keys()]).toEqual(['persist:hotwash']);
    expect(standIn.sessions.get('persist:hotwash')?.spellChecker).toBe(false);
    await quit();
  });

  it('[S23] [S25] guards the session before the first page is loaded', async () => {
    await startMain();
    const session = standIn.sessions.get('persist:hotwash');
    expect(session?.lets('https://example.com/')).toBe(false);
    expect(session?.lets('hotwash://app/')).toBe(true);
    expect(consoleWindow().webContents.webRtcPolicy).toBe('disable_non_proxied_udp');
    const page = { requestingUrl: 'hotwash://app/', isMainFrame: true };
    const answers: boolean[] = [];
    const request = (permission: 'media' | 'geolocation', details: object) =>
      session?.requestHandler?.({} as never, permission, (granted) => answers.push(granted), {
        ...page,
        ...details,
      });
    request('media', { mediaTypes: ['audio'] });
    request('media', { mediaTypes: ['audio', 'video'] });
    request('geolocation', {});
    expect(answers).toEqual([true, false, false]);
    const check = (origin: string, mediaType: 'audio' | 'video') =>
      session?.checkHandler?.(null, 'media', origin, { isMainFrame: true, mediaType });
    expect([check('hotwash://app/', 'audio'), check('hotwash://app/', 'video'), check('https://x/', 'audio')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(session?.deviceHandler?.({} as never)).toBe(false);
    await quit();
  });

  it('[S24] no web contents navigate away, open a window but the audience’s, or attach a webview', async () => {
    await startMain();
    const { webContents } = consoleWindow();
    const prevented = (name: string, url: string) => {
      let isPrevented = false;
      webContents.emit(name, { url, preventDefault: () => (isPrevented = true) });
      return isPrevented;
    };
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      expect([name, prevented(name, 'https://example.com/')]).toEqual([name, true]);
      expect([name, prevented(name, 'file:///etc/passwd')]).toEqual([name, true]);
      expect([name, prevented(name, 'hotwash://app/?x')]).toEqual([name, false]);
    }
    expect(prevented('will-attach-webview', 'hotwash://app/')).toBe(true);
    const open = (url: string) => webContents.openHandler?.({ url } as never);
    expect(open('https://example.com/')).toEqual({ action: 'deny' });
    expect(open('hotwash://app/')).toEqual({ action: 'deny' });
    expect(open('hotwash://app/audience?review=r')).toMatchObject({
      action: 'allow',
      overrideBrowserWindowOptions: { x: 1440, fullscreen: true, webPreferences: { sandbox: true } },
    });
    await quit();
  });

  it('[S26] answers the console’s boot question through the gate, and not the audience’s', async () => {
    await startMain();
    const frame = { url: 'hotwash://app/', parent: null };
    const ask = (contents: Parameters<ElectronStandIn['sendSync']>[0]) =>
      standIn.sendSync(contents, frame, 'REMOTE_BROWSER_GET_GLOBAL', '1-1', 'hotwash.boot') as { value: string };
    expect(JSON.parse(ask(consoleWindow().webContents).value)).toEqual({
      version: '9.9.9',
      locale: 'de-CH',
      displays: [
        { width: 1440, height: 900, scale: 1 },
        { width: 1920, height: 1080, scale: 1 },
      ],
    });
    const audience = new standIn.parts.BrowserWindow() as unknown as (typeof standIn.windows)[number];
    expect(JSON.stringify(ask(audience.webContents))).not.toContain('9.9.9');
    await quit();
  });

  it('[S30] closing the console closes the audience and the services, and only then ends', async () => {
    await startMain();
    const audience = new standIn.parts.BrowserWindow();
    consoleWindow().destroy();
    expect(standIn.app.isGone).toBe(false);
    await vi.waitFor(() => expect(standIn.app.isGone).toBe(true));
    expect(closed).toEqual(['services']);
    expect((audience as unknown as { isDestroyed: boolean }).isDestroyed).toBe(true);
  });

  it('[S30] a second start brings the first window to the front and ends with 0', async () => {
    await startMain();
    const first = standIn;
    standIn = createElectronStandIn();
    const say = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await readMain();
    standIn.becomeReady();
    await vi.waitFor(() => expect(standIn.app.exitCodes).toEqual([0]));
    expect(say).toHaveBeenCalledWith('Hotwash is already open on this workspace; its window is now in front.\n');
    expect(first.windows[0]?.calls).toEqual(['restore', 'show', 'focus']);
    expect(standIn.windows).toEqual([]);
    standIn = first;
    await quit();
  });

  it('tells the host of a wake-up, and keeps the display awake while asked', async () => {
    await startMain();
    let woken = 0;
    const stop = port?.onResume(() => (woken += 1));
    standIn.powerMonitor.emit('resume');
    stop?.();
    standIn.powerMonitor.emit('resume');
    expect(woken).toBe(1);
    port?.keepAwake('a review')();
    expect(standIn.calls.slice(-2)).toEqual([
      'powerSaveBlocker.start("prevent-display-sleep")',
      'powerSaveBlocker.stop(7)',
    ]);
    await quit();
  });
});
