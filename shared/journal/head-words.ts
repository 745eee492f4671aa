import { bytesToBase64 } from './checkpoint-base64.ts';
import type { Checkpoint } from './checkpoint.ts';
import { hashToWords } from './words.ts';

/** The head of a history as people compare it: eight words to read aloud and a text for a QR code. */
export type HistoryHead = { readonly size: number; readonly words: readonly string[]; readonly qr: string };

/**
 * Words and QR text are of the Merkle root over the events up to a checkpoint, and of nothing else, so that screen,
 * minutes, report and verifier show the same for the same events.
 */
export function historyHead({ origin, size, root }: Checkpoint): HistoryHead {
  return { size, words: hashToWords(root), qr: headText({ origin, size, root }) };
}

/** `hotwash:REVIEWID:SIZE:ROOT`, the root in base64url without padding. */
export function headText({ origin, size, root }: Checkpoint): string {
  const base64url = bytesToBase64(root).replaceAll('+', '-').replaceAll('/', '_').replace('=', '');
  return `hotwash:${origin.slice('hotwash/'.length)}:${size}:${base64url}`;
}
