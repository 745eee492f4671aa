import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import type { PublicKey } from '../../shared/domain/workspace/workspace.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { allowedSignersText, krlOfKeys, listedKeys } from '../../shared/record/roster-exports.ts';
import { rosterFileName } from '../../shared/record/roster.ts';
import { rosterEnvelope, rosterToSign, type SignedRoster } from '../signing/roster.ts';
import { fail } from './fault.ts';

export type RosterExport = 'draft' | 'roster' | 'allowed-signers' | 'krl' | 'to-sign';

export type ExportFrom = {
  readonly roster: SignedRoster | null;
  readonly draft: SignedRoster | null;
  readonly own: readonly PublicKey[];
  /** Epoch ms. */
  readonly at: number;
};

/** A file to carry away, named and in base64. */
export function exportRoster(
  what: RosterExport,
  { roster, draft, own, at }: ExportFrom,
): Result<Output<'roster.export'>, CallFault> {
  const file = (name: string, bytes: Uint8Array | string): Result<Output<'roster.export'>, CallFault> =>
    ok({ name, base64: Buffer.from(bytes).toString('base64') });
  const listed = listedKeys(roster?.roster ?? null, own);
  switch (what) {
    case 'draft':
      return draft === null ? noDraft() : file(`roster-${draft.roster.version}-draft.dsse.json`, rosterEnvelope(draft));
    case 'to-sign':
      return draft === null
        ? noDraft()
        : file(`roster-${draft.roster.version}-to-sign.bin`, rosterToSign(draft.roster));
    case 'roster':
      return roster === null
        ? fail('no-roster', 'No roster was published here yet.')
        : file(rosterFileName(roster.roster.version), rosterEnvelope(roster));
    case 'allowed-signers':
      return file('allowed_signers', allowedSignersText(listed));
    case 'krl':
      return file('revoked.krl', krlOfKeys(listed, roster?.roster.version ?? 0, at));
  }
}

const noDraft = (): Result<never, CallFault> => fail('no-draft', 'There is no draft of a roster. Make one first.');
