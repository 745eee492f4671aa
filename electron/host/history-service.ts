import { join } from 'node:path';
import { setImmediate as breathe, setTimeout as pause } from 'node:timers/promises';
import type { CallFault } from '../../shared/contract/procedures.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { checkpointOrigin, lineLeaf } from '../../shared/journal/checkpoint.ts';
import { bytesToBase64 } from '../../shared/journal/checkpoint-base64.ts';
import { historyHead, type HistoryHead } from '../../shared/journal/head-words.ts';
import type { JournalLine } from '../../shared/journal/line.ts';
import { entryCheckpoint, type CheckpointCause, type LogEntry } from '../../shared/journal/log-entry.ts';
import { createMerkleTree, type MerkleTree } from '../../shared/journal/merkle.ts';
import { inclusionProof } from '../../shared/journal/merkle-proofs.ts';
import { formatLogProof, logOrigin } from '../../shared/journal/review-log.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { Journals } from '../journal/journals.ts';
import { nodeSha256, openLogFile, type LogFile } from '../journal/log-file.ts';
import type { Clock } from '../platform/clock.ts';
import { signCheckpoint, type DeviceKey } from '../signing/device-key.ts';
import { fail, toCallFault } from './fault.ts';
import { boundariesOf, type Boundary } from './history-causes.ts';
import { checkHistory, headsOfLines } from './history-check.ts';
import { workspaceStream, type WorkspaceService } from './workspace-service.ts';

/** The sealed head of a review: what is read aloud, what a QR code holds, when it was sealed (ISO) and why. */
export type SealedHead = HistoryHead & { readonly at: string; readonly cause: CheckpointCause };

/**
 * Seals the histories of all reviews: at the end of each phase, at sign-off, export and closing a review's checkpoint is
 * signed and appended to the workspace's log. It follows the journals by itself; what a kill prevented is made up for at
 * the next opening.
 */
