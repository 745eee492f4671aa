import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { startNodeChild } from '../platform/child.ts';
import { keepHeapLean } from '../platform/lean-heap.ts';
import { defaultDataFolder } from '../platform/paths.ts';
import { createServices } from './create-services.ts';
import { WorkspaceFault } from './fault.ts';
import type { Services } from './services.ts';
import type { ShellPort } from './shell-port.ts';

/** A shell without windows and without a printer: what a command has. */
export const commandPort: ShellPort = {
  kind: 'headless',
  printToPdf: () => Promise.resolve(null),
  renderPng: () => Promise.resolve(null),
  startChild: startNodeChild,
  openAudience: () => Promise.resolve('page-opens-it'),
  onResume: () => () => undefined,
  keepAwake: () => () => undefined,
};

/** The folder a command means: the one named, else the app's own. */
export const workspaceFolder = (directory: string | undefined): string =>
  resolve(directory ?? join(defaultDataFolder(), 'workspace'));

/** Throws WorkspaceFault where there is no workspace. Commands that only read make none. */
export async function expectWorkspace(folder: string): Promise<void> {
  const journals = await stat(join(folder, 'journals')).catch(() => undefined);
  if (journals?.isDirectory() !== true)
    throw new WorkspaceFault('There is no workspace there. Name its folder with --workspace.');
}

/** Opens a workspace (default: the app's) for one command and closes it again, whatever happens. */
export async function withWorkspace<T>(
  directory: string | undefined,
  port: ShellPort,
  work: (services: Services) => Promise<T>,
): Promise<T> {
  keepHeapLean();
  const running = await createServices({ workspaceDir: workspaceFolder(directory), port });
  try {
    return await work(running.services);
  } finally {
    await running.close();
  }
}
