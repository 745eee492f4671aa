import { certify, readChain, signOffKey } from './certificates.ts';
import type { CryptoPort } from './crypto-port.ts';
import type { Inventory } from './inventory.ts';
import { finding, type Finding } from './report.ts';
import type { IntactSignOff } from './sign-off.ts';
import { blobOf, fingerprintOf, type Trust, type TrustedKey } from './trust.ts';

export const carriedCertificate = /^trust\/([0-9]{2}-[a-z0-9-]+)\.crt$/;

/** The user's trust with the keys that carried certificates make known, by authorities of the user's own trust file. */
export type CertifiedTrust = { readonly trust: Trust; readonly findings: readonly Finding[] };

/**
 * Reads each trust/NN-role.crt. It must be a chain whose first key signed sign-off NN. Nothing in it is believed but what an
 * authority of the user's vouches for, and a key that the user's own file names is spoken of by that file alone.
 */
export async function certifyCarried(
  intact: readonly IntactSignOff[],
  inventory: Inventory,
  trust: Trust,
  crypto: CryptoPort,
): Promise<CertifiedTrust> {
  const findings: Finding[] = [];
  const keys: TrustedKey[] = [];
  const notCertified = new Map<string, string>();
  for (const path of inventory.digests.keys()) {
    const stem = carriedCertificate.exec(path)?.[1];
    if (stem === undefined) continue;
    const signOff = intact.find((one) => one.stem === stem);
    if (signOff === undefined) {
      if (!inventory.stems.includes(stem)) findings.push(finding.unlisted(path));
      continue;
    }
    const chain = readChain(inventory.contents.get(path) ?? new Uint8Array());
    if (!chain.ok) {
      findings.push(finding.malformedCertificate(path, chain.why));
      continue;
    }
    const [leaf] = chain.value;
    const key = leaf === undefined ? undefined : signOffKey(leaf);
    const { fingerprint } = signOff;
    if (key === undefined || fingerprintOf(blobOf(key), crypto) !== fingerprint) {
      findings.push(finding.foreignCertificate(path));
      continue;
    }
    if (trust.keys.some((one) => one.fingerprint === fingerprint && one.principals !== null)) continue;
    const certified = await certify(chain.value, trust.authorities ?? [], crypto);
    if (certified.ok) {
      const { principals, validAfter, validBefore } = certified;
      keys.push({ fingerprint, key, principals, validAfter, validBefore });
    } else notCertified.set(fingerprint, certified.why);
  }
  return { trust: { ...trust, keys: [...trust.keys, ...keys], notCertified }, findings };
}
