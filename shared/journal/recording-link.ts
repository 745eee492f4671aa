import { sha256Hex } from './sha256.ts';

/** The link before a recording's first entry. */
export const recordingGenesis = '0'.repeat(64);

/**
 * The link that a recording's list reaches with the line `text` (RFC 8785 JSON, without its line end), where it stood at
 * `previous` before: SHA-256 of `previous`, a line feed and the line.
 */
export const recordingLink = (previous: string, text: string): string => sha256Hex(`${previous}\n${text}`);
