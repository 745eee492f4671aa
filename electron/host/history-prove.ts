import { lineLeaf, type Checkpoint } from '../../shared/journal/checkpoint.ts';
import type { JournalLine } from '../../shared/journal/line.ts';
import { entryNote } from '../../shared/journal/log-entry.ts';
import { consistencyProof, leafHash, rootOfHashes } from '../../shared/journal/merkle-proofs.ts';
import {
  isLogOrigin,
  parseLogProof,
  readSignedCheckpoint,
  type LogContinuation,
} from '../../shared/journal/review-log.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { nodeSha256, type ReadLog } from '../journal/log-file.ts';
import { readNamedFile } from '../platform/named-file.ts';

export type ProveFault = {
  readonly code: 'unreadable' | 'other-log' | 'not-continued' | 'not-sealed';
  readonly message: string;
};

/** A checkpoint as a file holds it: a signed note, or a tlog-proof, which ends with one. */
export type CheckpointFile = { readonly text: string; readonly checkpoint: Checkpoint };

/** Bytes; a proof in a log of a billion checkpoints is far smaller. */
const largestCheckpoint = 1 << 20;

/** Reads a checkpoint.txt, or the checkpoint of the log in a record's log-proof.txt. */
export async function readCheckpointFile(path: string): Promise<Result<CheckpointFile, ProveFault>> {
  const file = await readNamedFile(path, largestCheckpoint);
  const text = file.ok ? file.value.toString('utf8') : undefined;
  const proof = text === undefined ? undefined : parseLogProof(text);
  const note = proof?.ok === true ? proof.value.checkpoint : (text ?? '');
  const read = readSignedCheckpoint(note);
  return read === undefined
    ? err({ code: 'unreadable', message: 'That file holds no signed checkpoint: a checkpoint.txt or a log-proof.txt.' })
    : ok({ text: note, checkpoint: read.checkpoint });
}

/**
 * Proves that the newer checkpoint (default: the newest there is) continues the older: of the workspace's log, or of one
 * review's history. Both must be what stands here; else there is nothing to prove but a fork.
 */
export function proveContinuation(
  older: Checkpoint,
  newer: CheckpointFile | undefined,
  log: ReadLog,
  lines: (origin: string) => readonly JournalLine[],
): Result<LogContinuation, ProveFault> {
  const isLog = isLogOrigin(older.origin);
  const to = newer ?? newestOf(older.origin, log);
  if (to === undefined) return err({ code: 'not-sealed', message: `${older.origin} has no checkpoint here.` });
  if (to.checkpoint.origin !== older.origin)
    return err({
      code: 'other-log',
      message: `The two checkpoints are of different histories: ${older.origin} and ${to.checkpoint.origin}.`,
    });
  const all = isLog ? log.hashes : lines(older.origin).map((line) => leafHash(lineLeaf(line), nodeSha256));
  for (const { size, root } of [older, to.checkpoint]) {
    if (size > all.length)
      return err({
        code: 'not-continued',
        message: `ROLLED BACK: the checkpoint is over ${size}, here are ${all.length}.`,
      });
    if (!Buffer.from(rootOfHashes(all, 0, size, nodeSha256)).equals(root))
      return err({ code: 'not-continued', message: `FORKED: the first ${size} here are not those of the checkpoint.` });
  }
  if (older.size > to.checkpoint.size)
    return err({ code: 'not-continued', message: 'The older checkpoint is over more than the newer one. Swap them.' });
  const hashes = consistencyProof(all.slice(0, to.checkpoint.size), older.size, nodeSha256);
  return ok({ older: older.size, hashes, checkpoint: to.text });
}

function newestOf(origin: string, log: ReadLog): CheckpointFile | undefined {
  const last = log.entries.findLast((entry) => entry.origin === origin);
  const text = isLogOrigin(origin) ? log.checkpoint : last === undefined ? undefined : entryNote(last);
  const read = text === undefined ? undefined : readSignedCheckpoint(text);
  return text === undefined || read === undefined ? undefined : { text, checkpoint: read.checkpoint };
}
