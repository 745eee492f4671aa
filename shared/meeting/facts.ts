import { claimSupport, isTestimony, type Claim } from '../domain/claim/claim.ts';

/** Facts as the room reads them: by when they happened, those without a time last, in the order they were said. */
export const factsInOrder = (claims: readonly Claim[]): readonly Claim[] =>
  claims.toSorted((a, b) => (a.happenedAt ?? Infinity) - (b.happenedAt ?? Infinity) || 0);

/** The metric window that a fact is shown with: the first one attached; undefined when there is none. */
export function windowOf(claim: Claim): { series: string; from: number; to: number } | undefined {
  for (const { locator } of claim.evidence) if (locator.type === 'metric-window') return locator;
  return undefined;
}

/** What a fact lacks, in the same words on every screen; undefined once evidence supports it. */
export function lackOf(claim: Claim): string | undefined {
  if (claimSupport(claim) === 'supported') return undefined;
  if (claim.evidence.length === 0) return 'no evidence yet: stays unsupported';
  return claim.evidence.every(isTestimony)
    ? 'testimony alone: stays unsupported'
    : 'only evidence against it: stays unsupported';
}
