import { existsSync, readFileSync } from 'node:fs';

/**
 * The Electron binary to start, if one is here: `ELECTRON_PATH`, or the one that npm's electron package unpacked.
 *
 * @param {string} root the project's folder, ending in a slash
 * @returns {string | undefined}
 */
export function findElectron(root, env = process.env) {
  if (env.ELECTRON_PATH) return existsSync(env.ELECTRON_PATH) ? env.ELECTRON_PATH : undefined;
  const pointer = `${root}node_modules/electron/path.txt`;
  if (!existsSync(pointer)) return undefined;
  const binary = `${root}node_modules/electron/dist/${readFileSync(pointer, 'utf8').trim()}`;
  return existsSync(binary) ? binary : undefined;
}
