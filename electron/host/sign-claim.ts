import type { CallFault } from '../../shared/contract/procedures.ts';
import type { MemberId, ReviewId } from '../../shared/domain/ids.ts';
import { actOf, isSignOffRole } from '../../shared/domain/review/signing.ts';
import type { Result } from '../../shared/lib/result.ts';
import type { PreparedSignOff, SignOffClaim } from '../../shared/record/statement.ts';
import type { ReviewService } from './review-service.ts';
import type { SigningRoster } from './roster-service.ts';

/** Who signs as what. */
export type Signing = { readonly role: string; readonly member: MemberId };

/** What somebody who signs now says; `at` is epoch ms by the signer's clock. */
export function claimNow(
  { role, member }: Signing,
  prepared: Pick<PreparedSignOff, 'covers'>,
  roster: Pick<SigningRoster, 'version' | 'sha256'>,
  at: number,
): SignOffClaim {
  return {
    role,
    act: actOf(role, prepared.covers.length),
    signer: member,
    claimedAt: new Date(at).toISOString(),
    rosterVersion: roster.version,
    rosterSha256: roster.sha256,
  };
}

/** Says in the review that a sign-off is in its record. The record comes first: see recoverSignOffEvents. */
export function noteSignOff(
  reviews: ReviewService,
  id: ReviewId,
  { role, ...signed }: Signing & { readonly fingerprint: string; readonly envelope: string },
): Promise<Result<object, CallFault>> {
  return reviews.note(
    id,
    isSignOffRole(role)
      ? { type: 'signoff.recorded.v1', body: { role, ...signed } }
      : { type: 'signoff.countersigned.v1', body: { role, ...signed } },
  );
}
