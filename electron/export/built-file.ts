import { dirname, join } from 'node:path';
import { readFileIfAny } from '../platform/files.ts';

/**
 * A file that the build leaves in `dist/`, found from the sources and from the built program alike by looking upwards
 * from `start`; undefined where it was not built.
 */
export async function readBuiltFile(name: string, start: string = import.meta.dirname): Promise<string | undefined> {
  for (let folder = start, parent = dirname(folder); folder !== parent; folder = parent, parent = dirname(folder)) {
    const file = await readFileIfAny(join(folder, 'dist', name));
    if (file !== undefined) return file.toString('utf8');
  }
  return undefined;
}
