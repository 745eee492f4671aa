/** What somebody of the roster does, as rules and records name it. */
export const memberRoles = ['release', 'operations', 'product', 'engineering', 'quality', 'audit'] as const;
export type MemberRole = (typeof memberRoles)[number];
