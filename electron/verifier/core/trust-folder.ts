import { deviceKeyName, noteKeyId } from '../../../shared/journal/checkpoint.ts';
import { carriedCertificate } from './certificates-carried.ts';
import { fromUtf8, utf8, type CryptoPort } from './crypto-port.ts';
import { hexSha256, isRosterPath, type Inventory } from './inventory.ts';
import { finding, type CheckpointReport, type Finding } from './report.ts';
import { sameText, type IntactSignOff, type SealedCheckpoint } from './sign-off.ts';
import { sshTypeOf } from './ssh-wire.ts';
import { strictBase64, toBase64 } from './strict-base64.ts';
import { fingerprintOf, matchesPatternList, pemOf, reviewNamespace, spkiOfPem, type Trust } from './trust.ts';

/**
 * trust/ must repeat exactly the keys that signed, so that nothing can hide there and nobody is led to hand on a key that
 * signed nothing. Where a sign-off was removed its key may be left; that it is one of the user's own keys is what tells it
 * from a key that somebody slipped in. Nothing in it is believed.
 */
export function checkTrustFolder(
  intact: readonly IntactSignOff[],
  inventory: Inventory,
  trust: Trust,
  crypto: CryptoPort,
): readonly Finding[] {
  const expected = new Map<string, string>();
  const lines: string[] = [];
  for (const { stem, signature, statement } of intact) {
    expected.set(`trust/${stem}.pem`, pemOf(signature.key) ?? '');
    lines.push(
      `${statement.signer} namespaces="${reviewNamespace}" ${sshTypeOf(signature.key)} ${toBase64(signature.blob)}\n`,
    );
  }
  const findings: Finding[] = [...checkSigners([...new Set(lines)], inventory, trust, crypto)];
  for (const [path, text] of expected) {
    const found = inventory.digests.get(path);
    if (found === undefined) findings.push(finding.missing(path));
    else if (!sameText(inventory, path, text))
      findings.push(finding.changed(path, 'derived', hexSha256(utf8(text), crypto), found));
  }
  for (const path of inventory.digests.keys())
    if (
      path.startsWith('trust/') &&
      !isRosterPath(path) &&
      !derivedNames.has(path) &&
      !expected.has(path) &&
      !carriedCertificate.test(path)
    )
      findings.push(leftPem(path, inventory, trust) ?? finding.unlisted(path));
  return findings;
}

const signersPath = 'trust/allowed_signers';
const derivedNames: ReadonlySet<string> = new Set(['trust/device.pem', signersPath]);

/** Every derived line in order, once; further lines only for keys the user trusts. */
function checkSigners(
  derived: readonly string[],
  inventory: Inventory,
  trust: Trust,
  crypto: CryptoPort,
): readonly Finding[] {
  const found = inventory.digests.get(signersPath);
  if (found === undefined) return derived.length === 0 ? [] : [finding.missing(signersPath)];
  const text = fromUtf8(inventory.contents.get(signersPath) ?? new Uint8Array()) ?? '';
  const lines = text.match(/[^\n]*\n/g) ?? [];
  const changed = finding.changed(signersPath, 'derived', hexSha256(utf8(derived.join('')), crypto), found);
  const isInForm = lines.join('') === text && new Set(lines).size === lines.length;
  if (!isInForm || lines.filter((line) => derived.includes(line)).join('') !== derived.join('')) return [changed];
  return lines
    .filter((line) => !derived.includes(line))
    .map((line) => {
      const [, principal = '', base64 = ''] = signersLine.exec(line) ?? [];
      const blob = strictBase64(base64);
      if (blob === undefined || blob.length === 0) return changed;
      const fingerprint = fingerprintOf(blob, crypto);
      const isOwn = trust.keys.some(
        (one) =>
          one.fingerprint === fingerprint && (one.principals === null || matchesPatternList(one.principals, principal)),
      );
      return isOwn ? finding.leftOver(signersPath, fingerprint) : finding.foreignKey(signersPath, fingerprint);
    });
}

const signersLine = new RegExp(
  `^([^ ]+) namespaces="${reviewNamespace}" (?:ecdsa-sha2-nistp256|ssh-rsa) ([A-Za-z0-9+/=]+)\n$`,
);

/** The PEM of a removed sign-off, where it is of a key that the user trusts. */
function leftPem(path: string, inventory: Inventory, trust: Trust): Finding | undefined {
  const own = trust.keys.find((one) => sameText(inventory, path, pemOf(one.key) ?? '-'));
  return own === undefined ? undefined : finding.leftOver(path, own.fingerprint);
}

const iso = (time: number): string => new Date(time).toISOString();

/** Epoch ms between which a checkpoint was signed, as the record tells it. */
export type SealedBetween = { readonly from: number; readonly until: number };

/** Checks the checkpoint's signature by the key in trust/device.pem, and says whether the user trusts that key. */
export async function checkDevice(
  sealed: SealedCheckpoint,
  inventory: Inventory,
  trust: Trust,
  crypto: CryptoPort,
  { from, until }: SealedBetween,
): Promise<{ readonly findings: readonly Finding[]; readonly signedBy: CheckpointReport['signedBy'] }> {
  const path = 'trust/device.pem';
  const found = inventory.digests.get(path);
  if (found === undefined) return { findings: [finding.missing(path)], signedBy: 'device not in your trust file' };
  const spki = spkiOfPem(fromUtf8(inventory.contents.get(path) ?? new Uint8Array()) ?? '');
  const key = spki?.slice(12) ?? new Uint8Array();
  const name = deviceKeyName(hexSha256(spki ?? new Uint8Array(), crypto).slice(0, 16));
  const signature = sealed.signatures.find((one) => one.name === name && one.keyId === noteKeyId(name, key));
  if (
    signature === undefined ||
    sealed.signatures.length !== 1 ||
    !sameText(inventory, path, pemOf({ kind: 'ed25519', key }) ?? '')
  )
    return {
      findings: [finding.badSignature('data/checkpoint.txt', 'it is not signed by the key in trust/device.pem')],
      signedBy: 'device not in your trust file',
    };
  const holds = await crypto.verifyEd25519(key, utf8(sealed.text), signature.signature);
  if (holds === false)
    return {
      findings: [finding.badSignature('data/checkpoint.txt', 'it does not match the checkpoint')],
      signedBy: 'device not in your trust file',
    };
  if (holds === 'unsupported') return { findings: [], signedBy: 'a device that cannot be checked here' };
  const known = trust.keys.filter((one) => one.key.kind === 'ed25519' && toBase64(one.key.key) === toBase64(key));
  if (known.length === 0) {
    // Whoever was handed devices can tell this one from them; to others it is said and not held against the record.
    const namesDevices = trust.keys.some((one) => one.key.kind === 'ed25519');
    const findings = namesDevices ? [finding.notTrusted(name, 'data/checkpoint.txt')] : [];
    return { findings, signedBy: 'device not in your trust file' };
  }
  if (known.some(({ validAfter, validBefore }) => validAfter <= until && validBefore > from))
    return { findings: [], signedBy: 'trusted device' };
  const [{ validAfter, validBefore } = { validAfter: 0, validBefore: 0 }] = known;
  const why = validAfter > until ? `began only at ${iso(validAfter)}` : `had ended at ${iso(validBefore)}`;
  return { findings: [finding.deviceNotValid(name, why)], signedBy: 'a device of your roster outside of its time' };
}
