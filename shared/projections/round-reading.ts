import { mergePackets, type SaidBy } from '../domain/packet/merge-packets.ts';
import { countedPackets, type Round, type TakenPacket } from '../domain/packet/round.ts';

/** How one reviewer stands in a round. `revision` is of their last answer that counts, or of the late one. */
export type Reviewed = {
  readonly member: string;
  readonly state: 'answered' | 'late' | 'missing';
  readonly revision: number | null;
  /** Epoch ms at which it was taken in. */
  readonly at: number | null;
};

/** Who answered in time, who late, who is missing; in the order they were asked. */
export const readReviewers = (round: Round): readonly Reviewed[] =>
  round.reviewers.map((member) => {
    const own = round.packets.filter(({ author }) => author === member);
    const best = newest(own.filter(({ late }) => !late)) ?? newest(own);
    if (best === undefined) return { member, state: 'missing', revision: null, at: null };
    return { member, state: best.late ? 'late' : 'answered', revision: best.revision, at: best.at };
  });

const newest = (packets: readonly TakenPacket[]): TakenPacket | undefined =>
  packets.toSorted((a, b) => b.revision - a.revision)[0];

/** What a settled round came to. */
export type RoundOutcome = {
  /** What stands, without agreements and comments. */
  readonly stands: readonly SaidBy[];
  /** Hands on the facts of those who answered in time. */
  readonly agreed: number;
  readonly disagreed: number;
  readonly answered: number;
  readonly late: readonly TakenPacket[];
};

/** Merges the answers of a round that count, as settling it does. */
export function readOutcome(round: Round): RoundOutcome {
  const counted = countedPackets(round);
  const stands = mergePackets(counted).map((each) => each.stands);
  const hands = stands.flatMap(({ said }) => (said.kind === 'agree' ? [said.agrees] : []));
  return {
    stands: stands.filter(({ said }) => said.kind !== 'agree' && said.kind !== 'comment'),
    agreed: hands.filter(Boolean).length,
    disagreed: hands.filter((agrees) => !agrees).length,
    answered: new Set(counted.map(({ author }) => author)).size,
    late: round.packets.filter(({ late }) => late),
  };
}
