import type * as ElectronModule from 'electron';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import type { Handler } from '../../host/handler.ts';
import type { ShellPort } from '../../host/shell-port.ts';
import { holdWorkspace, type StartRefusal } from '../instance/hold-workspace.ts';
import { createElectronPort } from './electron-port.ts';
import { confineContents } from './navigation.ts';
import { filterNetwork, NETWORK_SWITCHES } from './network-filter.ts';
import { APP_ORIGIN, PARTITION, SCHEME } from './origin.ts';
import { guardPermissions } from './permissions.ts';
import { installRemoteGate, type BootFacts, type RemoteMain } from './remote-gate.ts';
import { APP_SCHEME, createSchemeHandler } from './scheme.ts';
import { audienceWindowOptions, consoleWindowOptions, drawingWindowOptions, printWindowOptions } from './windows.ts';

/** Electron's exports that the shell uses. */
export type ElectronParts = Pick<
  typeof ElectronModule,
  | 'app'
  | 'BrowserWindow'
  | 'ipcMain'
  | 'powerMonitor'
  | 'powerSaveBlocker'
  | 'protocol'
  | 'screen'
  | 'session'
  | 'utilityProcess'
>;

export type ElectronShellOptions = {
  readonly electron: ElectronParts;
  readonly remote: RemoteMain;
  /** The bundled preload script's path. */
  readonly preload: string;
  /** Holds the lock and the browser's profile; one per workspace. */
  readonly folder: string;
  readonly takeOver: boolean;
  readonly createServices: (port: ShellPort) => Promise<{ readonly handler: Handler; close(): Promise<void> }>;
  readonly onBug: (error: unknown) => void;
};

/** What Electron takes only before it is ready. Call it while the main script is still being read. */
export function prepareElectron({ app, protocol }: Pick<ElectronParts, 'app' | 'protocol'>, folder: string): void {
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([APP_SCHEME]);
  app.setPath('userData', folder);
  for (const [name, value] of NETWORK_SWITCHES) app.commandLine.appendSwitch(name, value);
}

/** Opens the console window once Electron is ready, or says why this start ends here. */
export async function runElectronShell(options: ElectronShellOptions): Promise<Result<void, StartRefusal>> {
  const { electron } = options;
  let console: ElectronModule.BrowserWindow | undefined;
  const held = await holdWorkspace(options.folder, async () => bringToFront(console), options.takeOver);
  if (!held.ok) return err(held.error);
  confineEverything(electron, () => console);

  const session = electron.session.fromPartition(PARTITION);
  session.setSpellCheckerEnabled(false);
  guardPermissions(session);
  filterNetwork(session);
  const services = await options.createServices(portOf(electron));
  session.protocol.handle(SCHEME, createSchemeHandler(services.handler, options.onBug));
  const enableRemote = installRemoteGate(electron.ipcMain, electron.app, options.remote, () => bootFacts(electron));

  console = new electron.BrowserWindow(consoleWindowOptions(options.preload, PARTITION));
  enableRemote(console.webContents);
  endWithConsole(electron, console, async () => {
    await services.close();
    await held.value.release();
  });
  await console.loadURL(`${APP_ORIGIN}/`);
  return ok(undefined);
}

function bringToFront(window: ElectronModule.BrowserWindow | undefined): void {
  if (window === undefined) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function confineEverything(electron: ElectronParts, console: () => ElectronModule.BrowserWindow | undefined): void {
  const audience = () => {
    const bounds = console()?.getBounds() ?? { x: 0, y: 0, width: 0, height: 0 };
    const consoleDisplay = electron.screen.getDisplayMatching(bounds);
    return audienceWindowOptions(electron.screen.getAllDisplays(), consoleDisplay.id, PARTITION);
  };
  electron.app.on('web-contents-created', (_event, contents) => confineContents(contents, audience));
}

function portOf({ BrowserWindow, session, powerMonitor, powerSaveBlocker, utilityProcess }: ElectronParts): ShellPort {
  return createElectronPort({
    powerMonitor,
    powerSaveBlocker,
    fork: (entry, args, options) => utilityProcess.fork(entry, args, options),
    openSession: (partition) => session.fromPartition(partition),
    openWindow: (partition) => new BrowserWindow(printWindowOptions(partition)),
    openDrawing: (partition) => new BrowserWindow(drawingWindowOptions(partition)),
  });
}

function bootFacts({ app, screen }: ElectronParts): BootFacts {
  const displays = screen.getAllDisplays().map(({ size, scaleFactor }) => ({ ...size, scale: scaleFactor }));
  return { version: app.getVersion(), locale: app.getLocale(), displays };
}

/** The console is the app: when it closes the audience window goes too, the services close, and only then the process ends. */
function endWithConsole(
  { app, BrowserWindow }: ElectronParts,
  console: ElectronModule.BrowserWindow,
  close: () => Promise<void>,
): void {
  let isClosed = false;
  let closing: Promise<void> | undefined;
  console.on('closed', () => {
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
  });
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    closing ??= close().finally(() => {
      isClosed = true;
      app.quit();
    });
  });
  app.on('window-all-closed', () => app.quit());
}
