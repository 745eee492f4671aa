import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { err, ok, type Result } from '../lib/result.ts';
import { canonicalJson } from './canonical-json.ts';
import { base64ToBytes, bytesToBase64 } from './checkpoint-base64.ts';
import type { JournalLine } from './line.ts';
import { merkleRoot } from './merkle.ts';

/** The body of a C2SP tlog-checkpoint: which log, how many lines, the root over them (32 bytes). */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Uint8Array };

/** One signature line of a C2SP signed note. `keyId` is 8 hex digits, `signature` the raw 64 bytes of Ed25519. */
export type NoteSignature = { readonly name: string; readonly keyId: string; readonly signature: Uint8Array };

/** `text` ends with its newline and is what the signatures are over. */
export type SignedNote = { readonly text: string; readonly signatures: readonly NoteSignature[] };

export type NoteFault = { readonly code: 'malformed-note' | 'malformed-checkpoint'; readonly message: string };

const ed25519NoteType = 1;

/** The log a review's journal is called in checkpoints. */
export const checkpointOrigin = (reviewId: string): string => `hotwash/${reviewId}`;

/** The name under which a device signs notes; `deviceId` is 16 hex digits. */
export const deviceKeyName = (deviceId: string): string => `hotwash/device/${deviceId}`;

/** What a line contributes to the tree: the UTF-8 of its canonical header. */
export function lineLeaf(line: JournalLine): Uint8Array {
  const { salt: _salt, body: _body, ...header } = line;
  return utf8ToBytes(canonicalJson(header));
}

/** The checkpoint of a whole journal, to be signed by the device that holds it. */
export function checkpointOfLines(reviewId: string, lines: readonly JournalLine[]): Checkpoint {
  return { origin: checkpointOrigin(reviewId), size: lines.length, root: merkleRoot(lines.map(lineLeaf)) };
}

export function formatCheckpoint(checkpoint: Checkpoint): string {
  return `${checkpoint.origin}\n${checkpoint.size}\n${bytesToBase64(checkpoint.root)}\n`;
}

/** Reads a checkpoint body strictly. Extension lines are refused: nothing of ours writes them. */
export function parseCheckpoint(text: string): Result<Checkpoint, NoteFault> {
  const match = /^([^\s+\p{Cc}]{1,200})\n(0|[1-9][0-9]{0,14})\n([A-Za-z0-9+/]{43}=)\n$/u.exec(text);
  const root = match?.[3] === undefined ? undefined : base64ToBytes(match[3]);
  if (match === null || root === undefined)
    return err({ code: 'malformed-checkpoint', message: 'the checkpoint is not three lines: origin, size, root' });
  return ok({ origin: match[1] ?? '', size: Number(match[2]), root });
}

/** First 4 bytes of SHA-256(name, newline, 0x01, public key) in hex, as C2SP signed-note has it for Ed25519. */
export function noteKeyId(name: string, publicKey: Uint8Array): string {
  const input = concatBytes(utf8ToBytes(`${name}\n`), Uint8Array.of(ed25519NoteType), publicKey);
  return bytesToHex(sha256(input).subarray(0, 4));
}

/** `— name base64(keyId || signature)` after the text and an empty line. */
export function formatNote(note: SignedNote): string {
  const lines = note.signatures.map(({ name, keyId, signature }) => {
    const id = Uint8Array.from(keyId.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    return `\u2014 ${name} ${bytesToBase64(concatBytes(id, signature))}\n`;
  });
  return `${note.text}\n${lines.join('')}`;
}

/** Reads a signed note strictly; every signature line must be Ed25519-sized. Verifies nothing. */
export function parseNote(note: string): Result<SignedNote, NoteFault> {
  const fault = (message: string): Result<never, NoteFault> => err({ code: 'malformed-note', message });
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) return fault('the note has no signature block');
  const signatures: NoteSignature[] = [];
  for (const line of note.slice(split + 2, -1).split('\n')) {
    const match = /^\u2014 ([^\s+]{1,200}) ([A-Za-z0-9+/=]+)$/.exec(line);
    const bytes = match?.[2] === undefined ? undefined : base64ToBytes(match[2]);
    if (match === null || bytes === undefined || bytes.length !== 68) return fault('a signature line is malformed');
    signatures.push({
      name: match[1] ?? '',
      keyId: bytesToHex(bytes.subarray(0, 4)),
      signature: bytes.slice(4),
    });
  }
  return ok({ text: note.slice(0, split + 1), signatures });
}
