import { parseCheckpoint, parseNote, type Checkpoint, type NoteSignature } from '../../../shared/journal/checkpoint.ts';
import { equalBytes, fromUtf8, type CryptoPort } from './crypto-port.ts';
import { readEnvelope, readStatement, type Envelope, type Statement } from './envelope.ts';
import { signedTagFiles, type Inventory } from './inventory.ts';
import { finding, type Finding } from './report.ts';
import { strictDerSignature } from './strict-der.ts';
import { parseSshSignature, verifyBy, verifySshSignature, type SshSignature } from './sshsig.ts';
import type { PublicKey } from './ssh-wire.ts';
import { toBase64 } from './strict-base64.ts';
import { fingerprintOf, reviewNamespace } from './trust.ts';

/** A sign-off both of whose signatures hold by the key they carry. Whether anybody trusts that key is another question. */
export type IntactSignOff = {
  readonly stem: string;
  readonly path: string;
  readonly statement: Statement;
  readonly fingerprint: string;
  readonly signature: SshSignature;
};

export type SignOffRead = { readonly intact: IntactSignOff | undefined; readonly findings: readonly Finding[] };

export type SealedCheckpoint = {
  readonly checkpoint: Checkpoint;
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
};

/** data/checkpoint.txt; undefined where it is no signed checkpoint. */
export function readCheckpoint(inventory: Inventory): SealedCheckpoint | undefined {
  const text = fromUtf8(inventory.contents.get('data/checkpoint.txt') ?? new Uint8Array());
  const note = text === undefined ? undefined : parseNote(text);
  if (note?.ok !== true) return undefined;
  const checkpoint = parseCheckpoint(note.value.text);
  return checkpoint.ok ? { checkpoint: checkpoint.value, ...note.value } : undefined;
}

/** Checks one pair of files in signatures/: forms, both signatures, and that they are by one key. */
export async function readSignOff(stem: string, inventory: Inventory, crypto: CryptoPort): Promise<SignOffRead> {
  const path = `signatures/${stem}.dsse.json`;
  const sshPath = `signatures/${stem}.manifest.sig`;
  const no = (...findings: readonly Finding[]): SignOffRead => ({ intact: undefined, findings });
  const missing = [path, sshPath].filter((name) => !inventory.digests.has(name));
  if (missing.length > 0) return no(...missing.map(finding.missing));
  const bytes = inventory.contents.get(path);
  if (bytes === undefined) return no(); // Too large, which the inventory has said.
  const envelope = readEnvelope(path, bytes);
  const signature = parseSshSignature(fromUtf8(inventory.contents.get(sshPath) ?? new Uint8Array()) ?? '');
  const findings: Finding[] = envelope.ok ? [] : [envelope.finding];
  if (signature === undefined)
    findings.push(finding.badSignature(sshPath, 'not an SSH signature as OpenSSH writes it'));
  if (!envelope.ok || signature === undefined) return no(...findings);
  return checkPair({ stem, path, sshPath }, envelope.value, signature, inventory, crypto);
}

type Names = { readonly stem: string; readonly path: string; readonly sshPath: string };

