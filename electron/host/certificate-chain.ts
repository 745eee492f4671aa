import type { CallFault } from '../../shared/contract/procedures.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import type { CmsSigner } from '../../shared/record/cms.ts';
import { faultOfPersonal, membersOf, readChain, signOffKey } from '../verifier/core/certificates.ts';
import { blobOf, fingerprintOf } from '../verifier/core/trust.ts';
import type { Certificate } from '../verifier/core/x509.ts';
import { nodeCrypto } from '../verifier/node-crypto.ts';
import { fail } from './fault.ts';

/** A person's certificate with its chain as it is kept: PEM, the leaf first. */
export type PersonalChain = {
  readonly pem: string;
  readonly leaf: Certificate;
  readonly intermediates: readonly Certificate[];
};

const nothingKept = 'Nothing was kept.';

/** Reads a chain of a person's certificate, the leaf first; blocks of other kinds and text between them are left out. */
export function readPersonalChain(text: string): Result<PersonalChain, CallFault> {
  const blocks = text
    .replaceAll('\r\n', '\n')
    .match(/-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+-----END CERTIFICATE-----/g);
  if (blocks === null)
    return fail(
      'no-certificate',
      `This is no certificate in PEM (a text with BEGIN CERTIFICATE). ${nothingKept} Ask your PKI for that form.`,
    );
  const pem = blocks.map((block) => `${block}\n`).join('');
  const read = readChain(Buffer.from(pem));
  if (!read.ok) return fail('no-certificate', `The certificate cannot be read: ${read.why}. ${nothingKept}`);
  const [leaf, ...intermediates] = read.value;
  if (leaf === undefined) return fail('no-certificate', `There is no certificate in it. ${nothingKept}`);
  return ok({ pem, leaf, intermediates });
}

/** Whom a certificate is to be kept for. `fingerprint` is of the member's key; `now` is epoch ms. */
export type Holder = { readonly member: string; readonly fingerprint: string; readonly now: number };

/** Why a certificate cannot be kept for a member: another key, another name, not valid now, not for signing. */
export function faultOfChain({ leaf }: PersonalChain, { member, fingerprint, now }: Holder): string | undefined {
  const key = signOffKey(leaf);
  const fault = faultOfPersonal(leaf);
  if (fault !== undefined || key === undefined) return `The certificate cannot be used to sign: ${fault ?? ''}.`;
  if (fingerprintOf(blobOf(key), nodeCrypto) !== fingerprint)
    return `The certificate is for another key than ${member}'s. It has to be issued for the request made here.`;
  if (now < leaf.notBefore) return `The certificate is not valid before ${day(leaf.notBefore)}.`;
  if (now > leaf.notAfter) return `The certificate ended on ${day(leaf.notAfter)}. Ask your PKI for a new one.`;
  const names = membersOf(leaf);
  return names.includes(member)
    ? undefined
    : `The certificate names ${names.slice(0, 3).join(', ') || 'nobody a record knows'}, not ${member}. CN, UID or the mail address must be the member id.`;
}

const day = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 10);

/** Who signs, for a CMS. */
export const cmsSignerOf = ({ leaf, intermediates }: PersonalChain): CmsSigner => ({
  certificate: leaf.der,
  issuer: leaf.issuer.der,
  serial: leaf.serial,
  intermediates: intermediates.map(({ der }) => der),
});
