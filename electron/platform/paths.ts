import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder Hotwash keeps its own data in when none is named: XDG on Linux, Application Support on macOS, and the local
 * (never roaming) profile on Windows, because journals must not be copied about by a log-on script.
 */
export function defaultDataFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Hotwash');
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Hotwash');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'hotwash');
}

/**
 * Where a shell keeps its lock and its window's profile: one folder for each workspace, never inside the workspace, since
 * that may be shared or copied.
 *
 * @param workspace the workspace's real path, so that two names for one folder share one lock
 */
export function shellFolder(data: string, workspace: string): string {
  return join(data, 'shell', createHash('sha256').update(workspace).digest('hex').slice(0, 16));
}
