import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { RemoteMain } from '../../electron/shell/electron/remote-gate.ts';
import type { ElectronStandIn } from './electron-stand-in.ts';

// Tests run in the project's folder; this file may run bundled, from elsewhere.
const require = createRequire(join(process.cwd(), 'package.json'));

type Bindings = { _linkedBinding?: (name: string) => unknown };

const values = new WeakMap<object, Map<string, unknown>>();

/** What Electron gives its own modules: values hidden on objects. */
const v8Util = {
  getHiddenValue: (target: object, key: string) => (key === 'contextId' ? '1-1' : values.get(target)?.get(key)),
  setHiddenValue: (target: object, key: string, value: unknown) => {
    const hidden = values.get(target) ?? new Map<string, unknown>();
    values.set(target, hidden.set(key, value));
  },
};

/** Makes `require('electron')` give `exports` to whatever Node loads, and forgets every loaded part of @electron/remote. */
export function putElectron(exports: object): void {
  const path = require.resolve('electron');
  for (const loaded of Object.keys(require.cache)) {
    if (loaded.includes('/@electron/remote/')) delete require.cache[loaded];
  }
  const module = { id: path, filename: path, path, paths: [], children: [], exports, loaded: true };
  require.cache[path] = { ...module, isPreloading: false, parent: undefined, require };
  (process as Bindings)._linkedBinding = () => v8Util;
}

/** The real, unchanged code of `@electron/remote/main`, freshly loaded on top of a stand-in. */
export function loadRealRemoteMain(standIn: ElectronStandIn): RemoteMain {
  putElectron({ ...standIn.parts, nativeImage: {} });
  return require('@electron/remote/main') as RemoteMain;
}

/** The real, unchanged code of `@electron/remote` for a renderer, whose messages go through `sendSync`. */
export function loadRealRemoteRenderer(sendSync: (channel: string, ...args: unknown[]) => unknown): {
  getGlobal(name: string): unknown;
} {
  putElectron({ ipcRenderer: { sendSync, send: () => undefined, on: () => undefined }, nativeImage: {} });
  return require('@electron/remote') as { getGlobal(name: string): unknown };
}
