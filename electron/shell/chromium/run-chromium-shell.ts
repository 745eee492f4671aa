import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import type { Handler } from '../../host/handler.ts';
import type { ShellPort } from '../../host/shell-port.ts';
import { holdWorkspace, type StartRefusal } from '../instance/hold-workspace.ts';
import { openAppWindow, type AppWindow } from './app-window.ts';
import { browserArguments } from './browser-arguments.ts';
import { createChromiumPort } from './chromium-port.ts';
import { findBrowser } from './find-browser.mjs';
import { launchBrowser, type Browser } from './launch-browser.ts';
import { startLoopbackServer } from './loopback-server.ts';
import { prepareProfile } from './profile-folder.ts';

type Services = { readonly handler: Handler; close(): Promise<void> };

export type ChromiumShellOptions = {
  /** Holds the lock and the browser's profile; one per workspace. */
  readonly folder: string;
  readonly createServices: (port: ShellPort) => Promise<Services>;
  readonly isHeadless: boolean;
  readonly hasDebuggingPort: boolean;
  readonly takeOver: boolean;
  readonly onBug: (error: unknown) => void;
};

export type RunningShell = {
  readonly serverPort: number;
  readonly browserPid: number;
  readonly profile: string;
  /** Why it ended, after everything was closed in order. */
  readonly ended: Promise<'window-closed' | 'browser-gone' | 'asked'>;
  readonly stop: () => Promise<void>;
};

const cannotStart = (message: string): Result<never, StartRefusal> => err({ code: 'cannot-start', message });

const isRoot = () => process.getuid?.() === 0;

/** Closes what was opened, last first, so that nothing outlives what it stands on. */
type Cleanup = (() => Promise<unknown>)[];

async function closeAll(cleanup: Cleanup): Promise<void> {
  for (const close of cleanup.splice(0).reverse()) await close();
}

/** Starts the services, the loopback server and the browser window, in the order that leaves nothing half taken. */
export async function runChromiumShell(options: ChromiumShellOptions): Promise<Result<RunningShell, StartRefusal>> {
  const program = findBrowser();
  if (program === undefined) {
    return cannotStart(
      'No Chromium, Google Chrome or Microsoft Edge was found. Install one, or set HOTWASH_BROWSER to its path.',
    );
  }
  const cleanup: Cleanup = [];
  try {
    const started = await start(program, options, cleanup);
    if (!started.ok) await closeAll(cleanup);
    return started;
  } catch (error) {
    await closeAll(cleanup);
    throw error;
  }
}

async function start(
  program: string,
  options: ChromiumShellOptions,
  cleanup: Cleanup,
): Promise<Result<RunningShell, StartRefusal>> {
  let window: AppWindow | undefined;
  const held = await holdWorkspace(options.folder, async () => window?.focus(), options.takeOver);
  if (!held.ok) return held;
  cleanup.push(held.value.release);

  const profile = join(options.folder, 'profile');
  const prepared = await prepareProfile(profile);
  if (!prepared.ok) return cannotStart(prepared.error.message);

  // The workspace opens while the browser starts; the first request waits for it.
  const opening = options.createServices(createChromiumPort(program, options.isHeadless, isRoot()));
  cleanup.push(() =>
    opening.then(
      (services) => services.close(),
      () => undefined,
    ),
  );
  const token = randomBytes(32).toString('base64url');
  const handler: Handler = async (request) => (await opening).handler(request);
  const server = await startLoopbackServer({ handler, token, onBug: options.onBug });
  cleanup.push(server.close);
  const browser = await launchBrowser(
    program,
    browserArguments({
      profile,
      port: server.port,
      mode: { kind: options.isHeadless ? 'headless' : 'window' },
      isRoot: isRoot(),
      debuggingPort: options.hasDebuggingPort,
    }),
  );
  cleanup.push(browser.close);
  [window] = await Promise.all([openAppWindow(browser.cdp, token), opening]);
  return ok({ serverPort: server.port, browserPid: browser.pid, profile, ...watchEnd(browser, window, cleanup) });
}

function watchEnd(browser: Browser, window: AppWindow, cleanup: Cleanup): Pick<RunningShell, 'ended' | 'stop'> {
  let ask: () => void = () => undefined;
  const asked = new Promise<'asked'>((resolve) => {
    ask = () => resolve('asked');
  });
  const windowClosed = window.closed.then(() => 'window-closed' as const);
  const browserGone = browser.exited.then(({ code }) => (code === 0 ? 'window-closed' : 'browser-gone'));
  const ended = Promise.race([asked, windowClosed, browserGone]).then(async (why) => {
    await closeAll(cleanup);
    return why;
  });
  return {
    ended,
    stop: async () => {
      ask();
      await ended;
    },
  };
}
