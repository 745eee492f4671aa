import { clockSkew, listLife } from '../../shared/domain/gate/gate-limits.ts';
import type { GateToken } from '../../shared/record/gate-token.ts';
import type { CryptoPort } from '../verifier/core/crypto-port.ts';
import { gateFinding, type GateFinding } from './gate-report.ts';
import type { GateKey } from './roster-keys.ts';
import { readRevocations } from './read-revocations.ts';

/**
 * Whether a revocation list can be believed for this token at `now`, and does not name it. One that is of another
 * workspace, stale, from the future, or older than one that was there when the token was issued says nothing.
 */
export async function checkRevocations(
  token: GateToken,
  bytes: Uint8Array,
  lowest: number,
  trust: readonly GateKey[],
  now: number,
  crypto: CryptoPort,
): Promise<readonly GateFinding[]> {
  const read = readRevocations(bytes);
  if (!read.ok) return [gateFinding('revocations', `The revocation list ${read.why}`)];
  const { list, envelope } = read;
  const no = (message: string): readonly GateFinding[] => [gateFinding('revocations', message)];
  const [signature] = envelope.signatures;
  if (signature === undefined || envelope.signatures.length !== 1)
    return no('The revocation list has not exactly one signature.');
  const verdicts = await Promise.all(
    trust.flatMap(({ key, validAfter, validBefore }) =>
      key.kind === 'ed25519' && signature.sig.length === 64 && now >= validAfter && now < validBefore
        ? [crypto.verifyEd25519(key.key, envelope.signed, signature.sig)]
        : [],
    ),
  );
  if (!verdicts.includes(true)) return no('The revocation list is not signed by a device of your trust file.');
  if (list.organisation !== token.organisation)
    return no('The revocation list is of another workspace than the token.');
  const [issuedAt, nextUpdate] = [Date.parse(list.issuedAt), Date.parse(list.nextUpdate)];
  if (issuedAt > now + clockSkew) return no(`The revocation list is from the future: ${list.issuedAt}.`);
  if (nextUpdate - issuedAt > listLife.longest) return no('The revocation list is meant to be believed for too long.');
  if (now >= nextUpdate) return no(`The revocation list is stale: a newer one was due by ${list.nextUpdate}.`);
  const least = Math.max(lowest, token.revocations);
  if (list.number < least)
    return no(`The revocation list was rolled back: it is number ${list.number}, and ${least} is known.`);
  const found = list.revoked.find(({ id }) => id === token.id);
  return found === undefined ? [] : [gateFinding('revoked', `The token was revoked at ${found.at}: ${found.reason}`)];
}
