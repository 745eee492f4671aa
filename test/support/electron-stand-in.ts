import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { ElectronParts } from '../../electron/shell/electron/run-electron-shell.ts';
import { forkInNode } from './electron-stand-in-utility.ts';

/**
 * A recording stand-in of the `electron` module, for a machine that has no Electron binary. Its members are checked against
 * the pinned electron.d.ts, and it throws where Electron would: for what must come before ready, and for what must not.
 */
export type ElectronStandIn = {
  readonly parts: ElectronParts;
  /** What was called, in order, as `object.member(arguments)`. */
  readonly calls: string[];
  readonly windows: WindowStandIn[];
  readonly sessions: Map<string, SessionStandIn>;
  readonly app: AppStandIn;
  readonly ipcMain: EventEmitter;
  readonly powerMonitor: EventEmitter;
  readonly displays: Electron.Display[];
  becomeReady(): void;
  /** A message sent with `sendSync`; the answer, or undefined where nobody listens. */
  sendSync(sender: ContentsStandIn, frame: FrameStandIn, channel: string, ...args: unknown[]): unknown;
};

export type FrameStandIn = { readonly url: string; readonly parent: FrameStandIn | null };

class Phase {
  isReady = false;
  readonly calls: string[] = [];

  record(name: string, ...args: unknown[]): void {
    this.calls.push(`${name}(${args.map((arg) => JSON.stringify(arg) ?? String(arg)).join(', ')})`);
  }

  before(name: string, ...args: unknown[]): void {
    this.record(name, ...args);
    if (this.isReady) throw new Error(`${name} must be called before the app is ready`);
  }

  after(name: string, ...args: unknown[]): void {
    this.record(name, ...args);
    if (!this.isReady) throw new Error(`${name} must not be called before the app is ready`);
  }
}

type AppMembers = Pick<
  Electron.App,
  'enableSandbox' | 'setPath' | 'whenReady' | 'getVersion' | 'getLocale' | 'quit' | 'exit' | 'isPackaged'
>;

export class AppStandIn extends EventEmitter implements AppMembers {
  readonly isPackaged = true;
  readonly exitCodes: (number | undefined)[] = [];
  isGone = false;
  becomeReady: () => void = () => undefined;
  readonly commandLine;
  readonly #phase: Phase;
  readonly #ready: Promise<void>;

  constructor(phase: Phase) {
    super();
    this.#phase = phase;
    this.#ready = new Promise((resolve) => {
      this.becomeReady = resolve;
    });
    this.commandLine = {
      appendSwitch: (name: string, value?: string) => phase.before('app.commandLine.appendSwitch', name, value),
    } satisfies Pick<Electron.CommandLine, 'appendSwitch'>;
  }

  enableSandbox(): void {
    this.#phase.before('app.enableSandbox');
  }

  setPath(name: string, path: string): void {
    this.#phase.before('app.setPath', name, path);
  }

  whenReady(): Promise<void> {
    return this.#ready;
  }

  getVersion = () => '9.9.9';
  getLocale = () => 'de-CH';

  exit(code?: number): void {
    this.exitCodes.push(code);
  }

  /** As Electron does: `will-quit` may hold it up, and is asked again by the next `quit`. */
  quit(): void {
    this.#phase.record('app.quit');
    let isHeld = false;
    this.emit('will-quit', { preventDefault: () => (isHeld = true) });
    if (!isHeld) this.isGone = true;
  }
}

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

type ContentsMembers = Pick<
  Electron.WebContents,
  'id' | 'printToPDF' | 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy' | 'isDestroyed'
>;

/** Answers every screenshot with the letters PNG. */
class DebuggerStandIn implements Pick<Electron.Debugger, 'attach' | 'sendCommand'> {
  readonly sent: { readonly method: string; readonly params: unknown }[] = [];
  version: string | undefined;

  attach(version?: string): void {
    this.version = version;
  }

  async sendCommand(method: string, params?: unknown): Promise<unknown> {
    this.sent.push({ method, params });
    return method === 'Page.captureScreenshot' ? { data: Buffer.from('PNG').toString('base64') } : {};
  }
}

export class ContentsStandIn extends EventEmitter implements ContentsMembers {
  readonly id: number;
  readonly debugger = new DebuggerStandIn();
  openHandler: OpenHandler | undefined;
  printed: unknown;
  webRtcPolicy = '';

  constructor(id: number) {
    super();
    this.id = id;
  }

  isDestroyed = () => false;
  // What @electron/remote asks for, and Electron has long removed from its types.
  getLastWebPreferences = () => ({});

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  setWebRTCIPHandlingPolicy(policy: string): void {
    this.webRtcPolicy = policy;
  }

  async printToPDF(options: Electron.PrintToPDFOptions): Promise<Buffer<ArrayBuffer>> {
    this.printed = options;
    return Buffer.from('%PDF-');
  }
}

type WindowMembers = Pick<
  Electron.BrowserWindow,
  'loadURL' | 'destroy' | 'focus' | 'show' | 'restore' | 'isMinimized' | 'getBounds'
>;

export class WindowStandIn extends EventEmitter implements WindowMembers {
  readonly webContents: ContentsStandIn;
  readonly options: Electron.BrowserWindowConstructorOptions;
  url = '';
  isDestroyed = false;
  readonly calls: string[] = [];
  readonly #onGone: (window: WindowStandIn) => void;

