import { join } from 'node:path';
import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import type { MemberId } from '../../shared/domain/ids.ts';
import { findMember } from '../../shared/domain/workspace/workspace.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { allowedSignersText, listedKeys } from '../../shared/record/roster-exports.ts';
import { rosterFileName } from '../../shared/record/roster.ts';
import { keyOfMember, mayHaveAnotherKey } from '../../shared/domain/workspace/roster-keys.ts';
import { onDisk, readFileIfAny, toDiskFault, writeFileAtomic } from '../platform/files.ts';
import type { Clock } from '../platform/clock.ts';
import { createDeviceKey, readDeviceKey, type DeviceKey } from '../signing/device-key.ts';
import {
  createPersonKey,
  readPublicKey,
  unlockPersonKey,
  type PersonKey,
  type PersonPublicKey,
} from '../signing/person-key.ts';
import { rosterEnvelope, type SignedRoster } from '../signing/roster.ts';
import { fail, toCallFault } from './fault.ts';
import { createRosterStore } from './roster-store.ts';
import type { WorkspaceService } from './workspace-service.ts';

/** Signing keys of the workspace: passphrase-sealed age files. No private key leaves the main process. */
export interface KeyStore {
  /** Writes the trust folder anew after a key or the roster changed. */
  refreshTrust(): Promise<Result<Record<string, never>, CallFault>>;
  /** Whether the private half of that key is kept here. */
  isHere(member: string, fingerprint: string): Promise<boolean>;
  /** The age file of that key, where it is kept here. */
  kept(member: string, fingerprint: string): Promise<Uint8Array | undefined>;
  /** The folder an auditor would have been handed separately: allowed_signers, one PEM per person, the device's PEM. */
  trustFolder(): Promise<Result<string, CallFault>>;
  create(member: MemberId, passphrase: string): Promise<Result<Output<'key.create'>, CallFault>>;
  unlock(member: MemberId, passphrase: string): Promise<Result<PersonKey, CallFault>>;
  /** The age file of a member's key: it opens with its passphrase only. */
  sealed(member: MemberId): Promise<Result<Uint8Array, CallFault>>;
  /** Puts back the age file of a registered key whose file was lost. */
  restore(member: string, fingerprint: string, ageFile: Uint8Array): Promise<Result<Record<string, never>, CallFault>>;
  publicKey(member: MemberId): Result<{ pem: string; fingerprint: string; words: string[] }, CallFault>;
  /** Reads a public key made elsewhere; its words are compared by voice before {@link KeyStore.trust}. */
  look(pem: string): Result<PersonPublicKey, CallFault>;
  /** Takes over somebody's public key made elsewhere. Its private half never comes here. It counts from
   * `validFrom` (epoch ms) on: from now, unless it was compared for something it signed before. */
  trust(member: MemberId, pem: string, validFrom?: number): Promise<Result<{ fingerprint: string }, CallFault>>;
}

/** Reads this device's key, or makes it at the first start (`isNew`). A damaged key is never replaced silently. */
export async function openDeviceKey(
  workspaceDir: string,
): Promise<Result<{ readonly key: DeviceKey; readonly isNew: boolean }, CallFault>> {
  const path = join(workspaceDir, 'keys', 'device.pem');
  const pem = await readFileIfAny(path);
  if (pem !== undefined) {
    const key = readDeviceKey(pem.toString('utf8'));
    return key.ok ? ok({ key: key.value, isNew: false }) : err(toCallFault(key.error));
  }
  const { key, pkcs8 } = createDeviceKey();
  await writeFileAtomic(path, pkcs8, 0o600);
  return ok({ key, isNew: true });
}

