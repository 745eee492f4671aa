import { fileURLToPath } from 'node:url';
import * as remote from '@electron/remote/main/index.js';
import {
  app,
  BrowserWindow,
  ipcMain,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  screen,
  session,
  utilityProcess,
} from 'electron';
import { openWorkspace } from './host/open-workspace.ts';
import { prepareElectron, runElectronShell } from './shell/electron/run-electron-shell.ts';
import { readStartOptions, type StartOptions } from './shell/start-options.ts';

const say = (text: string) => process.stderr.write(`${text}\n`);

// Journals, recordings and the browser's profile are their owner's alone.
process.umask(0o077);

async function open(options: StartOptions): Promise<void> {
  await app.whenReady();
  const started = await runElectronShell({
    ...options,
    electron: {
      app,
      BrowserWindow,
      ipcMain,
      powerMonitor,
      powerSaveBlocker,
      protocol,
      screen,
      session,
      utilityProcess,
    },
    remote,
    preload: fileURLToPath(new URL('../preload/preload.cjs', import.meta.url)),
    createServices: (port) => openWorkspace(options, port),
    onBug: (error) => say(`Hotwash made a mistake: ${error instanceof Error ? String(error.stack) : String(error)}`),
  });
  if (started.ok) return;
  say(started.error.message);
  app.exit(started.error.code === 'already-open' ? 0 : 1);
}

// A packed app is started as `hotwash ARGS`, an unpacked one as `electron FOLDER ARGS`.
const options = readStartOptions(process.argv.slice(app.isPackaged ? 1 : 2));
if (options.ok) {
  prepareElectron({ app, protocol }, options.value.folder);
  // Not awaited here: Electron is ready only after this script was read to its end.
  open(options.value).catch((error: unknown) => {
    say(`Hotwash could not start: ${error instanceof Error ? error.message : String(error)}`);
    app.exit(1);
  });
} else {
  say(options.error.message);
  app.exit(options.error.exitCode);
}
