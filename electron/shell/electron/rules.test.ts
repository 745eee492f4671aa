import { describe, expect, it } from 'vitest';
import { createElectronStandIn, SessionStandIn } from '../../../test/support/electron-stand-in.ts';
import { CONTENT_SECURITY_POLICY } from '../security-headers.ts';
import { mayRequest } from './network-filter.ts';
import { isPermissionGranted } from './permissions.ts';
import { drawWithElectron, printWithElectron } from './print.ts';
import { APP_SCHEME, createSchemeHandler } from './scheme.ts';
import { audienceWindowOptions, consoleWindowOptions, drawingWindowOptions, printWindowOptions } from './windows.ts';

describe('windows', () => {
  const { displays } = createElectronStandIn();

  it('[S21] every window is sandboxed, isolated, without Node, webviews and the spell checker', () => {
    const windows = [
      consoleWindowOptions('/p.cjs', 'persist:x'),
      audienceWindowOptions(displays, 1, 'persist:x'),
      printWindowOptions('x'),
    ];
    for (const { webPreferences } of windows) {
      expect(webPreferences).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
      });
    }
    expect(windows.map(({ webPreferences }) => webPreferences?.preload)).toEqual(['/p.cjs', undefined, undefined]);
    expect(windows[2]?.webPreferences?.javascript).toBe(false);
  });

  it('the audience window fills the display that the console is not on', () => {
    expect(audienceWindowOptions(displays, 1, 'p')).toMatchObject({ x: 1440, width: 1920, fullscreen: true });
    expect(audienceWindowOptions(displays, 2, 'p')).toMatchObject({ x: 0, width: 1440, fullscreen: true });
    expect(audienceWindowOptions(displays.slice(0, 1), 1, 'p')).not.toHaveProperty('fullscreen');
  });
});

describe('permissions', () => {
  const ask = { permission: 'media', requestingUrl: 'hotwash://app/', isMainFrame: true, media: ['audio'] };

  it('[S23] the microphone but not the camera, and only for the top frame of our page', () => {
    expect(isPermissionGranted(ask)).toBe(true);
    expect(isPermissionGranted({ ...ask, media: ['audio', 'video'] })).toBe(false);
    expect(isPermissionGranted({ ...ask, media: ['unknown'] })).toBe(false);
    expect(isPermissionGranted({ ...ask, media: [] })).toBe(false);
    expect(isPermissionGranted({ ...ask, isMainFrame: false })).toBe(false);
    expect(isPermissionGranted({ ...ask, requestingUrl: 'https://app/' })).toBe(false);
  });

  it('[S23] a short list is granted, all else refused', () => {
    const granted = (permission: string) => isPermissionGranted({ ...ask, permission, media: [] });
    for (const permission of ['persistent-storage', 'screen-wake-lock', 'fullscreen'])
      expect(granted(permission)).toBe(true);
    for (const permission of [
      'geolocation',
      'notifications',
      'clipboard-read',
      'display-capture',
      'hid',
      'usb',
      'openExternal',
      'fileSystem',
      'midi',
      'unknown',
      '',
    ]) {
      expect([permission, granted(permission)]).toEqual([permission, false]);
    }
  });
});

describe('the network', () => {
  it('[S25] only our scheme, blobs and data are let through', () => {
    for (const url of ['hotwash://app/', 'hotwash://app/api/x', 'blob:hotwash://app/1', 'data:text/plain,x'])
      expect([url, mayRequest(url)]).toEqual([url, true]);
    for (const url of [
      'https://example.com/',
      'http://127.0.0.1/',
      'file:///etc/passwd',
      'ws://x/',
      'ftp://x/',
      'hotwash://other/',
      'hotwash:app',
      'devtools://devtools/',
      'chrome://gpu/',
      'filesystem:hotwash://app/x',
    ]) {
      expect([url, mayRequest(url)]).toEqual([url, false]);
    }
  });
});

