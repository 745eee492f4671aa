import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import type { MemberId } from '../../shared/domain/ids.ts';
import type { Workspace } from '../../shared/domain/workspace/workspace.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { recoverySheetHtml } from '../../shared/projections/recovery-sheet.ts';
import { dateText } from '../../shared/projections/zone-text.ts';
import { loadReportFonts } from '../export/verify-page.ts';
import type { Clock } from '../platform/clock.ts';
import { fromArmour, toArmour } from '../signing/age-armour.ts';
import { unlockPersonKey } from '../signing/person-key.ts';
import { fail, toCallFault } from './fault.ts';
import type { KeyStore } from './key-store.ts';
import type { ShellPort } from './shell-port.ts';

export type KeyRecoveryParts = {
  readonly keys: KeyStore;
  readonly workspace: { current(): Workspace };
  readonly port: ShellPort;
  readonly clock: Clock;
};

/** Printed recovery of signing keys. */
export interface KeyRecovery {
  /** The sheet of somebody's key, as a page and as a PDF where the shell can print. */
  print(member: MemberId): Promise<Result<Output<'key.recovery'>, CallFault>>;
  /** Opens what came from a sheet. A drill where the key is here; where its file was lost, `restore` brings it back. */
  recover(armoured: string, passphrase: string, restore: boolean): Promise<Result<Output<'key.recover'>, CallFault>>;
}

export const createKeyRecovery = (parts: KeyRecoveryParts): KeyRecovery => ({
  print: (member) => printSheet(parts, member),
  recover: (armoured, passphrase, restore) => recoverKey(parts, armoured, passphrase, restore),
});

async function printSheet(
  { keys, workspace, port, clock }: KeyRecoveryParts,
  member: MemberId,
): Promise<Result<Output<'key.recovery'>, CallFault>> {
  const key = keys.publicKey(member);
  if (!key.ok) return key;
  const sealed = await keys.sealed(member);
  if (!sealed.ok) return sealed;
  const { name, sample, zone, members } = workspace.current();
  const armoured = toArmour(sealed.value);
  const { fingerprint, words } = key.value;
  const html = recoverySheetHtml(
    {
      organisation: name,
      sample,
      member,
      display: members.find(({ id }) => id === member)?.display ?? member,
      fingerprint,
      words,
      armoured,
      day: dateText(clock.wall(), zone),
    },
    await loadReportFonts(),
  );
  const pdf = await port.printToPdf(html);
  return ok({ html, pdf: pdf === null ? null : Buffer.from(pdf).toString('base64'), armoured, words });
}

async function recoverKey(
  { keys, workspace }: KeyRecoveryParts,
  text: string,
  passphrase: string,
  restore: boolean,
): Promise<Result<Output<'key.recover'>, CallFault>> {
  const bytes = fromArmour(text);
  if (bytes === undefined)
    return fail(
      'unreadable-key',
      'This is not the text of a recovery sheet, or a sign of it is wrong. Nothing was kept; compare it line by line.',
    );
  const opened = await unlockPersonKey(bytes, passphrase);
  if (!opened.ok) return err(toCallFault(opened.error));
  const { fingerprint, words } = opened.value;
  const owner = workspace.current().keys.find((key) => key.fingerprint === fingerprint);
  const told = { fingerprint, words: [...words], member: owner?.member ?? null };
  if (owner === undefined) return ok({ ...told, file: 'missing' });
  const kept = await keys.kept(owner.member, fingerprint);
  if (kept !== undefined && (await isGood(kept, bytes, passphrase))) return ok({ ...told, file: 'here' });
  if (!restore) return ok({ ...told, file: 'missing' });
  const restored = await keys.restore(owner.member, fingerprint, bytes);
  return restored.ok ? ok({ ...told, file: 'restored' }) : restored;
}

/** A file that is there and opens nothing any more is as lost as one that is gone. */
const isGood = async (kept: Uint8Array, printed: Uint8Array, passphrase: string): Promise<boolean> =>
  Buffer.compare(kept, printed) === 0 || (await unlockPersonKey(kept, passphrase)).ok;
