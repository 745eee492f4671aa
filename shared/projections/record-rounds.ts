import type { SaidBy } from '../domain/packet/merge-packets.ts';
import type { Round } from '../domain/packet/round.ts';
import type { Review } from '../domain/review/review.ts';
import { readOutcome } from './round-reading.ts';

/** One phase worked through without meeting, as the record states it. Times are ISO 8601 in UTC. */
export type RecordRound = {
  readonly phase: Round['phase'];
  readonly askedAt: string;
  readonly deadline: string;
  readonly prolonged: readonly { readonly at: string; readonly to: string; readonly reason: string }[];
  readonly reviewers: readonly string[];
  /** Every signed answer that was taken in, by the SHA-256 of its file. */
  readonly packets: readonly {
    readonly author: string;
    readonly revision: number;
    readonly at: string;
    readonly late: boolean;
    readonly sha256: string;
  }[];
  readonly settledAt: string | null;
  readonly inquorateReason: string | null;
  /** Hands on the facts; null in other phases. */
  readonly hands: { readonly inFavour: number; readonly against: number; readonly answered: number } | null;
  readonly lost: readonly { readonly stands: SaidBy; readonly lost: readonly SaidBy[] }[];
  readonly comments: readonly { readonly author: string; readonly text: string }[];
};

/** The rounds of a review, oldest first; empty for one that met. */
export const roundsToRecord = ({ rounds }: Review): readonly RecordRound[] => rounds.map(toRecord);

function toRecord(round: Round): RecordRound {
  const { agreed, disagreed, answered } = readOutcome(round);
  return {
    phase: round.phase,
    askedAt: iso(round.askedAt),
    deadline: iso(round.deadline),
    prolonged: round.prolonged.map(({ at, deadline, reason }) => ({ at: iso(at), to: iso(deadline), reason })),
    reviewers: round.reviewers,
    packets: round.packets.map(({ author, revision, at, late, sha256 }) => ({
      author,
      revision,
      at: iso(at),
      late,
      sha256,
    })),
    settledAt: round.settled === null ? null : iso(round.settled.at),
    inquorateReason: round.settled?.inquorateReason ?? null,
    hands: round.phase === 'facts' ? { inFavour: agreed, against: disagreed, answered } : null,
    lost: round.settled?.lost ?? [],
    comments: round.settled?.comments ?? [],
  };
}

const iso = (at: number): string => new Date(at).toISOString();
