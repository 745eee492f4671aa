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
