import { utf8ToBytes } from '@noble/hashes/utils.js';
import { err, ok, type Result } from '../lib/result.ts';
import { canonicalJson } from './canonical-json.ts';
import { base64ToBytes, bytesToBase64 } from './checkpoint-base64.ts';
import { parseCheckpoint, parseNote, type Checkpoint, type SignedNote } from './checkpoint.ts';

const logPrefix = 'hotwash/log/';

/** The name under which a workspace's log over review heads signs its own checkpoints. */
export const logOrigin = (workspaceId: string): string => `${logPrefix}${workspaceId}`;

export const isLogOrigin = (origin: string): boolean => origin.startsWith(logPrefix);

/** What the workspace log has of a review's checkpoint: canonical JSON of its three lines. */
export function logLeaf({ origin, size, root }: Checkpoint): Uint8Array {
  return utf8ToBytes(canonicalJson({ origin, root: bytesToBase64(root), size }));
}

export type LogFault = { readonly code: 'malformed-proof'; readonly message: string };

const fault = (message: string): Result<never, LogFault> => err({ code: 'malformed-proof', message });

/** A C2SP tlog-proof: where a leaf stands in a log, how it leads to the log's root, and the log's signed checkpoint. */
export type LogProof = {
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  /** The signed note, verbatim. */
  readonly checkpoint: string;
};

export function formatLogProof({ index, hashes, checkpoint }: LogProof): string {
  return `c2sp.org/tlog-proof@v1\nindex ${index}\n${base64Lines(hashes)}\n${checkpoint}`;
}

/** Reads a proof strictly. An `extra` line is refused: nothing of ours writes one. */
export function parseLogProof(text: string): Result<LogProof, LogFault> {
  const match = /^c2sp\.org\/tlog-proof@v1\nindex (0|[1-9][0-9]{0,14})\n((?:[A-Za-z0-9+/]{43}=\n){0,63})\n/.exec(text);
  const hashes = match === null ? undefined : readHashes(match[2] ?? '');
  if (match === null || hashes === undefined) return fault('it is no tlog-proof of index, hashes and a checkpoint');
  return ok({ index: Number(match[1]), hashes, checkpoint: text.slice(match[0].length) });
}

/**
 * That a log went on from an older size: the older size, the hashes of RFC 6962's consistency proof, the newer signed
 * checkpoint. The form is the one in which C2SP's tlog-witness is told of a new checkpoint.
 */
export type LogContinuation = {
  readonly older: number;
  readonly hashes: readonly Uint8Array[];
  readonly checkpoint: string;
};

export function formatContinuation({ older, hashes, checkpoint }: LogContinuation): string {
  return `old ${older}\n${base64Lines(hashes)}\n${checkpoint}`;
}

export function parseContinuation(text: string): Result<LogContinuation, LogFault> {
  const match = /^old (0|[1-9][0-9]{0,14})\n((?:[A-Za-z0-9+/]{43}=\n){0,63})\n/.exec(text);
  const hashes = match === null ? undefined : readHashes(match[2] ?? '');
  if (match === null || hashes === undefined) return fault('it is no proof of an older size, hashes and a checkpoint');
  return ok({ older: Number(match[1]), hashes, checkpoint: text.slice(match[0].length) });
}

const base64Lines = (hashes: readonly Uint8Array[]): string =>
  hashes.map((hash) => `${bytesToBase64(hash)}\n`).join('');

function readHashes(lines: string): readonly Uint8Array[] | undefined {
  const hashes = lines
    .split('\n')
    .slice(0, -1)
    .map((line) => base64ToBytes(line));
  return hashes.every((hash) => hash !== undefined) ? hashes : undefined;
}

/** A signed checkpoint, read: what it says and the note that says it. Verifies nothing. */
export type ReadCheckpoint = { readonly checkpoint: Checkpoint; readonly note: SignedNote };

/** Reads a signed checkpoint; undefined where the text is none. */
export function readSignedCheckpoint(text: string): ReadCheckpoint | undefined {
  const note = parseNote(text);
  const checkpoint = note.ok ? parseCheckpoint(note.value.text) : undefined;
  return note.ok && checkpoint?.ok === true ? { checkpoint: checkpoint.value, note: note.value } : undefined;
}

/** The verifier key of a device in the form of C2SP signed-note and Go's `note.NewVerifier`: `NAME+KEYID+BASE64`. */
export function noteVerifierKey(name: string, keyId: string, publicKey: Uint8Array): string {
  return `${name}+${keyId}+${bytesToBase64(Uint8Array.of(1, ...publicKey))}`;
}