async function checkPair(
  { stem, path, sshPath }: Names,
  envelope: Envelope,
  signature: SshSignature,
  inventory: Inventory,
  crypto: CryptoPort,
): Promise<SignOffRead> {
  const { key } = signature;
  const no = (...findings: readonly Finding[]): SignOffRead => ({ intact: undefined, findings });
  if (key.kind !== 'p256' && key.kind !== 'rsa')
    return no(finding.weakKey(sshPath, key.kind === 'weak' ? key.why : 'Ed25519 does not sign off'));
  if (signature.hash !== 'sha512') return no(finding.weakKey(sshPath, `hash ${signature.hash.slice(0, 20)}`));
  if (signature.namespace !== reviewNamespace) return no(finding.wrongPurpose(sshPath, signature.namespace));
  const fingerprint = fingerprintOf(signature.blob, crypto);
  if (envelope.keyid !== fingerprint)
    return no(
      finding.disagree(path, `it names key ${envelope.keyid.slice(0, 60)}, the manifest is signed by ${fingerprint}`),
    );
  const raw = signatureOf(key, envelope.sig);
  if (raw === undefined)
    return no(
      finding.notStrict(
        path,
        key.kind === 'rsa' ? 'not as long as its RSA key' : 'not a strict DER signature of the P-256 group',
      ),
    );
  if (signature.signature === undefined)
    return no(
      finding.notStrict(
        sshPath,
        key.kind === 'rsa' ? 'not rsa-sha2-512 at the length of its key' : 'numbers outside the P-256 group',
      ),
    );
  const findings: Finding[] = [];
  if (!(await verifyBy(crypto, key, 'SHA-256', envelope.pae, raw)))
    findings.push(finding.badSignature(path, 'it does not match the statement'));
  const manifest = inventory.contents.get('manifest-sha256.txt') ?? new Uint8Array();
  if (!(await verifySshSignature(crypto, signature, manifest)))
    findings.push(finding.badSignature(sshPath, 'it does not match manifest-sha256.txt'));
  const statement = readStatement(path, envelope.payload);
  if (!statement.ok) findings.push(statement.finding);
  // A statement whose own signature holds still says which file was changed, even where the manifest's signature fails.
  const speaks = statement.ok && !findings.some((one) => one.path === path);
  if (!speaks) return no(...findings);
  findings.push(...checkSubjects(path, statement.value, inventory));
  return { intact: { stem, path, statement: statement.value, fingerprint, signature }, findings };
}

function signatureOf(key: PublicKey, sig: Uint8Array): Uint8Array | undefined {
  if (key.kind !== 'rsa') return strictDerSignature(sig);
  return sig.length === key.modulus.length ? sig : undefined;
}

/** Every file is as it was signed, none is missing, none is there that was not signed. */
function checkSubjects(path: string, { subjects }: Statement, inventory: Inventory): readonly Finding[] {
  const findings: Finding[] = [];
  const toSign = new Set(
    [...inventory.digests.keys()].filter(
      (name) => name.startsWith('data/') || (signedTagFiles as readonly string[]).includes(name),
    ),
  );
  for (const [name, digest] of subjects) {
    const found = inventory.digests.get(name);
    if (found === undefined) findings.push(finding.missing(name.slice(0, 200)));
    else if (found !== digest) findings.push(finding.changed(name, 'signed', digest, found));
    else if (!toSign.has(name)) findings.push(finding.malformed(path, `it signs ${name}, which no statement covers`));
  }
  for (const name of toSign) if (!subjects.has(name)) findings.push(finding.unlisted(name));
  return findings;
}

/** Whether the sign-off is of this review, this history and the envelopes that lie before it. */
export function checkPlace(
  { path, stem, statement }: IntactSignOff,
  number: number,
  sealed: SealedCheckpoint | undefined,
  inventory: Inventory,
): readonly Finding[] {
  const findings: Finding[] = [];
  if (stem !== `${String(number).padStart(2, '0')}-${statement.role}`)
    findings.push(finding.disagree(path, `it is sign-off ${number}, for role ${statement.role.slice(0, 40)}`));
  if (sealed !== undefined && sealed.checkpoint.origin !== `hotwash/${statement.reviewId}`)
    findings.push(finding.wrongReview(path, `it is about ${statement.reviewId.slice(0, 60)}`));
  else if (sealed !== undefined && !sameCheckpoint(statement, sealed.checkpoint))
    findings.push(finding.checkpointBroken(`${path} was signed over another checkpoint`));
  const earlier = new Set<string>();
  for (const [name, digest] of inventory.digests)
    if (name.startsWith('signatures/') && name.endsWith('.dsse.json') && name < path) earlier.add(digest);
  const absent = statement.covers.filter((digest) => !earlier.has(digest));
  for (const digest of absent)
    findings.push(finding.brokenChain(path, `it covers envelope ${digest.slice(0, 64)}, which is not before it`));
  if (statement.act === 'countersigned' && statement.covers.length === 0)
    findings.push(finding.brokenChain(path, 'it countersigns nothing'));
  return findings;
}

function sameCheckpoint({ checkpoint: said }: Statement, { size, root }: Checkpoint): boolean {
  return said.size === size && said.root === toBase64(root);
}

/** trust/ repeats exactly the keys that signed, so that nothing can hide there; it is believed in nothing. */
export const sameText = (inventory: Inventory, path: string, text: string): boolean =>
  equalBytes(inventory.contents.get(path) ?? new Uint8Array(), new TextEncoder().encode(text));