  constructor(options: Electron.BrowserWindowConstructorOptions, id: number, onGone: (window: WindowStandIn) => void) {
    super();
    this.options = options;
    this.webContents = new ContentsStandIn(id);
    this.#onGone = onGone;
  }

  async loadURL(url: string): Promise<void> {
    this.url = url;
  }

  destroy(): void {
    if (this.isDestroyed) return;
    this.isDestroyed = true;
    this.emit('closed');
    this.#onGone(this);
  }

  isMinimized = () => true;
  getBounds = () => ({ x: 0, y: 0, width: 1440, height: 900 });
  focus = () => void this.calls.push('focus');
  show = () => void this.calls.push('show');
  restore = () => void this.calls.push('restore');
}

type BeforeRequest = (details: { readonly url: string }, callback: (answer: { cancel?: boolean }) => void) => void;

type SessionMembers = Pick<
  Electron.Session,
  'setSpellCheckerEnabled' | 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
>;

export class SessionStandIn implements SessionMembers {
  spellChecker: boolean | undefined;
  requestHandler: Parameters<Electron.Session['setPermissionRequestHandler']>[0] = null;
  checkHandler: Parameters<Electron.Session['setPermissionCheckHandler']>[0] = null;
  deviceHandler: Parameters<Electron.Session['setDevicePermissionHandler']>[0] = null;
  beforeRequest: BeforeRequest | undefined;
  readonly handlers = new Map<string, (request: Request) => Response | Promise<Response>>();

  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>) => {
      this.handlers.set(scheme, handler);
    },
  };

  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest) => {
      this.beforeRequest = listener;
    },
  };

  setSpellCheckerEnabled(isOn: boolean): void {
    this.spellChecker = isOn;
  }

  setPermissionRequestHandler(handler: typeof this.requestHandler): void {
    this.requestHandler = handler;
  }

  setPermissionCheckHandler(handler: typeof this.checkHandler): void {
    this.checkHandler = handler;
  }

  setDevicePermissionHandler(handler: typeof this.deviceHandler): void {
    this.deviceHandler = handler;
  }

  /** Whether a request of this session would be let through. */
  lets(url: string): boolean {
    let isCancelled: boolean | undefined;
    this.beforeRequest?.({ url }, (answer) => {
      isCancelled = answer.cancel;
    });
    return isCancelled === false;
  }
}

const display = (id: number, x: number, width: number, height: number) =>
  ({ id, bounds: { x, y: 0, width, height }, size: { width, height }, scaleFactor: 1 }) as Electron.Display;

function windowClass(phase: Phase, app: AppStandIn, windows: WindowStandIn[]) {
  let created = 0;
  const onGone = () => {
    if (windows.every((window) => window.isDestroyed)) app.emit('window-all-closed');
  };
  return class extends WindowStandIn {
    constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
      phase.after('new BrowserWindow');
      created += 1;
      super(options, created, onGone);
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }

    static getAllWindows = () => windows.filter((window) => !window.isDestroyed);
  };
}

function sessionsOf(phase: Phase, sessions: Map<string, SessionStandIn>) {
  const fromPartition = (partition: string) => {
    phase.after('session.fromPartition', partition);
    const session = sessions.get(partition) ?? new SessionStandIn();
    sessions.set(partition, session);
    return session;
  };
  return { fromPartition };
}

export function createElectronStandIn(): ElectronStandIn {
  const phase = new Phase();
  const app = new AppStandIn(phase);
  const windows: WindowStandIn[] = [];
  const sessions = new Map<string, SessionStandIn>();
  const ipcMain = new EventEmitter();
  const powerMonitor = new EventEmitter();
  const displays = [display(1, 0, 1440, 900), display(2, 1440, 1920, 1080)];
  const parts = {
    app,
    ipcMain,
    powerMonitor,
    BrowserWindow: windowClass(phase, app, windows),
    session: sessionsOf(phase, sessions),
    protocol: {
      registerSchemesAsPrivileged: (schemes) => phase.before('protocol.registerSchemesAsPrivileged', schemes),
    } satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged'>,
    screen: {
      getAllDisplays: () => {
        phase.after('screen.getAllDisplays');
        return displays;
      },
      getDisplayMatching: () => displays[0] as Electron.Display,
    } satisfies Pick<Electron.Screen, 'getAllDisplays' | 'getDisplayMatching'>,
    utilityProcess: {
      fork: (entry, args, options) => {
        phase.after('utilityProcess.fork', entry);
        return forkInNode(entry, args, options);
      },
    } satisfies Pick<typeof Electron.utilityProcess, 'fork'>,
    powerSaveBlocker: {
      start: (type) => {
        phase.after('powerSaveBlocker.start', type);
        return 7;
      },
      stop: (id) => {
        phase.after('powerSaveBlocker.stop', id);
        return true;
      },
    } satisfies Pick<Electron.PowerSaveBlocker, 'start' | 'stop'>,
  };
  return {
    parts: parts as unknown as ElectronParts,
    calls: phase.calls,
    windows,
    sessions,
    app,
    ipcMain,
    powerMonitor,
    displays,
    becomeReady() {
      phase.isReady = true;
      app.becomeReady();
    },
    sendSync(sender, frame, channel, ...args) {
      const event = { sender, senderFrame: frame, frameId: 1, returnValue: undefined as unknown };
      // A renderer's arguments are cloned on their way: no function and no prototype crosses.
      ipcMain.emit(channel, event, ...structuredClone(args));
      return event.returnValue;
    },
  };
}
