import { resolve } from 'node:path';
import { defaultDataFolder } from '../platform/paths.ts';
import { join } from 'node:path';
import { createServices } from './create-services.ts';
import type { Services } from './services.ts';
import type { ShellPort } from './shell-port.ts';

/** A shell without windows and without a printer: what a command has. */
export const commandPort: ShellPort = {
  kind: 'headless',
  printToPdf: () => Promise.resolve(null),
  openAudience: () => Promise.resolve('page-opens-it'),
  onResume: () => () => undefined,
  keepAwake: () => () => undefined,
};

/** Opens a workspace (default: the app's) for one command and closes it again, whatever happens. */
export async function withWorkspace<T>(
  directory: string | undefined,
  port: ShellPort,
  work: (services: Services) => Promise<T>,
): Promise<T> {
  const workspaceDir = resolve(directory ?? join(defaultDataFolder(), 'workspace'));
  const running = await createServices({ workspaceDir, port });
  try {
    return await work(running.services);
  } finally {
    await running.close();
  }
}
