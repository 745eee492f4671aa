import { policyInForce, type AdoptedPolicy, type PolicyInForce } from '../../shared/domain/policy/adopted-policy.ts';
import { standardPolicy } from '../../shared/domain/policy/standard-policy.ts';
import { hashText } from '../../shared/formats/hash-text.ts';
import { writePolicy } from '../../shared/formats/write-policy.ts';

let standardHash: string | undefined;

/** [M7.3] The policy in force with its files by their hashes: the standard one, which no file was read of, by its text. */
export function pinnedPolicy(adopted: readonly AdoptedPolicy[]): PolicyInForce {
  const inForce = policyInForce(adopted);
  if (inForce.base !== null) return inForce;
  standardHash ??= hashText(writePolicy(standardPolicy));
  const { policy: id, version } = standardPolicy;
  return { ...inForce, base: { id, version, sha256: standardHash } };
}
