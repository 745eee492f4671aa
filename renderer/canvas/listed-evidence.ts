import type { Candidate } from '../../shared/meeting/evidence-candidates.ts';
import { filterCandidates } from '../../shared/meeting/rank-candidates.ts';

/** The part of a list of evidence that is drawn. `place` is that of the chosen one, -1 where there is none. */
export type Listed = {
  readonly total: number;
  readonly place: number;
  /** The place of the first piece that is drawn. */
  readonly first: number;
  readonly groups: readonly {
    readonly name: string;
    readonly pieces: readonly { readonly candidate: Candidate; readonly place: number }[];
  }[];
};

export const likeliest = 'Likeliest';
const likeliestShown = 3;
/** A list so short needs no likeliest. */
const shortList = 8;
const mostDrawn = 80;
/** The drawn part moves on by so many, so that it does not move at each step. */
const step = 20;

/** The list in its order: the likeliest ones, then all others by group; of these what was typed leaves over. */
export function orderEvidence(
  candidates: readonly Candidate[],
  ranked: readonly Candidate[],
  typed: string,
): readonly Candidate[] {
  const top = likeliestOf(candidates, ranked);
  return filterCandidates([...top, ...candidates.filter((each) => !top.has(each))], typed);
}

export const likeliestOf = (candidates: readonly Candidate[], ranked: readonly Candidate[]): ReadonlySet<Candidate> =>
  new Set(candidates.length > shortList ? ranked.slice(0, likeliestShown) : []);

/** What of an ordered list is drawn when `chosen` is: at most 80 pieces, with some before and after it. */
export function listEvidence(
  ordered: readonly Candidate[],
  top: ReadonlySet<Candidate>,
  chosen: Candidate | undefined,
): Listed {
  const place = chosen === undefined ? -1 : ordered.indexOf(chosen);
  const beyond = Math.max(0, place - (mostDrawn - step));
  const first = Math.min(Math.ceil(beyond / step) * step, Math.max(0, ordered.length - mostDrawn));
  const groups: { name: string; pieces: { candidate: Candidate; place: number }[] }[] = [];
  for (const [index, candidate] of ordered.slice(first, first + mostDrawn).entries()) {
    const name = top.has(candidate) ? likeliest : candidate.group;
    const piece = { candidate, place: first + index };
    const group = groups.at(-1);
    if (group?.name === name) group.pieces.push(piece);
    else groups.push({ name, pieces: [piece] });
  }
  return { total: ordered.length, place, first, groups };
}
