import { randomBytes } from 'node:crypto';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { onDisk } from '../../platform/files.ts';
import { askToFocus, openControlSocket } from './control-socket.ts';
import { noteOfThisProcess, takeInstanceLock, type InstanceHeld } from './instance-lock.ts';

export type StartRefusal = {
  /** `already-open` is a good end: the window that was asked for is in front. */
  readonly code: 'already-open' | 'cannot-start';
  readonly message: string;
};

export type HeldWorkspace = { readonly release: () => Promise<void> };

/**
 * Makes this process the one that shows a workspace, whichever shell it is, or brings the one that does to the front.
 *
 * @param folder the shell's own folder for the workspace
 * @param onFocus called when a later start asks for the window
 */
export async function holdWorkspace(
  folder: string,
  onFocus: () => Promise<void>,
  takeOver: boolean,
): Promise<Result<HeldWorkspace, StartRefusal>> {
  const secret = randomBytes(32).toString('base64url');
  const control = await openControlSocket(secret, onFocus);
  const taken = await onDisk(() => takeInstanceLock(folder, noteOfThisProcess(control.port, secret), takeOver));
  if (!taken.ok || !taken.value.ok) await control.close();
  if (!taken.ok) {
    return err({
      code: 'cannot-start',
      message:
        "The folder for Hotwash's own data cannot be written, or its disk is full. Mend that, or choose another with --data.",
    });
  }
  const lock = taken.value;
  if (!lock.ok) return err(await explainHeld(lock.error));
  const release = async () => {
    await lock.value.release();
    await control.close();
  };
  return ok({ release });
}

async function explainHeld(held: InstanceHeld): Promise<StartRefusal> {
  if (held.code === 'open-elsewhere') {
    return {
      code: 'cannot-start',
      message:
        `This workspace is open on another computer (${held.host}). Close Hotwash there first. ` +
        'If Hotwash no longer runs there, start with --take-over.',
    };
  }
  if (await askToFocus(held.holder.controlPort, held.holder.secret)) {
    return { code: 'already-open', message: 'Hotwash is already open on this workspace; its window is now in front.' };
  }
  return {
    code: 'cannot-start',
    message:
      `Hotwash already runs on this workspace (process ${held.holder.pid}) but does not answer. ` +
      'Wait a moment and try again, or end that process.',
  };
}