export interface HistoryService {
  /** What was found missing at opening, for the screen. */
  readonly notes: readonly { readonly code: string; readonly stream: string; readonly message: string }[];
  /** The newest sealed head of a review. */
  head(review: ReviewId): Promise<Result<SealedHead, CallFault>>;
  /** Seals a review after event `size` (default: its last), unless it is. Answers with the signed note's entry. */
  checkpoint(review: ReviewId, cause: CheckpointCause, size?: number): Promise<Result<LogEntry, CallFault>>;
  /** The C2SP tlog-proof that a review was sealed in the workspace's log after event `size`; undefined where it was not. */
  logProof(review: ReviewId, size: number): string | undefined;
  /** Resolves when everything that happened so far is sealed. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export type HistoryServiceParts = {
  readonly workspaceDir: string;
  readonly clock: Clock;
  readonly device: DeviceKey;
  readonly journals: Journals;
  readonly workspace: WorkspaceService;
  readonly onBug: (error: unknown) => void;
};

/** Lines hashed before others get their turn. */
const linesAtOnce = 500;
/** Between reviews that were never sealed, so that the first opening of an old workspace is not felt. */
const restMs = 15;

export async function createHistoryService(parts: HistoryServiceParts): Promise<HistoryService> {
  const { clock, device, journals, workspace, onBug } = parts;
  const trees = new Map<string, MerkleTree>();
  let log: LogFile | undefined;
  let isStopped = false;
  let queue: Promise<unknown> = Promise.resolve();
  const serially = <T>(work: () => Promise<T>): Promise<T> => {
    const run = queue.then(work, work);
    queue = run.catch(onBug);
    return run;
  };

  const openLog = async (): Promise<LogFile | undefined> => {
    const { id } = workspace.current();
    if (log !== undefined || id === '') return log;
    log = await openLogFile(join(parts.workspaceDir, 'log'), {
      origin: logOrigin(id),
      sign: (checkpoint) => signCheckpoint(device, checkpoint),
    });
    return log;
  };

  const places = new Map<string, number>();
  let placed = 0;
  const find = (origin: string, size: number): number => {
    const entries = log?.entries() ?? [];
    for (; placed < entries.length; placed += 1) {
      const entry = entries[placed];
      if (entry !== undefined) places.set(`${entry.size} ${entry.origin}`, placed);
    }
    return places.get(`${size} ${origin}`) ?? -1;
  };

  /** The root over a review's first `size` events. The tree of its last checkpoint is kept and goes on from there. */
  async function rootAt(review: string, lines: readonly JournalLine[], size: number): Promise<Uint8Array> {
    const known = trees.get(review);
    const tree = known !== undefined && known.size() <= size ? known : createMerkleTree(nodeSha256);
    while (tree.size() < size) {
      for (const line of lines.slice(tree.size(), Math.min(size, tree.size() + linesAtOnce)))
        tree.append(lineLeaf(line));
      if (tree.size() < size) await breathe();
    }
    if (tree.size() >= (known?.size() ?? 0)) trees.set(review, tree);
    return tree.root();
  }

  async function seal(review: string, { size, cause }: Boundary): Promise<Result<LogEntry, CallFault>> {
    const opened = await openLog();
    if (opened === undefined) return fail('no-log', 'The workspace has no name yet; nothing was sealed.');
    const lines = journals.get(review)?.read(0) ?? [];
    if (lines.length < size) return fail('no-event', `The review has no event ${size}.`);
    const origin = checkpointOrigin(review);
    const known = opened.entries()[find(origin, size)];
    const head = headsOfLines(lines).hashAt(size) ?? '';
    if (known !== undefined)
      return known.head === head ? ok(known) : fail('rewritten', 'Another history of this review was sealed before.');
    const checkpoint = { origin, size, root: await rootAt(review, lines, size) };
    const note = signCheckpoint(device, checkpoint);
    const entry: LogEntry = {
      at: new Date(clock.wall()).toISOString(),
      cause,
      head,
      origin,
      root: bytesToBase64(checkpoint.root),
      signature: note.slice(note.lastIndexOf('\n\n') + 2, -1),
      size,
    };
    const appended = await opened.append([entry]);
    return appended.ok ? ok(entry) : err(toCallFault(appended.error));
  }

  const stopHearing = journals.subscribe((stream, lines) => {
    if (stream === workspaceStream) return;
    const boundaries = boundariesOf(lines);
    if (boundaries.length === 0) return;
    void serially(async () => {
      // What was acknowledged is answered before anything is hashed.
      await breathe();
      for (const boundary of boundaries) await seal(stream, boundary);
    });
  });

  /** The last boundary of a journal, where the log does not have it: a kill came between, or there was no log yet. */
  function missed(stream: string): Boundary | undefined {
    const last = boundariesOf(journals.get(stream)?.read(0) ?? []).at(-1);
    return last === undefined || find(checkpointOrigin(stream), last.size) >= 0
      ? undefined
      : { ...last, cause: 'caught-up' };
  }

  /** What people compare: of a closed review what its record holds, so that sign-offs do not change the words. */
  async function lastSealed(review: string): Promise<Result<LogEntry, CallFault>> {
    const origin = checkpointOrigin(review);
    const boundaries = boundariesOf(journals.get(review)?.read(0) ?? []);
    const end = boundaries.findLast(({ cause }) => cause === 'closed' || cause === 'erasure');
    if (end !== undefined && boundaries.some(({ cause }) => cause === 'closed'))
      return serially(() => seal(review, { ...end, cause: 'caught-up' }));
    const last = log?.entries().findLast((entry) => entry.origin === origin);
    return last === undefined ? fail('not-sealed', 'This review has no checkpoint yet.') : ok(last);
  }

  async function catchUp(): Promise<void> {
    for (const stream of journals.streams()) {
      if (isStopped) return;
      const boundary = stream === workspaceStream ? undefined : missed(stream);
      if (boundary === undefined) continue;
      await serially(() => seal(stream, boundary));
      await pause(restMs);
    }
  }

  await openLog();
  const broken = new Set(journals.notes().flatMap(({ code, stream }) => (code === 'broken-history' ? [stream] : [])));
  const found = checkHistory({ entries: log?.entries() ?? [], fault: log?.fault }, (review) => {
    const journal = journals.get(review);
    return journal === undefined ? undefined : headsOfLines(journal.read(0));
  });
  const notes = found.filter(({ kind, stream }) => kind === 'gap' && !broken.has(stream));
  const catchingUp = catchUp().catch(onBug);

  return {
    notes: notes.map(({ code, stream, message }) => ({ code, stream, message })),
    head: async (review) => {
      await queue;
      const sealed = await lastSealed(review);
      if (!sealed.ok) return sealed;
      const { size, words, qr } = historyHead(entryCheckpoint(sealed.value));
      return ok({ size, words, qr, at: sealed.value.at, cause: sealed.value.cause });
    },
    checkpoint: (review, cause, size = journals.get(review)?.head().seq ?? 0) =>
      size === 0
        ? Promise.resolve(fail('no-review', 'There is no such review in this workspace.'))
        : serially(() => seal(review, { size, cause })),
    logProof: (review, size) => {
      const index = find(checkpointOrigin(review), size);
      const checkpoint = log?.checkpoint();
      if (log === undefined || index < 0 || checkpoint === undefined) return undefined;
      return formatLogProof({ index, hashes: inclusionProof(log.hashes(), index, nodeSha256), checkpoint });
    },
    settled: async () => {
      await catchingUp;
      await queue;
    },
    stop: async () => {
      isStopped = true;
      stopHearing();
      await catchingUp;
      await queue;
      await log?.close();
    },
  };
}
