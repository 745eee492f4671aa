import type { Policy } from '../policy/policy.ts';
import { holdsOf, isDeleted, type Hold, type KeptKind, type RetentionState } from './retention.ts';

const dayMs = 86_400_000;

/** Something that is kept, and since when (epoch ms) its clock runs; null while it does not run yet. */
export type Kept = {
  readonly kind: KeptKind;
  readonly review: string;
  readonly id: string;
  readonly since: number | null;
};

export type Retained = Kept & {
  /** Epoch ms; null where its clock does not run, or has no end. */
  readonly dueAt: number | null;
  /** What keeps it beyond that. */
  readonly holds: readonly Hold[];
};

/**
 * When each thing's own clock runs out: sound so many days after it was stopped, a transcript after it was made, a
 * record so many years after the review was closed. A policy without `transcriptDays` keeps transcripts as long as
 * records. Years are calendar years: what was closed on 29 February is due on 1 March.
 */
export function retained(
  retention: Policy['retention'],
  state: RetentionState,
  kept: readonly Kept[],
): readonly Retained[] {
  return kept
    .filter(({ kind, id }) => !isDeleted(state, kind, id))
    .map((each) => ({ ...each, dueAt: dueAt(retention, each), holds: holdsOf(state, each.review) }));
}

/** What is to be deleted at `now` (epoch ms): its clock ran out and nothing holds it. */
export const dueNow = (all: readonly Retained[], now: number): readonly Retained[] =>
  all.filter(({ dueAt, holds }) => dueAt !== null && dueAt <= now && holds.length === 0);

function dueAt({ recordYears, recordingDays, transcriptDays }: Policy['retention'], kept: Kept): number | null {
  if (kept.since === null) return null;
  if (kept.kind === 'recording') return kept.since + recordingDays * dayMs;
  if (kept.kind === 'transcript' && transcriptDays !== undefined) return kept.since + transcriptDays * dayMs;
  const end = new Date(kept.since);
  end.setUTCFullYear(end.getUTCFullYear() + recordYears);
  return end.getTime();
}
