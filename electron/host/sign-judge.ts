import { payloadManifestName } from '../../shared/record/bag.ts';
import type { SignOff } from '../../shared/record/statement.ts';
import { readEnvelope } from '../verifier/core/envelope.ts';
import { parseSshSignature, verifyBy, verifySshSignature, type SshSignature } from '../verifier/core/sshsig.ts';
import { strictDerSignature } from '../verifier/core/strict-der.ts';
import { fingerprintOf, pemOf, reviewNamespace } from '../verifier/core/trust.ts';
import { nodeCrypto } from '../verifier/node-crypto.ts';

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8');

/**
 * [K25] Whether a sign-off that was made elsewhere will be accepted by whoever verifies the record, asked in the
 * verifier's own strict forms. Answers why not, in words; undefined where both signatures hold by the one key.
 */
export async function faultInSignOff(signOff: SignOff, manifest: Uint8Array): Promise<string | undefined> {
  const envelope = readEnvelope('the envelope', bytesOf(signOff.envelope));
  if (!envelope.ok) return envelope.finding.message;
  const ssh = parseSshSignature(signOff.manifestSignature);
  if (ssh === undefined) return 'The signature over the manifest is not an SSH signature as OpenSSH writes it';
  const weak = faultInKey(ssh);
  if (weak !== undefined) return weak;
  if (fingerprintOf(ssh.blob, nodeCrypto) !== envelope.value.keyid || pemOf(ssh.key) !== signOff.publicPem)
    return 'Its parts name different keys';
  const sig =
    ssh.key.kind === 'rsa' ? sameLength(envelope.value.sig, ssh.key.modulus) : strictDerSignature(envelope.value.sig);
  if (sig === undefined) return 'The signature over the statement is not in the one strict form of its key';
  if (ssh.signature === undefined) return 'The signature over the manifest is not in the one strict form of its key';
  if (!(await verifyBy(nodeCrypto, ssh.key, 'SHA-256', envelope.value.pae, sig)))
    return 'The signature over the statement does not match it: it was changed on its way, or another key signed';
  return (await verifySshSignature(nodeCrypto, ssh, manifest))
    ? undefined
    : `The signature over ${payloadManifestName} does not match it: it was changed on its way, or another key signed`;
}

function faultInKey({ key, hash, namespace }: SshSignature): string | undefined {
  if (key.kind === 'weak') return `The key is too weak: ${key.why}`;
  if (key.kind !== 'p256' && key.kind !== 'rsa') return 'The key is Ed25519, which does not sign off';
  if (namespace !== reviewNamespace) return 'The signature over the manifest was made for another purpose';
  return hash === 'sha512' ? undefined : 'The signature over the manifest is by another hash than SHA-512';
}

const sameLength = (sig: Uint8Array, modulus: Uint8Array): Uint8Array | undefined =>
  sig.length === modulus.length ? sig : undefined;
