import { tokenIdForm } from '../../shared/domain/gate/gate-limits.ts';
import { revocationsPayloadType, revocationsType, type RevocationList } from '../../shared/record/gate-token.ts';
import { count, exactly, list, moment, object, text, words } from './forms.ts';
import { openGateEnvelope, type OpenedEnvelope } from './strict-envelope.ts';

const form = object({
  _type: exactly(revocationsType),
  organisation: words(60),
  number: count,
  issuedAt: moment,
  nextUpdate: moment,
  revoked: list(object({ id: text(tokenIdForm), at: moment, reason: words(2000) }), 10_000),
});

/** Reads a revocation list in its one form; verifies no signature. */
export function readRevocations(
  bytes: Uint8Array,
):
  | { readonly ok: true; readonly list: RevocationList; readonly envelope: OpenedEnvelope }
  | { readonly ok: false; readonly why: string } {
  const opened = openGateEnvelope(bytes, revocationsPayloadType);
  if (!opened.ok) return opened;
  const read = form(opened.value.payload);
  if (read === undefined) return { ok: false, why: 'is not of the form that this verifier knows.' };
  return { ok: true, list: read, envelope: opened.value };
}
