import { equalBytes, type CryptoPort } from './crypto-port.ts';
import { holdsBy } from './x509-keys.ts';
import { keyUsages } from './x509-extensions.ts';
import type { Certificate } from './x509.ts';

/** A leaf, its authorities in order, the last of them one the verifier's user trusts; when all but that are valid. */
export type CertificatePath = {
  readonly chain: readonly Certificate[];
  /** Epoch ms, inclusive and exclusive. */
  readonly validAfter: number;
  readonly validBefore: number;
};

export type PathOutcome =
  { readonly ok: true; readonly value: CertificatePath } | { readonly ok: false; readonly why: string };

/** The longest chain, leaf and trusted authority among them. */
export const longestChain = 5;
const second = 1000;

/**
 * Looks for a chain of signatures from a leaf through the intermediates to a trusted authority (RFC 5280, section 6, with
 * names compared byte by byte and without policies). Validity is returned, not judged: the moment is the caller's.
 */
export async function findPath(
  leaf: Certificate,
  intermediates: readonly Certificate[],
  authorities: readonly Certificate[],
  crypto: CryptoPort,
): Promise<PathOutcome> {
  const fault = faultOf(leaf);
  if (fault !== undefined) return { ok: false, why: fault };
  const tried = await climb([leaf], intermediates.slice(0, longestChain), authorities, crypto);
  if (typeof tried === 'string') return { ok: false, why: tried };
  // An authority is trusted because the user says so, and for as long (RFC 5280, 6.1: a trust anchor has no validity).
  return { ok: true, value: { chain: tried, ...windowOf(tried.slice(0, -1)) } };
}

/** When all of these certificates are valid. */
export function windowOf(chain: readonly Certificate[]): { readonly validAfter: number; readonly validBefore: number } {
  return {
    validAfter: Math.max(...chain.map(({ notBefore }) => notBefore)),
    validBefore: Math.min(...chain.map(({ notAfter }) => notAfter)) + second,
  };
}

/** The whole chain, or in words why none was found. */
async function climb(
  chain: readonly Certificate[],
  intermediates: readonly Certificate[],
  authorities: readonly Certificate[],
  crypto: CryptoPort,
): Promise<readonly Certificate[] | string> {
  const last = chain.at(-1);
  if (last === undefined) return 'there is no certificate';
  if (authorities.some((one) => equalBytes(one.der, last.der))) return chain;
  if (chain.length >= longestChain) return `its chain is longer than ${longestChain} certificates`;
  let why = 'it leads to no authority in your trust file';
  for (const issuer of authorities) {
    if (!equalBytes(issuer.subject.der, last.issuer.der)) continue;
    const fault = await faultOfIssuing(issuer, last, chain, crypto);
    if (fault === undefined) return [...chain, issuer];
    why = fault;
  }
  for (const issuer of intermediates) {
    if (!equalBytes(issuer.subject.der, last.issuer.der)) continue;
    const fault = await faultOfIssuing(issuer, last, chain, crypto);
    if (fault !== undefined) {
      why = fault;
      continue;
    }
    const others = intermediates.filter((one) => one !== issuer);
    const above = await climb([...chain, issuer], others, authorities, crypto);
    if (typeof above !== 'string') return above;
    why = above;
  }
  return why;
}

async function faultOfIssuing(
  issuer: Certificate,
  issued: Certificate,
  below: readonly Certificate[],
  crypto: CryptoPort,
): Promise<string | undefined> {
  const fault = faultOf(issuer);
  if (fault !== undefined) return `an authority: ${fault}`;
  if (!issuer.isAuthority) return 'it was issued by what is no authority';
  if (issuer.keyUsage !== null && !issuer.keyUsage.has(keyUsages.keyCertSign))
    return 'it was issued by a key that may not sign certificates';
  // Authorities between this one and the leaf; one that issued itself anew does not count (RFC 5280, 6.1.4).
  const between = below.slice(1).filter((one) => !equalBytes(one.subject.der, one.issuer.der)).length;
  if (issuer.pathLength !== null && between > issuer.pathLength) return 'an authority may not have so many below it';
  const { algorithm } = issued;
  if (algorithm.kind === 'weak') return algorithm.why;
  return (await holdsBy(issuer.key, algorithm, issued.tbs, issued.signature, crypto))
    ? undefined
    : "its issuer's signature does not hold";
}

function faultOf({ key, unknownCritical }: Certificate): string | undefined {
  if (key.kind === 'weak') return key.why;
  const [unknown] = unknownCritical;
  return unknown === undefined ? undefined : `it has a critical extension that is not known here, ${unknown}`;
}
