import { mkdirSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { defaultDataFolder, shellFolder } from '../platform/paths.ts';

export type StartOptions = {
  readonly workspace: string;
  /** True where no workspace was named: the first run then begins with the sample organisation. */
  readonly beginsWithSample: boolean;
  /** Lock and browser profile of this workspace. */
  readonly folder: string;
  readonly isHeadless: boolean;
  readonly hasDebuggingPort: boolean;
  readonly takeOver: boolean;
  readonly readyFile: string | undefined;
};

const START_USAGE = `Hotwash, in a window.

  --workspace DIR        the workspace to open (otherwise the one in your data folder)
  --data DIR             where Hotwash keeps its own data (otherwise your platform's usual place)
  --take-over            open although another computer seems to have the workspace open
  --headless             without a visible window, with two virtual displays (Chromium shell)
  --test-debugging-port  open a debugging port on loopback, for tests and the tour only (Chromium shell)
  --ready-file FILE      once the window is open, write {pid, browserPid, serverPort, profile} to FILE
`;

/**
 * Reads a start's arguments and makes the folders they name. `help` is answered with the usage, anything unknown with what
 * was wrong and the usage.
 */
export function readStartOptions(
  args: readonly string[],
): Result<StartOptions, { readonly exitCode: 0 | 2; readonly message: string }> {
  const read = parse(args);
  if ('problem' in read) return err({ exitCode: 2, message: `${read.problem}\n\n${START_USAGE}` });
  const { values } = read;
  if (values.help) return err({ exitCode: 0, message: START_USAGE });
  const data = resolve(values.data ?? defaultDataFolder());
  const named = resolve(values.workspace ?? join(data, 'workspace'));
  const workspace = madeFolder(named);
  if (workspace === undefined) return err({ exitCode: 2, message: CANNOT_MAKE });
  return ok({
    workspace,
    beginsWithSample: values.workspace === undefined,
    folder: shellFolder(data, workspace),
    isHeadless: values.headless,
    hasDebuggingPort: values['test-debugging-port'],
    takeOver: values['take-over'],
    readyFile: values['ready-file'] === undefined ? undefined : resolve(values['ready-file']),
  });
}

const CANNOT_MAKE =
  'The workspace folder is not there and cannot be made: the disk is read-only or full, or a file has its name. ' +
  'Choose another with --workspace, or another place for everything with --data.';

function madeFolder(path: string): string | undefined {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        workspace: { type: 'string' },
        data: { type: 'string' },
        headless: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        'take-over': { type: 'boolean', default: false },
        'test-debugging-port': { type: 'boolean', default: false },
        'ready-file': { type: 'string' },
      },
    });
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
