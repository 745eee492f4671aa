import { createHash } from 'node:crypto';

/** Lower-case hex SHA-256. */
export const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
