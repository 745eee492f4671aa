import type { Review } from '../review/review.ts';
import { seatNames } from '../review/seats.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { RotaRole } from './host-exception.ts';

/** Who hosted a review that was held. `at` is when it began, epoch ms. */
export type Held = {
  readonly review: string;
  readonly at: number;
  readonly facilitator: string | null;
  readonly scribe: string | null;
};
/** Every review that was held, earliest first. Who was named for one that never was does not count. */
export type RotaState = { readonly held: readonly Held[] };

/** Puts the reviews that were held in their order. */
export const rotaOf = (reviews: readonly Review[]): RotaState => ({
  held: reviews
    .flatMap(({ id, agenda, facilitator, scribe }): Held[] =>
      agenda.startedAt === null ? [] : [{ review: id, at: agenda.startedAt, facilitator, scribe }],
    )
    .toSorted((a, b) => a.at - b.at),
});

/** One person's place in the rota. Times in epoch ms. */
export type Turn = {
  readonly member: string;
  /** Within the weeks that the rota remembers. */
  readonly times: number;
  /** Ever; null where they never did. */
  readonly last: number | null;
  /** Since when they owe a turn, because they were passed over; null where they do not. */
  readonly owesSince: number | null;
};

export type RotaQuestion = {
  readonly role: RotaRole;
  readonly state: RotaState;
  readonly workspace: Pick<Workspace, 'members' | 'rotaSkips' | 'services'>;
  /** Epoch ms. */
  readonly now: number;
  readonly rememberWeeks: number;
};

const weekMs = 7 * 86_400_000;

/** Whose turn it may be at all: leads for the facilitator, anybody active for the scribe. */
export const mayHost = ({ role, workspace }: Pick<RotaQuestion, 'role' | 'workspace'>): readonly string[] =>
  workspace.members.filter(({ active, leads }) => active && (leads || role === 'scribe')).map(({ id }) => id);

/**
 * The rota's ledger in its order: those who owe a turn first (who has owed it longest before the others), then whoever
 * did it least recently, never before ever; of two alike the one with fewer times, then by code. Debts and times older
 * than `rememberWeeks` are forgotten.
 */
export function rotaOrder(question: RotaQuestion): readonly Turn[] {
  const { role, state, workspace, now, rememberWeeks } = question;
  const since = now - rememberWeeks * weekMs;
  const turns = mayHost(question).map((member): Turn => {
    const own = state.held.filter((each) => each[role] === member);
    const last = own.at(-1)?.at ?? null;
    const debts = workspace.rotaSkips.filter(
      (skip) => skip.role === role && skip.member === member && skip.at >= since && (last === null || skip.at > last),
    );
    return {
      member,
      times: own.filter(({ at }) => at >= since).length,
      last,
      owesSince: debts[0]?.at ?? null,
    };
  });
  return turns.toSorted(byTurn);
}

const byTurn = (a: Turn, b: Turn): number =>
  compare(a.owesSince ?? Infinity, b.owesSince ?? Infinity) ||
  compare(a.last ?? -Infinity, b.last ?? -Infinity) ||
  compare(a.times, b.times) ||
  compare(a.member, b.member);

/** Infinity minus itself is no number, so nothing is subtracted here. */
const compare = <T extends number | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** The most turns anybody had, less the fewest. */
export const spreadOf = (turns: readonly Turn[]): number =>
  turns.length === 0 ? 0 : Math.max(...turns.map(({ times }) => times)) - Math.min(...turns.map(({ times }) => times));

/** Who has a part in what is reviewed, with their part in words: who holds or deputises a seat, who owns what was released. */
export function inTimeline(review: Review, { services }: Pick<Workspace, 'services'>): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  const released = new Set<string>([review.service, ...review.governance.joined.map(({ service }) => service)]);
  for (const { id, owner } of services) if (released.has(id)) parts.set(owner, `owns ${id}`);
  for (const seat of seatNames) {
    const { accountable, deputy } = review.seats[seat];
    if (deputy !== null) parts.set(deputy, `deputises for the ${seat} seat`);
    if (accountable !== null) parts.set(accountable, `holds the ${seat} seat`);
  }
  return parts;
}

/** Who hosted the last review that was held, other than this one. */
export const lastHost = ({ held }: RotaState, review: string, role: RotaRole): string | null =>
  held.findLast((each) => each.review !== review)?.[role] ?? null;

/** Whose turn it is for a review, and why nobody before them in the order. */
export type RotaProposal = {
  readonly turn: Turn | null;
  /** They also did the last one: nobody else is left, and naming them needs a reason. */
  readonly isTwiceRunning: boolean;
  readonly passed: readonly { readonly member: string; readonly why: string }[];
};

/**
 * [M3.5] The first of the order who is not in the timeline of this review, was not skipped for it and does not host it in
 * another role (`besides`). Whoever did the last one comes only where nobody else is left.
 */
export function proposeHost(review: Review, question: RotaQuestion, besides: readonly string[]): RotaProposal {
  const { role, state, workspace } = question;
  const parts = inTimeline(review, workspace);
  const skipped = new Set<string>(
    workspace.rotaSkips.filter((skip) => skip.review === review.id && skip.role === role).map(({ member }) => member),
  );
  const last = lastHost(state, review.id, role);
  const passed: { member: string; why: string }[] = [];
  let again: Turn | null = null;
  for (const turn of rotaOrder(question)) {
    const part = parts.get(turn.member);
    if (part !== undefined) passed.push({ member: turn.member, why: part });
    else if (skipped.has(turn.member)) passed.push({ member: turn.member, why: 'skipped for this review' });
    else if (besides.includes(turn.member)) continue;
    else if (turn.member === last) again ??= turn;
    else return { turn, isTwiceRunning: false, passed };
  }
  return { turn: again, isTwiceRunning: again !== null, passed };
}
