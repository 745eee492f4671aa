import { z } from 'zod';
import { epochMsSchema, localIdSchema } from '../text.ts';

export const recordingIdSchema = localIdSchema;

/** Why a part ended. Whatever the reason, what was acknowledged of it is kept and plays. */
export const partEnds = [
  'rollover',
  'paused',
  'off-the-record',
  'consent',
  'device-lost',
  'sleep',
  'stopped',
  'disk-full',
  'recovered',
] as const;
export type PartEnd = (typeof partEnds)[number];

const ms = z.int().min(0);
const part = z.int().min(1).max(10_000);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * One line of a recording's list, as RFC 8785 JSON. The list is a hash chain without storing it in every line:
 * `link(0) = 64 zeros`, `link(n) = SHA-256(link(n - 1) as hex + "\n" + line n)`. `ended` and `stopped` of the review's
 * journal carry the link that was reached, so closing a review hashes nothing again.
 * - `part`: a file of its own begins, `part-001.webm`. `offsetMs` is where it stands in the recording, which runs on
 *   without the pauses; `startedAt` is the wall clock.
 * - `chunk`: bytes of a part, in order, durable before the line is. `ms` is how far the part is with them.
 * - `ended`: nothing follows in the part.
 * - `media`: one file with all parts, which seeks at once, was verified against them and stands in their place.
 * - `cut`: a range was taken out on objection; the chunks it touched are gone, their lines stay.
 * - `purged`: no sound is left; the list stays, so that what was signed can be told apart from what never was.
 */
export const recordingEntrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('part'), part, mime: z.string().max(120), startedAt: epochMsSchema, offsetMs: ms }),
  z.strictObject({ kind: z.literal('chunk'), part, ms, bytes: z.int().min(1), sha256, at: epochMsSchema }),
  z.strictObject({ kind: z.literal('ended'), part, durationMs: ms, why: z.enum(partEnds), link: sha256 }),
  z.strictObject({ kind: z.literal('media'), sha256, bytes: z.int().min(1), durationMs: ms, at: epochMsSchema }),
  z.strictObject({ kind: z.literal('cut'), fromMs: ms, toMs: ms, at: epochMsSchema }),
  z.strictObject({
    kind: z.literal('purged'),
    why: z.enum(['retention', 'objection', 'order']),
    at: epochMsSchema,
  }),
]);
export type RecordingEntry = z.infer<typeof recordingEntrySchema>;

export type RecordingPart = {
  readonly part: number;
  readonly mime: string;
  readonly startedAt: number;
  /** Where it begins in the recording, ms. */
  readonly offsetMs: number;
  /** What is kept of it so far, ms. */
  readonly durationMs: number;
  readonly chunks: number;
  readonly bytes: number;
  /** Null while it runs. */
  readonly ended: PartEnd | null;
};

/** A recording as its list tells it. */
export type RecordingList = {
  readonly parts: readonly RecordingPart[];
  readonly media: { readonly sha256: string; readonly bytes: number; readonly durationMs: number } | null;
  readonly cuts: readonly { readonly fromMs: number; readonly toMs: number }[];
  readonly purged: { readonly why: 'retention' | 'objection' | 'order'; readonly at: number } | null;
};

export const emptyList: RecordingList = { parts: [], media: null, cuts: [], purged: null };

/** Adds one entry; entries stand in the order of the list. */
export function withEntry(list: RecordingList, entry: RecordingEntry): RecordingList {
  switch (entry.kind) {
    case 'part': {
      const { part, mime, startedAt, offsetMs } = entry;
      return {
        ...list,
        parts: [...list.parts, { part, mime, startedAt, offsetMs, durationMs: 0, chunks: 0, bytes: 0, ended: null }],
      };
    }
    case 'chunk':
      return withPart(list, entry.part, (known) => ({
        ...known,
        durationMs: entry.ms,
        chunks: known.chunks + 1,
        bytes: known.bytes + entry.bytes,
      }));
    case 'ended':
      return withPart(list, entry.part, (known) => ({ ...known, durationMs: entry.durationMs, ended: entry.why }));
    case 'media':
      return { ...list, media: { sha256: entry.sha256, bytes: entry.bytes, durationMs: entry.durationMs } };
    case 'cut':
      return { ...list, cuts: [...list.cuts, { fromMs: entry.fromMs, toMs: entry.toMs }] };
    case 'purged':
      return { ...list, purged: { why: entry.why, at: entry.at } };
  }
}

const withPart = (
  list: RecordingList,
  part: number,
  change: (known: RecordingPart) => RecordingPart,
): RecordingList => ({ ...list, parts: list.parts.map((known) => (known.part === part ? change(known) : known)) });

/** How long the recording is, ms, pauses left out. */
export const lengthOf = ({ parts }: RecordingList): number => {
  const last = parts.at(-1);
  return last === undefined ? 0 : last.offsetMs + last.durationMs;
};

/** Where a moment of the wall clock (epoch ms) stands in the recording, ms; null where it was not recorded. */
export function wallToRecording({ parts }: RecordingList, at: number): number | null {
  const part = parts.findLast(({ startedAt }) => startedAt <= at);
  return part === undefined || at - part.startedAt > part.durationMs ? null : part.offsetMs + at - part.startedAt;
}
