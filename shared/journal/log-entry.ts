import { z } from 'zod';
import { err, ok, type Result } from '../lib/result.ts';
import { canonicalJson } from './canonical-json.ts';
import { base64ToBytes } from './checkpoint-base64.ts';
import { formatCheckpoint, type Checkpoint } from './checkpoint.ts';

/** Why a checkpoint was made: what happened, or who asked for it. */
export const checkpointCauses = [
  'opened',
  'prepared',
  'phase',
  'closed',
  'sign-off',
  'erasure',
  'export',
  'asked',
  'caught-up',
] as const;
export type CheckpointCause = (typeof checkpointCauses)[number];

/**
 * One line of the workspace log: a review's checkpoint as this device signed it. `at` is the clock's ISO time, `head` the
 * SHA-256 of the header of event `size`, `root` base64, `signature` the note's one signature line without its newline.
 */
const logEntrySchema = z.strictObject({
  at: z.iso.datetime({ precision: 3 }),
  cause: z.enum(checkpointCauses),
  head: z.string().regex(/^[0-9a-f]{64}$/),
  origin: z.string().min(1).max(200),
  root: z.string().length(44),
  signature: z.string().max(400),
  size: z.int().min(1),
});
export type LogEntry = z.infer<typeof logEntrySchema>;

export const serializeLogEntry = (entry: LogEntry): string => canonicalJson(entry);

export type LogEntryFault = { readonly code: 'unreadable-entry'; readonly message: string };

/** Reads one line of the log strictly; `number` counts from 1. */
export function parseLogEntry(text: string, number: number): Result<LogEntry, LogEntryFault> {
  const fault = (): Result<never, LogEntryFault> =>
    err({ code: 'unreadable-entry', message: `checkpoint ${number} of the workspace's log cannot be read` });
  try {
    const read = logEntrySchema.safeParse(JSON.parse(text));
    if (!read.success || serializeLogEntry(read.data) !== text || base64ToBytes(read.data.root) === undefined)
      return fault();
    return ok(read.data);
  } catch {
    return fault();
  }
}

/** The checkpoint that an entry is about. */
export const entryCheckpoint = ({ origin, size, root }: LogEntry): Checkpoint => ({
  origin,
  size,
  root: base64ToBytes(root) ?? new Uint8Array(),
});

/** The signed note that an entry keeps, as checkpoint.txt has it. */
export const entryNote = (entry: LogEntry): string =>
  `${formatCheckpoint(entryCheckpoint(entry))}\n${entry.signature}\n`;

/** The review that a checkpoint of this origin is of. */
export const reviewOfOrigin = (origin: string): string => origin.slice('hotwash/'.length);
