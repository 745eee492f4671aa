import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallFault } from '../../shared/contract/procedures.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { onDisk, readFileIfAny, writeFileAtomic } from '../platform/files.ts';
import type { DeviceKey } from '../signing/device-key.ts';
import { openForDevice, sealForDevice } from './device-seal.ts';
import { fail, toCallFault } from './fault.ts';

/** What a credential is good for. */
export type CredentialOwner = { readonly id: string; readonly address: string };

/**
 * Credentials of sources, in `WORKSPACE/credentials/<source>`, readable by the owner alone and sealed for this device.
 * They go from here into the header of a request and nowhere else.
 */
export interface CredentialStore {
  keep(owner: CredentialOwner, credential: string): Promise<Result<Record<string, never>, CallFault>>;
  /** The environment's (HOTWASH_CREDENTIAL_<ID>) before the one that is kept; null where there is none. */
  read(owner: CredentialOwner): Promise<Result<string | null, CallFault>>;
  has(id: string): Promise<boolean>;
  forget(id: string): Promise<Result<Record<string, never>, CallFault>>;
}

/** `checkout-github` -> `HOTWASH_CREDENTIAL_CHECKOUT_GITHUB`. */
export const credentialVariable = (id: string): string => `HOTWASH_CREDENTIAL_${id.toUpperCase().replaceAll('-', '_')}`;

export function createCredentialStore(
  workspaceDir: string,
  device: DeviceKey,
  environment: { readonly [name: string]: string | undefined },
): CredentialStore {
  const fileOf = (id: string): string => join(workspaceDir, 'credentials', id);
  const boundTo = ({ id, address }: CredentialOwner): string => `${id}\n${address}`;
  return {
    keep: async (owner, credential) => {
      const sealed = sealForDevice(device, boundTo(owner), credential);
      const kept = await onDisk(() => writeFileAtomic(fileOf(owner.id), sealed, 0o600));
      return kept.ok ? ok({}) : err(toCallFault(kept.error));
    },
    read: async (owner) => {
      const given = environment[credentialVariable(owner.id)]?.trim();
      if (given !== undefined && given !== '') return checkCredential(given);
      const sealed = await onDisk(() => readFileIfAny(fileOf(owner.id)));
      if (!sealed.ok) return err(toCallFault(sealed.error));
      if (sealed.value === undefined) return ok(null);
      const credential = openForDevice(device, boundTo(owner), sealed.value);
      return credential === null
        ? fail(
            'sealed-elsewhere',
            'The credential that is kept does not open here: it was sealed on another device, or its file is damaged. Nothing was asked; enter it again.',
          )
        : ok(credential);
    },
    has: async (id) => {
      const given = environment[credentialVariable(id)]?.trim() ?? '';
      return given !== '' || (await readFileIfAny(fileOf(id))) !== undefined;
    },
    forget: async (id) => {
      const gone = await onDisk(() => rm(fileOf(id), { force: true }));
      return gone.ok ? ok({}) : err(toCallFault(gone.error));
    },
  };
}

/** A credential travels in a header, so it is one line of printable ASCII. What was typed is not repeated. */
export function checkCredential(credential: string): Result<string, CallFault> {
  const text = credential.trim();
  if (text === '') return fail('no-credential', 'The credential is empty.');
  return /^[\x20-\x7e]{1,4000}$/.test(text)
    ? ok(text)
    : fail(
        'wrong-credential',
        'The credential has a line break, or a letter that no header can carry. Copy it again, without what stands round it.',
      );
}
