import type { App, IpcMain, IpcMainEvent, WebContents } from 'electron';
import { isOurPage } from './sender-check.ts';

/** The one thing `@electron/remote` is kept for: what the page's boot wants to know before it can ask anybody. */
export type BootFacts = {
  readonly version: string;
  readonly locale: string;
  readonly displays: readonly { readonly width: number; readonly height: number; readonly scale: number }[];
};

export const BOOT_GLOBAL = 'hotwash.boot';

const PREFIX = 'REMOTE_';
const GET_GLOBAL = 'REMOTE_BROWSER_GET_GLOBAL';

/** What `@electron/remote/main` exports and this uses. */
export type RemoteMain = { initialize(): void; enable(contents: WebContents): void };

/** The event `@electron/remote` emits; it is a plain object without `preventDefault`, whatever its types say. */
type RemoteGlobalEvent = { returnValue?: unknown; defaultPrevented?: boolean };

type Listener = (event: IpcMainEvent, ...args: unknown[]) => void;

/**
 * Initialises `@electron/remote` and takes away all of it but one question. Its filter events alone do not hold: a forged
 * argument of type promise runs code in this process before any filter is asked, and any object it hands out opens its
 * prototype chain. So every other channel loses its listener, and the one that is left answers a string, to the top frame
 * of our page, in the one window that is enabled.
 *
 * @param facts asked each time, since displays come and go
 * @returns enables the console's web contents; no other must be passed
 */
export function installRemoteGate(
  ipcMain: Pick<IpcMain, 'eventNames' | 'listeners' | 'on' | 'removeAllListeners'>,
  app: Pick<App, 'on'>,
  remote: RemoteMain,
  facts: () => BootFacts,
): (contents: WebContents) => void {
  remote.initialize();
  const answers = ipcMain.listeners(GET_GLOBAL) as Listener[];
  for (const name of ipcMain.eventNames()) {
    if (String(name).startsWith(PREFIX)) ipcMain.removeAllListeners(String(name));
  }
  ipcMain.on(GET_GLOBAL, (event, contextId: unknown, name: unknown) => {
    event.returnValue = { type: 'value', value: null };
    if (!isOurPage(event.senderFrame) || typeof contextId !== 'string' || name !== BOOT_GLOBAL) return;
    // Only these two arguments go on: whatever else was sent is dropped unread.
    for (const answer of answers) answer(event, contextId, name);
  });
  answerWith(app, facts);
  return (contents) => remote.enable(contents);
}

function answerWith(app: Pick<App, 'on'>, facts: () => BootFacts): void {
  // The event's type is declared by Electron's forks of old; this one is the module's own.
  const on = app.on.bind(app) as unknown as (
    event: string,
    listener: (event: RemoteGlobalEvent, contents: unknown, name: string) => void,
  ) => void;
  on('remote-get-global', (event, _contents, name) => {
    event.defaultPrevented = true;
    // A string and nothing else: an object would be handed out by reference.
    if (name === BOOT_GLOBAL) event.returnValue = JSON.stringify(facts());
  });
}
