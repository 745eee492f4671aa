import type { Recording } from '../domain/recording/recording.ts';
import type { Review } from '../domain/review/review.ts';

/**
 * What was asked before anybody was recorded, and what was kept (M3.6). The sound itself is not in the record: it has a
 * clock of its own, and `link` (the end of the hash chain over its pieces) and `file` go on telling it apart from any other.
 */
export type RecordRecordings = {
  readonly consent: {
    readonly text: string;
    readonly sha256: string;
    readonly answers: readonly {
      readonly member: string;
      readonly answer: 'agrees' | 'objects';
      readonly at: string;
    }[];
  } | null;
  readonly recordings: readonly RecordRecording[];
};

export type RecordRecording = {
  readonly id: string;
  readonly startedAt: string;
  /** Null where it was not known to have ended when the record was written. */
  readonly stopped: {
    readonly at: string;
    readonly why: string;
    readonly durationMs: number;
    readonly parts: number;
    readonly bytes: number;
    readonly link: string;
  } | null;
  readonly sources: readonly string[];
  /** The one file that stands in the parts' place. */
  readonly file: { readonly sha256: string; readonly bytes: number } | null;
  /** What was seen while recording; places are ms of sound. */
  readonly notices: readonly { readonly what: string; readonly placeMs: number; readonly lengthMs: number | null }[];
  /** Ranges taken out because somebody objected. */
  readonly cuts: readonly {
    readonly fromPlaceMs: number;
    readonly toPlaceMs: number;
    readonly member: string;
    readonly reason: string;
    readonly at: string;
  }[];
};

/** Left out of the record of a review that nobody was asked to be recorded in. */
export function recordingsToRecord({ consent, recordings }: Pick<Review, 'consent' | 'recordings'>): {
  readonly recorded?: RecordRecordings;
} {
  if (consent === null && recordings.length === 0) return {};
  return {
    recorded: {
      consent: consent === null ? null : { ...consent, answers: consent.answers.map(withIso) },
      recordings: recordings.map(toRecord),
    },
  };
}

function toRecord({ id, startedAt, state, sources, kept, notices, cuts }: Recording): RecordRecording {
  return {
    id,
    startedAt: iso(startedAt),
    stopped: state.name === 'stopped' ? stopOf(state) : null,
    sources,
    file: kept === null ? null : { sha256: kept.sha256, bytes: kept.bytes },
    notices: notices.map(({ what, atMs, forMs }) => ({ what, placeMs: atMs, lengthMs: forMs })),
    cuts: cuts.map(({ fromMs, toMs, member, reason, at }) => ({
      fromPlaceMs: fromMs,
      toPlaceMs: toMs,
      member,
      reason,
      at: iso(at),
    })),
  };
}

const stopOf = ({
  at,
  why,
  durationMs,
  parts,
  bytes,
  link,
}: Recording['state'] & { name: 'stopped' }): RecordRecording['stopped'] => ({
  at: iso(at),
  why,
  durationMs,
  parts,
  bytes,
  link,
});

const iso = (ms: number): string => new Date(ms).toISOString();
const withIso = <T extends { readonly at: number }>(each: T): Omit<T, 'at'> & { readonly at: string } => ({
  ...each,
  at: iso(each.at),
});
