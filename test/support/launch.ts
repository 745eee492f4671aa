import { _electron, type Page } from 'playwright-core';
import { startApp } from '../../build/tour/app-driver.ts';
import { findElectron } from '../../build/find-electron.mjs';
import { built, root } from './built.ts';

/** The app's window in whichever shell could be started. */
export type Launched = {
  readonly shell: 'electron' | 'chromium';
  readonly page: Page;
  /** Ends the app as closing its window does. */
  close(): Promise<void>;
};

const electron = findElectron(root);
let isTold = false;

/** Starts the built app in Electron where a binary is here, otherwise in the Chromium shell, and says once why. */
export async function launch(workspace: string, data: string): Promise<Launched> {
  if (electron !== undefined) return launchElectron(electron, workspace, data);
  if (!isTold)
    console.warn('skipped: Electron, whose binary is not installed (set ELECTRON_PATH); Chromium shell instead');
  isTold = true;
  const app = await startApp({ program: built('node', 'serve.js'), workspace, data });
  return {
    shell: 'chromium',
    page: app.page,
    close: async () => {
      const code = await app.close();
      if (code !== 0) throw new Error(`Hotwash ended with ${code}: ${app.output()}`);
    },
  };
}

async function launchElectron(executablePath: string, workspace: string, data: string): Promise<Launched> {
  const app = await _electron.launch({
    executablePath,
    args: [root, '--workspace', workspace, '--data', data],
  });
  return { shell: 'electron', page: await app.firstWindow(), close: () => app.close() };
}
