import type { BrowserWindowConstructorOptions, Display, WebPreferences } from 'electron';

/** What every window of ours has in common: the page is a stranger to Node. */
const CLOSED_PREFERENCES: WebPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  // It would download dictionaries.
  spellcheck: false,
};

// The dark ground of the page, so that a window does not open white.
const GROUND = '#11151c';

export function consoleWindowOptions(preload: string, partition: string): BrowserWindowConstructorOptions {
  return {
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 640,
    title: 'Hotwash',
    backgroundColor: GROUND,
    autoHideMenuBar: true,
    webPreferences: { ...CLOSED_PREFERENCES, preload, partition },
  };
}

/**
 * The audience window fills the display the console is not on; with one display it is a window like any other. It has no
 * preload: the audience page needs nothing from this process but what it fetches.
 */
export function audienceWindowOptions(
  displays: readonly Display[],
  consoleDisplayId: number,
  partition: string,
): BrowserWindowConstructorOptions {
  const other = displays.find((display) => display.id !== consoleDisplayId);
  return {
    title: 'Hotwash',
    backgroundColor: GROUND,
    autoHideMenuBar: true,
    ...(other ? { ...other.bounds, fullscreen: true } : { width: 1280, height: 720 }),
    webPreferences: { ...CLOSED_PREFERENCES, partition },
  };
}

/** The window that draws a picture off the screen: no script, no disk, nothing kept. */
export function drawingWindowOptions(partition: string): BrowserWindowConstructorOptions {
  return { show: false, webPreferences: { ...CLOSED_PREFERENCES, javascript: false, offscreen: true, partition } };
}

/** The hidden window that prints: no script, no disk, nothing kept. */
export function printWindowOptions(partition: string): BrowserWindowConstructorOptions {
  return { show: false, webPreferences: { ...CLOSED_PREFERENCES, javascript: false, partition } };
}
