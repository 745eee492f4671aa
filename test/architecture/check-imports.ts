import { posix } from 'node:path';
import { importTable, outside, testsMay, type Room } from './import-table.ts';
import { readImports } from './read-imports.ts';
import { isTestFile, type SourceFile } from './source-files.ts';

export type ForbiddenImport = { readonly at: string; readonly specifier: string; readonly because: string };

/** The room a file stands in: the longest path of the table that holds it. `x/*` makes a room of each folder in `x`. */
export function roomOf(file: string): Room | undefined {
  // A test stands where the file stands that it tests; some rooms are one file.
  const path = file.replace(/\.test\.(tsx?)$/, '.$1');
  let best: Room | undefined;
  for (const room of importTable) {
    const here = room.path.endsWith('/*') ? starRoom(room, path) : room;
    if (here === undefined || !isWithin(path, here.path)) continue;
    if (best === undefined || here.path.length > best.path.length) best = here;
  }
  return best;
}

function starRoom(room: Room, path: string): Room | undefined {
  const parent = room.path.slice(0, -1);
  if (!path.startsWith(parent)) return undefined;
  const [folder] = path.slice(parent.length).split('/');
  return { ...room, path: `${parent}${folder}` };
}

const isWithin = (path: string, room: string): boolean => path === room || path.startsWith(`${room}/`);

/** Every import of these files that the table does not allow. */
export function forbiddenImports(files: readonly SourceFile[]): readonly ForbiddenImport[] {
  return files.flatMap(({ path, source }) =>
    readImports(path, source).flatMap(({ specifier, line }) => {
      const because = specifier === null ? 'what it imports is computed' : whyForbidden(path, specifier);
      return because === undefined ? [] : [{ at: `${path}:${line}`, specifier: specifier ?? '?', because }];
    }),
  );
}

function whyForbidden(path: string, specifier: string): string | undefined {
  if (outside.some((root) => isWithin(path, root))) return undefined;
  const room = roomOf(path);
  if (room === undefined) return 'the file stands in no room of the table';
  const isTest = isTestFile(path);
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(path), specifier);
    if (!isTest && isTestFile(target)) return 'the product may not import what only tests use';
    return whyNotHouse(room, target, isTest);
  }
  if (specifier.startsWith('node:'))
    return room.node === true || (isTest && testsMay.node.some((root) => isWithin(path, root)))
      ? undefined
      : `${room.path} knows nothing of Node`;
  const name = packageName(specifier);
  const allowed = [...(room.packages ?? []), ...(isTest ? testsMay.packages : [])];
  return allowed.includes(name) ? undefined : `${room.path} may not import the package ${name}`;
}

function whyNotHouse(room: Room, target: string, isTest: boolean): string | undefined {
  const targetRoom = roomOf(target)?.path ?? target;
  if (targetRoom === room.path || (isTest && testsMay.houses.some((house) => isWithin(target, house))))
    return undefined;
  // A shell's folder holds other shells; naming it allows its own files, not theirs.
  const allowed = room.may.some((each) =>
    each === 'electron/shell' ? targetRoom === each : isWithin(target, each) || targetRoom === each,
  );
  return allowed ? undefined : `${room.path} may not import ${targetRoom}`;
}

/** `@scope/name` or `name`, without the path inside the package. */
export const packageName = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
