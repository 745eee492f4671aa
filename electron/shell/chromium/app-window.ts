import { isAudienceUrl } from '../audience-url.ts';
import type { CdpPipe } from './cdp-pipe.ts';
import { BOOT_PATH, ORIGIN, SESSION_COOKIE } from './origin.ts';

export type AppWindow = {
  /** Resolves when the console window has been closed. */
  readonly closed: Promise<void>;
  readonly focus: () => Promise<void>;
};

type TargetInfo = {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
  readonly openerId?: string;
};

/**
 * What the page may do without asking. Naming these refuses every other permission. The last two let it keep the display
 * awake in a meeting and tell which display the audience looks at.
 */
const PERMISSIONS = ['durableStorage', 'audioCapture', 'clipboardSanitizedWrite', 'wakeLockScreen', 'windowManagement'];

/**
 * Takes the window from the empty boot page to the app: sets the session token as a cookie that no script can read, over
 * the pipe, grants the permissions, and only then lets the window load the page. Audience windows the page opens later are
 * put on another display where there is one.
 */
export async function openAppWindow(cdp: CdpPipe, token: string): Promise<AppWindow> {
  const isOurs = (target: TargetInfo) => target.type === 'page' && target.url.startsWith(`${ORIGIN}${BOOT_PATH}`);
  const found = firstTarget(cdp, isOurs);
  await cdp.send('Target.setDiscoverTargets', { discover: true });
  const { targetId } = await found;
  const closed = targetGone(cdp, targetId);
  const sessionId = await attach(cdp, targetId);
  await cdp.send('Storage.setCookies', {
    cookies: [{ name: SESSION_COOKIE, value: token, url: ORIGIN, httpOnly: true, sameSite: 'Strict' }],
  });
  await cdp.send('Browser.grantPermissions', { origin: ORIGIN, permissions: PERMISSIONS });
  placeAudienceWindows(cdp);
  await leaveBootPage(cdp, sessionId);
  return { closed, focus: () => focus(cdp, targetId, sessionId) };
}

async function attach(cdp: CdpPipe, targetId: string): Promise<string> {
  const { sessionId } = await cdp.send('Target.attachToTarget', { targetId, flatten: true });
  return String(sessionId);
}

/** Replacing leaves no way back. The expression is true once the boot page was there to be replaced. */
const LEAVE_BOOT = `location.pathname === '${BOOT_PATH}' && document.readyState === 'complete' && (location.replace('/'), true)`;

const BOOT_PATIENCE_MS = 20_000;
const BOOT_POLL_MS = 15;

/** The window exists a moment before its first document does, so the question is asked until it can be answered. */
async function leaveBootPage(cdp: CdpPipe, sessionId: string): Promise<void> {
  for (let waited = 0; waited < BOOT_PATIENCE_MS; waited += BOOT_POLL_MS) {
    const params = { expression: LEAVE_BOOT, returnByValue: true };
    const answer = await cdp.send('Runtime.evaluate', params, sessionId).catch(() => undefined);
    if ((answer?.result as { value?: unknown } | undefined)?.value === true) return;
    await new Promise((resolve) => setTimeout(resolve, BOOT_POLL_MS));
  }
  throw new Error('the window did not load');
}

const TARGET_EVENTS = new Set(['Target.targetCreated', 'Target.targetInfoChanged']);

function firstTarget(cdp: CdpPipe, matches: (target: TargetInfo) => boolean): Promise<TargetInfo> {
  return new Promise((resolve, reject) => {
    const stop = cdp.onEvent((event) => {
      if (!TARGET_EVENTS.has(event.method)) return;
      const target = event.params.targetInfo as TargetInfo;
      if (!matches(target)) return;
      stop();
      resolve(target);
    });
    void cdp.closed.then(() => reject(new Error('The browser is gone.')));
  });
}

function targetGone(cdp: CdpPipe, targetId: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = cdp.onEvent((event) => {
      if (event.method !== 'Target.targetDestroyed' || event.params.targetId !== targetId) return;
      stop();
      resolve();
    });
  });
}

async function focus(cdp: CdpPipe, targetId: string, sessionId: string): Promise<void> {
  const { windowId, bounds } = await cdp.send('Browser.getWindowForTarget', { targetId });
  if ((bounds as { windowState?: string }).windowState === 'minimized') {
    await cdp.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'normal' } });
  }
  await cdp.send('Page.bringToFront', {}, sessionId);
}

function placeAudienceWindows(cdp: CdpPipe): void {
  const placed = new Set<string>();
  cdp.onEvent((event) => {
    if (!TARGET_EVENTS.has(event.method)) return;
    const target = event.params.targetInfo as TargetInfo;
    if (placed.has(target.targetId) || target.type !== 'page' || !isAudienceUrl(target.url, ORIGIN)) return;
    placed.add(target.targetId);
    // Where it cannot be moved it stays beside the console, and the facilitator drags it over.
    void placeOnOtherDisplay(cdp, target.targetId).catch(() => undefined);
  });
}

type Place = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** The display the console is not on. Asked of the audience page, which the browser opened on the console's display. */
const OTHER_DISPLAY = `(async () => {
  const { screens, currentScreen } = await getScreenDetails();
  const other = screens.find((screen) => screen !== currentScreen);
  return other && { left: other.availLeft, top: other.availTop, width: other.availWidth, height: other.availHeight };
})()`;

async function placeOnOtherDisplay(cdp: CdpPipe, targetId: string): Promise<void> {
  const sessionId = await attach(cdp, targetId);
  const answer = await cdp.send(
    'Runtime.evaluate',
    { expression: OTHER_DISPLAY, awaitPromise: true, returnByValue: true },
    sessionId,
  );
  const place = (answer.result as { value?: Place }).value;
  if (place !== undefined) {
    const { windowId } = await cdp.send('Browser.getWindowForTarget', { targetId });
    await cdp.send('Browser.setWindowBounds', { windowId, bounds: place });
    await cdp.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'fullscreen' } });
  }
  await cdp.send('Target.detachFromTarget', { sessionId });
}
