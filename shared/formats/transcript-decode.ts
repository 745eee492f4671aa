import { err, ok, type Result } from '../lib/result.ts';
import { createTextPlaces } from '../lib/text-place.ts';
import type { TranscriptFault } from './transcript-faults.ts';

/** Bytes of a transcript file; a day of speech takes less than 2 MB. */
export const mostTranscriptBytes = 64 * 1024 * 1024;

/** A file that is not taken at all. It says no path; whoever named the file knows it. */
export type TranscriptFileFault = {
  readonly code: 'empty' | 'too-large' | 'not-text' | 'not-transcript';
  readonly message: string;
  /** Where in the file, in words. */
  readonly where: string;
  readonly kept: string;
  readonly next: string;
};

export const transcriptFileFault = (
  code: TranscriptFileFault['code'],
  message: string,
  where: string,
  next: string,
): TranscriptFileFault => ({ code, message, where, kept: 'Nothing was taken in.', next });

/** A fault as sentences that follow each other. */
export const tellTranscriptFault = ({ message, where, kept, next }: TranscriptFileFault): string =>
  `${message} (${where}). ${kept} ${next}`;

const kinds: readonly (readonly [magic: string, at: number, what: string])[] = [
  ['PK\u0003\u0004', 0, 'an archive or a document of an office program'],
  ['%PDF-', 0, 'a PDF'],
  ['\u001A\u0045\u00DF\u00A3', 0, 'a recording in WebM or Matroska'],
  ['RIFF', 0, 'a recording'],
  ['OggS', 0, 'a recording in Ogg'],
  ['ID3', 0, 'a recording in MP3'],
  ['fLaC', 0, 'a recording in FLAC'],
  ['ftyp', 4, 'a recording in MP4'],
  ['\u001F\u008B', 0, 'a compressed file'],
  ['\u00D0\u00CF\u0011\u00E0', 0, 'a document of an office program'],
  ['{\\rtf', 0, 'a document in RTF'],
];

const asText = 'Export the transcript as WebVTT, SubRip, JSON or plain text, and bring that.';

/** The text of a file, with a byte order mark of UTF-8 left on for the format to take off. */
export type DecodedText = { readonly text: string; readonly faults: readonly TranscriptFault[] };

/**
 * Decodes UTF-8, and UTF-16 where a byte order mark says so. What is not valid becomes U+FFFD and is told with its place;
 * a file of which more than a tenth is not valid is no text.
 */
export function decodeTranscript(bytes: Uint8Array): Result<DecodedText, TranscriptFileFault> {
  if (bytes.length === 0) return err(transcriptFileFault('empty', 'The file is empty', 'it has no bytes', asText));
  if (bytes.length > mostTranscriptBytes)
    return err(
      transcriptFileFault(
        'too-large',
        'The file is larger than 64 MiB, more than any transcript of a meeting',
        `it has ${bytes.length} bytes`,
        'Part it into several files.',
      ),
    );
  const head = String.fromCharCode(...bytes.subarray(0, 16));
  const known = kinds.find(([magic, at]) => head.startsWith(magic, at));
  if (known !== undefined)
    return err(
      transcriptFileFault('not-text', `The file is no text, but ${known[2]}`, 'its first bytes say so', asText),
    );
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decode16(bytes);
  if (first === 0xfe && second === 0xff) return decode16(swapped(bytes));
  return decode8(bytes);
}

function swapped(bytes: Uint8Array): Uint8Array {
  const other = new Uint8Array(bytes.length - (bytes.length % 2));
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    other[at] = bytes[at + 1] ?? 0;
    other[at + 1] = bytes[at] ?? 0;
  }
  return other;
}

const decode16 = (bytes: Uint8Array): Result<DecodedText, TranscriptFileFault> =>
  ok(withLosses(new TextDecoder('utf-16le').decode(bytes), 'UTF-16', 0));

function decode8(bytes: Uint8Array): Result<DecodedText, TranscriptFileFault> {
  try {
    return ok({ text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), faults: [] });
  } catch {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const decoded = withLosses(text, 'UTF-8', ownLosses(bytes));
    const lost = count(text, '\uFFFD');
    if (lost * 10 <= text.length) return ok(decoded);
    const where = decoded.faults[0] === undefined ? 'throughout' : `from line ${decoded.faults[0].line} on`;
    return err(
      transcriptFileFault(
        'not-text',
        'The file is not text in UTF-8: more than a tenth of it cannot be read',
        where,
        asText,
      ),
    );
  }
}

/** U+FFFD that a file has as such are not lost; in UTF-8 they are EF BF BD. */
function ownLosses(bytes: Uint8Array): number {
  let own = 0;
  for (let at = bytes.indexOf(0xef); at >= 0; at = bytes.indexOf(0xef, at + 1))
    if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) own += 1;
  return own;
}

function count(text: string, character: string): number {
  let found = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found += 1;
  return found;
}

function withLosses(text: string, encoding: string, own: number): DecodedText {
  const lost = count(text, '\uFFFD') - own;
  if (lost <= 0) return { text, faults: [] };
  const place = createTextPlaces(text)(text.indexOf('\uFFFD'));
  const message = `${lost} places are not valid ${encoding}, the first in column ${place.column}; each was read as U+FFFD`;
  return { text, faults: [{ line: place.line, message }] };
}
