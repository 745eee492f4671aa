import { statementText, type PreparedSignOff, type SignOff, type SignOffClaim } from '../../shared/record/statement.ts';
import { signEnvelope } from './dsse.ts';
import type { PersonKey } from './person-key.ts';
import { signSsh } from './sshsig.ts';

/** Signs a prepared bundle for one role: DSSE over the statement, SSHSIG over the manifest, by the same key. */
export function signOffWith(key: PersonKey, prepared: PreparedSignOff, claim: SignOffClaim): SignOff {
  return {
    role: claim.role,
    envelope: signEnvelope(key, statementText(prepared, claim)),
    manifestSignature: signSsh(key, prepared.manifest),
    publicPem: key.publicPem,
  };
}
