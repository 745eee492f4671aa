import { join } from 'node:path';
import type { CallFault } from '../../shared/contract/procedures.ts';
import type { MemberId, ReviewId } from '../../shared/domain/ids.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { Clock } from '../platform/clock.ts';
import { readFileIfAny } from '../platform/files.ts';
import { signCms } from '../signing/cms.ts';
import { sealPdf } from '../signing/pades.ts';
import { cmsSignerOf } from './certificate-chain.ts';
import type { CertificateStore } from './certificate-store.ts';
import { fail, toCallFault } from './fault.ts';
import type { KeyStore } from './key-store.ts';

/** What is signed beside a record: a copy of its report, or its manifest. Nothing in the record changes. */
export type SealKind = 'pdf' | 'p7s';
export type Seal = {
  readonly review: ReviewId;
  readonly member: MemberId;
  readonly passphrase: string;
  readonly as: SealKind;
};
export type SealRecord = (asked: Seal) => Promise<Result<Uint8Array, CallFault>>;

type SealParts = {
  readonly folder: (review: ReviewId) => string;
  readonly certificates: CertificateStore;
  readonly keys: KeyStore;
  readonly clock: Clock;
};

const signedFiles: { readonly [kind in SealKind]: readonly string[] } = {
  pdf: ['data', 'report.pdf'],
  p7s: ['manifest-sha256.txt'],
};

/** Signs by a member's key and certificate: PAdES over a copy of report.pdf, or CAdES over manifest-sha256.txt. */
export const createSeal =
  (parts: SealParts): SealRecord =>
  (asked) =>
    sealRecord(asked, parts);

async function sealRecord(
  { review, member, passphrase, as }: Seal,
  { folder, certificates, keys, clock }: SealParts,
): Promise<Result<Uint8Array, CallFault>> {
  const content = await readFileIfAny(join(folder(review), ...signedFiles[as]));
  if (content === undefined)
    return fail(
      'no-file',
      as === 'pdf'
        ? 'This record has no report.pdf: no browser was at hand to print it, or there is no record yet.'
        : 'There is no record of this review yet. Put it together first.',
    );
  const chain = await certificates.usable(member);
  if (!chain.ok) return chain;
  const key = await keys.unlock(member, passphrase);
  if (!key.ok) return key;
  const signer = cmsSignerOf(chain.value);
  const signedAt = clock.wall();
  if (as === 'p7s') return ok(signCms(key.value, signer, [content], signedAt));
  const sealed = sealPdf(key.value, signer, content, {
    signer: member,
    reason: `Report of review ${review}`,
    signedAt,
  });
  return sealed.ok ? sealed : err(toCallFault(sealed.error));
}
