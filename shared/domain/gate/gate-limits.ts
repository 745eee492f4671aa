const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How long a token may live, ms. Whoever verifies holds a token to the same bounds, whatever its issuer wrote. */
export const tokenLife = { usual: 14 * dayMs, longest: 90 * dayMs } as const;
export const overrideLife = { usual: 24 * hourMs, longest: 72 * hourMs } as const;
/** How long a revocation list may be believed, ms. */
export const listLife = { usual: 24 * hourMs, longest: 30 * dayMs } as const;

/** How far the clock of a pipeline may lag behind that of the issuer, ms. An expiry has no such patience. */
export const clockSkew = 5 * 60_000;

/** `release`: this version was reviewed. `next-phase`: product said go to a feature. `override`: two people answer for it. */
export const tokenKinds = ['release', 'next-phase', 'override'] as const;
export type TokenKind = (typeof tokenKinds)[number];

/** The seats that issue a token by themselves. An override needs two people of two roles that sign the review. */
export const issuingRoles = ['release-manager', 'facilitator'] as const;
export type IssuingRole = (typeof issuingRoles)[number];

export const tokenIdForm = /^gt-[0-9a-f]{20}$/;
export const digestForm = /^sha256:[0-9a-f]{64}$/;
export const environmentForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/;
