/** The three seats of every review (M1.1). */
export const seatNames = ['release', 'operations', 'product'] as const;
export type SeatName = (typeof seatNames)[number];
export type Seat = { readonly accountable: string | null; readonly deputy: string | null };

/** Who signs a record, and as what. */
export const signOffRoles = ['facilitator', 'release-manager', 'operations-lead', 'product-manager'] as const;
export type SignOffRole = (typeof signOffRoles)[number];
