import { deviceKeyName, noteKeyId, type Checkpoint } from '../../../shared/journal/checkpoint.ts';
import { isConsistent, leafHash, rootFromInclusion } from '../../../shared/journal/merkle-proofs.ts';
import {
  isLogOrigin,
  logLeaf,
  parseContinuation,
  parseLogProof,
  readSignedCheckpoint,
  type ReadCheckpoint,
} from '../../../shared/journal/review-log.ts';
import { equalBytes, fromUtf8, sha256, toHex, utf8, type CryptoPort } from './crypto-port.ts';
import type { LogReport } from './history-report.ts';
import type { Inventory } from './inventory.ts';
import { finding, type Finding } from './report.ts';
import type { SealedCheckpoint } from './sign-off.ts';
import { spkiOf, spkiOfPem, type Trust } from './trust.ts';

export const logProofPath = 'data/log-proof.txt';

export type LogCheck = {
  readonly findings: readonly Finding[];
  readonly log: LogReport | null;
  /** The log's checkpoint in the record, where its proof holds. */
  readonly checkpoint: Checkpoint | undefined;
};

/**
 * Checks that the record's checkpoint is a leaf of the workspace's log (C2SP tlog-proof). Records of before the log have
 * no proof, which is no fault.
 */
export async function checkLogProof(
  inventory: Inventory,
  sealed: SealedCheckpoint,
  trust: Trust,
  crypto: CryptoPort,
): Promise<LogCheck> {
  const bytes = inventory.contents.get(logProofPath);
  if (bytes === undefined) return { findings: [], log: null, checkpoint: undefined };
  const no = (why: string): LogCheck => ({ findings: [finding.logProof(why)], log: null, checkpoint: undefined });
  const proof = parseLogProof(fromUtf8(bytes) ?? '');
  const read = proof.ok ? readSignedCheckpoint(proof.value.checkpoint) : undefined;
  if (!proof.ok || read === undefined || !isLogOrigin(read.checkpoint.origin))
    return no('it is no tlog-proof of a workspace’s log');
  const { index, hashes } = proof.value;
  const { origin, size, root } = read.checkpoint;
  const hash = (input: Uint8Array): Uint8Array => sha256(crypto, input);
  const found = rootFromInclusion(leafHash(logLeaf(sealed.checkpoint), hash), index, size, hashes, hash);
  if (found === undefined || !equalBytes(found, root)) return no('the record’s checkpoint is not in the log it names');
  const signedBy = await signerOf(read, inventory, trust, crypto);
  if (signedBy === undefined) return no('the log’s checkpoint does not match its signature');
  return { findings: [], log: { origin, index, size, signedBy }, checkpoint: read.checkpoint };
}

/** Whose signature the log's checkpoint carries; undefined where a key that is known here did not make it. */
async function signerOf(
  { note }: ReadCheckpoint,
  inventory: Inventory,
  trust: Trust,
  crypto: CryptoPort,
): Promise<LogReport['signedBy'] | undefined> {
  const pem = fromUtf8(inventory.contents.get('trust/device.pem') ?? new Uint8Array()) ?? '';
  const own = spkiOfPem(pem)?.slice(12);
  const trusted = trust.keys.flatMap(({ key }) => (key.kind === 'ed25519' ? [key.key] : []));
  let signedBy: LogReport['signedBy'] = 'another device';
  for (const [key, words] of [
    ...(own === undefined ? [] : [[own, 'this record’s device'] as const]),
    ...trusted.map((each) => [each, 'a trusted device'] as const),
  ]) {
    const name = deviceKeyName(toHex(sha256(crypto, spkiOf({ kind: 'ed25519', key }))).slice(0, 16));
    const signature = note.signatures.find((one) => one.name === name && one.keyId === noteKeyId(name, key));
    if (signature === undefined) continue;
    const holds = await crypto.verifyEd25519(key, utf8(note.text), signature.signature);
    if (holds === false) return undefined;
    if (holds === true) signedBy = words;
  }
  return signedBy;
}

/** An older checkpoint of the workspace's log, and the proof that a newer one continues it. */
export type OlderLog = { readonly checkpoint: Checkpoint; readonly proof: string | undefined };

/** Whether the log that this record is in continues an older checkpoint of that log. */
export function checkLogSince(
  { checkpoint: older, proof }: OlderLog,
  newer: Checkpoint | undefined,
  crypto: CryptoPort,
): readonly Finding[] {
  const no = (why: string): readonly Finding[] => [finding.forked(why, logProofPath)];
  if (newer === undefined) return no('the record proves no place in the workspace’s log, so it cannot continue yours');
  if (newer.origin !== older.origin)
    return no(`your checkpoint is of ${older.origin.slice(0, 80)}, the record is in ${newer.origin.slice(0, 80)}`);
  if (older.size > newer.size)
    return no(`your checkpoint is over ${older.size} entries, the record’s log over ${newer.size}`);
  if (older.size === newer.size)
    return equalBytes(older.root, newer.root) ? [] : no('the two logs of one size are not the same');
  if (proof === undefined)
    return [
      finding.unreadable(
        'your checkpoint is of the workspace’s log; pass --proof FILE, made by hotwash history prove --from YOURS --to data/log-proof.txt',
      ),
    ];
  const read = parseContinuation(proof);
  if (!read.ok) return [finding.unreadable('the proof file is no proof of a log that went on')];
  const to = readSignedCheckpoint(read.value.checkpoint)?.checkpoint;
  if (read.value.older !== older.size || to?.size !== newer.size || to.origin !== newer.origin)
    return [finding.unreadable('the proof file is between other checkpoints than yours and the record’s')];
  const hash = (input: Uint8Array): Uint8Array => sha256(crypto, input);
  return isConsistent(older, newer, read.value.hashes, hash)
    ? []
    : no('the workspace’s log does not continue your checkpoint of it');
}
