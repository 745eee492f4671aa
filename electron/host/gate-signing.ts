import type { CallFault } from '../../shared/contract/procedures.ts';
import type { MemberId } from '../../shared/domain/ids.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { canonicalJson } from '../../shared/journal/canonical-json.ts';
import { gatePayloadType, gateTokenText, type GateToken, type TokenIssuer } from '../../shared/record/gate-token.ts';
import { judgeToken } from '../gate/judge-token.ts';
import { readTrustFiles } from '../gate/trust-files.ts';
import { signEnvelope } from '../signing/dsse.ts';
import type { PersonKey } from '../signing/person-key.ts';
import { nodeCrypto } from '../verifier/node-crypto.ts';
import { refusalToFault } from './fault.ts';
import type { KeyStore } from './key-store.ts';

type Holder = { readonly member: string; readonly role: string };
type Unlocked = Holder & { readonly key: PersonKey };

/** Opens the keys of everybody who signs. One wrong passphrase, and nothing is signed. */
export async function unlockAll(
  keys: KeyStore,
  holders: readonly (Holder & { readonly passphrase: string })[],
): Promise<Result<readonly Unlocked[], CallFault>> {
  const unlocked: Unlocked[] = [];
  for (const { member, role, passphrase } of holders) {
    const key = await keys.unlock(member as MemberId, passphrase);
    if (!key.ok) return err({ ...key.error, message: `${member}: ${key.error.message}` });
    unlocked.push({ member, role, key: key.value });
  }
  return ok(unlocked);
}

/**
 * Signs a token by every key and lets the verifier judge it by the workspace's own trust, so that none is handed out that
 * no pipeline would take: a key that was replaced, has expired or was revoked signs nothing.
 */
export async function signToken(
  signers: readonly Unlocked[],
  tokenOf: (issuers: readonly TokenIssuer[]) => GateToken,
  keys: KeyStore,
  now: number,
): Promise<Result<{ readonly token: GateToken; readonly text: string }, CallFault>> {
  const token = tokenOf(signers.map(({ member, role, key }) => ({ member, role, key: key.fingerprint })));
  const payload = gateTokenText(token);
  const envelopes = signers.map(({ key }) => JSON.parse(signEnvelope(key, payload, gatePayloadType)) as Envelope);
  const text = canonicalJson({
    payload: Buffer.from(payload, 'utf8').toString('base64'),
    payloadType: gatePayloadType,
    signatures: envelopes.flatMap(({ signatures }) => signatures),
  });
  const folder = await keys.trustFolder();
  if (!folder.ok) return folder;
  const trust = await readTrustFiles([folder.value], null, nodeCrypto);
  if (!trust.ok) return err({ code: 'trust', message: `${trust.message} Nothing was issued.` });
  const asked = {
    ...token,
    kinds: [token.kind],
    feature: token.kind === 'next-phase' ? token.feature : null,
    policies: [],
    issuers: [],
    maxAge: null,
    requireRevocations: false,
    requireRoles: false,
    revocationsFrom: 0,
  };
  const evidence = { trust: trust.keys, revoked: null, record: token.record };
  const { exit, findings } = await judgeToken(Buffer.from(text, 'utf8'), asked, evidence, now, nodeCrypto);
  if (exit === 0) return ok({ token, text });
  return err(
    refusalToFault({
      rule: 'M7.6',
      message: `No pipeline would take this token. ${findings[0]?.message ?? ''}`,
      satisfy: 'Look at the keys of the roster.',
    }),
  );
}

type Envelope = { readonly signatures: readonly { readonly keyid: string; readonly sig: string }[] };