describe('the scheme', () => {
  const serve = createSchemeHandler(
    async (request) =>
      new Response(`${request.method} ${await request.text()}`, { headers: { 'cache-control': 'public' } }),
    () => undefined,
  );

  it('[S20] has the privileges of an origin and no others', () => {
    expect(APP_SCHEME).toEqual({
      scheme: 'hotwash',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    });
  });

  it('[S7] carries the same headers as the loopback server', async () => {
    const { headers } = await serve(new Request('hotwash://app/'));
    expect(headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('[S5] answers the same methods and bodies as the loopback server', async () => {
    const post = (type: string, method = 'POST') =>
      serve(new Request('hotwash://app/api/x', { method, body: '{}', headers: { 'content-type': type } }));
    expect((await post('application/json')).status).toBe(200);
    expect((await post('text/plain')).status).toBe(415);
    expect((await post('application/octet-stream', 'PUT')).status).toBe(200);
    expect((await post('application/json', 'DELETE')).status).toBe(405);
    expect((await serve(new Request('hotwash://other/'))).status).toBe(421);
  });

  it('[S10] a bug in the handler names no path and no stack', async () => {
    const bugs: unknown[] = [];
    const broken = createSchemeHandler(
      () => Promise.reject(new Error('/home/x/secret')),
      (error) => bugs.push(error),
    );
    const answer = await broken(new Request('hotwash://app/'));
    expect([answer.status, (await answer.text()).includes('secret'), bugs.length]).toEqual([500, false, 1]);
  });
});

describe('printing', () => {
  it('[S19] uses a fresh session in memory that lets through the document alone, and destroys its window', async () => {
    const standIn = createElectronStandIn();
    standIn.becomeReady();
    const html = '<h1>Record</h1>';
    const pdf = await printWithElectron(
      {
        openSession: (partition) => standIn.parts.session.fromPartition(partition),
        openWindow: (partition) => new standIn.parts.BrowserWindow(printWindowOptions(partition)),
        openDrawing: (partition) => new standIn.parts.BrowserWindow(drawingWindowOptions(partition)),
      },
      html,
    );
    expect(Buffer.from(pdf).toString()).toBe('%PDF-');
    const [[partition, session] = ['', new SessionStandIn()]] = [...standIn.sessions];
    expect(partition).toMatch(/^hotwash-print-\d+$/);
    expect(
      ['hotwash://app/document', 'data:image/png,x', 'hotwash://app/', 'https://example.com/', 'file:///x'].map((url) =>
        session.lets(url),
      ),
    ).toEqual([true, true, false, false, false]);
    const served = await session.handlers.get('hotwash')?.(new Request('hotwash://app/document'));
    expect(await served?.text()).toBe(html);
    const [window] = standIn.windows;
    expect(window).toMatchObject({ url: 'hotwash://app/document', isDestroyed: true });
    expect(window?.webContents.printed).toMatchObject({
      generateTaggedPDF: true,
      generateDocumentOutline: true,
      preferCSSPageSize: true,
      displayHeaderFooter: false,
    });
  });

  it('draws a picture off the screen, without its scripts, at every size, and destroys its window', async () => {
    const standIn = createElectronStandIn();
    standIn.becomeReady();
    const pictures = await drawWithElectron(
      {
        openSession: (partition) => standIn.parts.session.fromPartition(partition),
        openWindow: (partition) => new standIn.parts.BrowserWindow(printWindowOptions(partition)),
        openDrawing: (partition) => new standIn.parts.BrowserWindow(drawingWindowOptions(partition)),
      },
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
      [
        { width: 800, height: 600 },
        { width: 3840, height: 2160 },
      ],
    );
    expect(pictures.map((bytes) => Buffer.from(bytes).toString())).toEqual(['PNG', 'PNG']);
    const [window] = standIn.windows;
    expect(window?.options).toMatchObject({ show: false, webPreferences: { javascript: false, offscreen: true } });
    expect(window).toMatchObject({ url: 'hotwash://app/document', isDestroyed: true });
    expect(window?.webContents.debugger.sent.filter(({ method }) => method === 'Page.captureScreenshot')).toMatchObject(
      [{ params: { clip: { width: 800 } } }, { params: { clip: { width: 3840, height: 2160 } } }],
    );
  });
});