export function createKeyStore(
  workspaceDir: string,
  workspace: WorkspaceService,
  device: DeviceKey,
  clock: Clock,
  scryptLogN?: number,
): KeyStore {
  const keyFolder = join(workspaceDir, 'keys');
  const firstFile = (member: string) => join(keyFolder, `${member}.age`);
  /** Of every key after a member's first: a new key must not take the place of the old one before it is registered. */
  const laterFile = (member: string, fingerprint: string) =>
    join(
      keyFolder,
      `${member}-${Buffer.from(fingerprint.slice('SHA256:'.length), 'base64').toString('hex').slice(0, 12)}.age`,
    );
  const store = createRosterStore(workspaceDir);
  const keyOf = (member: string) => keyOfMember(workspace.current().keys, member);
  const isFirst = (member: string, fingerprint: string): boolean =>
    workspace.current().keys.find((key) => key.member === member)?.fingerprint === fingerprint;
  const fileOfKey = (member: string, fingerprint: string): string =>
    isFirst(member, fingerprint) ? firstFile(member) : laterFile(member, fingerprint);
  const fileOf = (member: string): string => {
    const key = keyOf(member);
    return key === undefined ? firstFile(member) : fileOfKey(member, key.fingerprint);
  };
  const kept = (member: string, fingerprint: string) => readFileIfAny(fileOfKey(member, fingerprint));
  const trustFolder = join(workspaceDir, 'trust');

  let isTrustWritten = false;

  async function writeTrust(): Promise<void> {
    isTrustWritten = false;
    const { keys, rosters } = workspace.current();
    const published: SignedRoster[] = [];
    for (const each of rosters) {
      const roster = await store.published(each);
      if (roster.ok) published.push(roster.value);
    }
    const listed = listedKeys(published.at(-1)?.roster ?? null, keys);
    for (const [index, key] of listed.entries()) {
      const isFirst = listed.findIndex(({ member }) => member === key.member) === index;
      const name = isFirst ? key.member : `${key.member}.${index}`;
      await writeFileAtomic(join(trustFolder, `${name}.pem`), key.publicPem, 0o644);
    }
    for (const roster of published)
      await writeFileAtomic(join(trustFolder, rosterFileName(roster.roster.version)), rosterEnvelope(roster), 0o644);
    await writeFileAtomic(join(trustFolder, `device-${device.id}.pem`), device.publicPem, 0o644);
    await writeFileAtomic(join(trustFolder, 'allowed_signers'), allowedSignersText(listed), 0o644);
    isTrustWritten = true;
  }

  const hasNoPlace = (member: MemberId): Result<never, CallFault> | undefined => {
    if (findMember(workspace.current(), member) === undefined)
      return fail('no-member', 'That person is not in the roster.');
    return !mayHaveAnotherKey(workspace.current().keys, member)
      ? fail(
          'has-key',
          'This person has a key already. It opens with the passphrase it was made with; revoke it or set its end before there is another.',
        )
      : undefined;
  };

  async function register(
    member: MemberId,
    key: PersonPublicKey,
    by: string,
    validFrom = clock.wall(),
  ): Promise<Result<Record<string, never>, CallFault>> {
    const { fingerprint, publicPem, words } = key;
    const recorded = await workspace.record(by, {
      type: 'key.registered.v2',
      body: { member, fingerprint, publicPem, words: [...words], validFrom, validUntil: null },
    });
    if (recorded.ok) await writeTrust();
    return recorded;
  }

  async function sealed(member: MemberId): Promise<Result<Uint8Array, CallFault>> {
    const file = await readFileIfAny(fileOf(member));
    return file === undefined
      ? fail('no-key', 'This person has no key on this machine yet. Create one first.')
      : ok(file);
  }

  return {
    trustFolder: async () => {
      if (isTrustWritten) return ok(trustFolder);
      // Once per run: a kill after a key was registered and before it was written here leaves the folder behind the
      // journal, and a copied workspace has a new device.
      const written = await onDisk(writeTrust);
      if (!written.ok) return err(toCallFault(written.error));
      return ok(trustFolder);
    },
    create: async (member, passphrase) => {
      const taken = hasNoPlace(member);
      if (taken !== undefined) return taken;
      const made = await createPersonKey(scryptLogN === undefined ? { passphrase } : { passphrase, scryptLogN });
      if (!made.ok) return err(toCallFault(made.error));
      const { ageFile: sealed, publicPem, fingerprint, words } = made.value;
      try {
        await writeFileAtomic(keyOf(member) === undefined ? firstFile(member) : laterFile(member, fingerprint), sealed);
        const recorded = await register(member, { publicPem, fingerprint, words }, member);
        if (!recorded.ok) return recorded;
      } catch (error) {
        return err(toCallFault(toDiskFault(error)));
      }
      return ok({ fingerprint, words: [...words] });
    },
    publicKey: (member) => {
      const key = keyOf(member);
      return key === undefined
        ? fail('no-key', 'This person has no key on this machine yet. Create one first.')
        : ok({ pem: key.publicPem, fingerprint: key.fingerprint, words: [...key.words] });
    },
    isHere: async (member, fingerprint) => (await kept(member, fingerprint)) !== undefined,
    kept,
    refreshTrust: async () => {
      const written = await onDisk(writeTrust);
      return written.ok ? ok({}) : err(toCallFault(written.error));
    },
    look: (pem) => {
      const read = readPublicKey(pem);
      return read.ok ? read : err(toCallFault(read.error));
    },
    trust: async (member, pem, validFrom) => {
      const taken = hasNoPlace(member);
      if (taken !== undefined) return taken;
      const read = readPublicKey(pem);
      if (!read.ok) return err(toCallFault(read.error));
      const twin = workspace.current().keys.find(({ fingerprint }) => fingerprint === read.value.fingerprint);
      if (twin !== undefined) return fail('has-key', `This is the key of ${twin.member}. Two people cannot share one.`);
      const { me } = workspace.current();
      if (me === null) return fail('not-seated', 'Say who you are first: whoever takes a key over answers for it.');
      try {
        const recorded = await register(member, read.value, me, validFrom);
        return recorded.ok ? ok({ fingerprint: read.value.fingerprint }) : recorded;
      } catch (error) {
        return err(toCallFault(toDiskFault(error)));
      }
    },
    sealed,
    restore: async (member, fingerprint, ageFile) => {
      const written = await onDisk(() => writeFileAtomic(fileOfKey(member, fingerprint), ageFile));
      return written.ok ? ok({}) : err(toCallFault(written.error));
    },
    unlock: async (member, passphrase) => {
      const file = await sealed(member);
      if (!file.ok) return file;
      const key = await unlockPersonKey(file.value, passphrase);
      return key.ok ? key : err(toCallFault(key.error));
    },
  };
}
