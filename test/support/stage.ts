import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { startApp, until, type App } from '../../build/tour/app-driver.ts';
import { copySampleWorkspace } from '../../electron/host/sample-workspace.ts';
import { built } from './built.ts';

/** A folder of its own for one test file, and the apps that were started in it. Everything is gone afterwards. */
export type Stage = {
  readonly folder: string;
  readonly data: string;
  readonly workspace: string;
  /** Puts a copy of the sample organisation into `workspace`. */
  copySample(workspace?: string): Promise<void>;
  start(workspace?: string): Promise<App>;
};

export function createStage(name: string): Stage {
  const folder = mkdtempSync(join(tmpdir(), `hotwash-${name}-`));
  const apps = new Set<App>();
  const data = join(folder, 'data');
  afterAll(async () => {
    for (const app of apps) await app.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return {
    folder,
    data,
    workspace: join(folder, 'workspace'),
    copySample: async (workspace = join(folder, 'workspace')) => {
      const copied = await copySampleWorkspace(built('sample'), workspace);
      if (!copied.ok) throw new Error(copied.error.message);
    },
    start: async (workspace = join(folder, 'workspace')) => {
      const app = await startApp({ program: built('node', 'serve.js'), workspace, data });
      apps.add(app);
      app.child.once('exit', () => apps.delete(app));
      await app.page.getByText('Reading the workspace').waitFor({ state: 'detached' });
      return app;
    },
  };
}

/** Waits until a process is gone; one that nobody has reaped yet is gone as well. */
export const untilGone = (pid: number): Promise<void> => until(() => isGone(pid), 20_000, `process ${pid} to end`);

function isGone(pid: number): boolean {
  if (!existsSync('/proc/self/stat')) return !answersSignals(pid);
  try {
    return /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
