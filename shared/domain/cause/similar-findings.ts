import { otherClass } from './classes.ts';
import { findingWords } from './finding-words.ts';
import type { PastFinding } from './past-finding.ts';

/** A cause as it is compared: `component` is null where its class is not known yet. */
export type Probe = Pick<PastFinding, 'text' | 'class' | 'component' | 'service'>;

/** An earlier finding that is alike, and what makes it so. */
export type SimilarFinding = {
  readonly finding: PastFinding;
  readonly why: 'class-component' | 'words';
  /** How alike the words are, 0 to 1. */
  readonly score: number;
};

/** From which closed time on a finding counts, epoch ms. */
export const windowStart = (now: number, withinDays: number): number => now - withinDays * 86_400_000;

/** Texts at least so alike count. Chosen on the labelled pairs of similar-findings.test.ts; see docs/causes.md. */
export const alikeFrom = 0.35;

export interface FindingIndex {
  readonly findings: readonly PastFinding[];
  /**
   * Findings closed at `since` (epoch ms) or later that are of the same class in the same component, or whose words are
   * alike; of each review the one that is most alike. Newest first.
   */
  similar(probe: Probe, since: number): readonly SimilarFinding[];
  /** How alike two texts are by the weights of these findings, 0 to 1. */
  scoreOf(a: string, b: string): number;
}

type Entry = { readonly finding: PastFinding; readonly place: string | null; readonly weight: number };

/**
 * Findings ready to be asked while somebody types. Words weigh by how rare they are among the findings (inverse document
 * frequency, ln(1 + (N + 1) / (n + 1)) of a word in n of N), and two texts are as alike as the weight of the words they
 * share against the weight of all their words (weighted Jaccard).
 */
export function createFindingIndex(findings: readonly PastFinding[]): FindingIndex {
  const words = findings.map(({ text }) => findingWords(text));
  const places = new Map<string, number[]>();
  for (const [at, own] of words.entries())
    for (const word of own) {
      const known = places.get(word);
      if (known === undefined) places.set(word, [at]);
      else known.push(at);
    }
  const weightOf = (word: string): number =>
    Math.log(1 + (findings.length + 1) / ((places.get(word)?.length ?? 0) + 1));
  const sum = (own: readonly string[]): number => own.reduce((total, word) => total + weightOf(word), 0);
  const entries = findings.map((finding, at): Entry => ({
    finding,
    place: placeOf(finding),
    weight: sum(words[at] ?? []),
  }));

  function scores(text: string): Float64Array {
    const own = findingWords(text);
    const total = sum(own);
    const shared = new Float64Array(entries.length);
    for (const word of own) {
      const weight = weightOf(word);
      for (const at of places.get(word) ?? []) shared[at] = (shared[at] ?? 0) + weight;
    }
    return shared.map((common, at) => (common === 0 ? 0 : common / (total + (entries[at]?.weight ?? 0) - common)));
  }

  return {
    findings,
    scoreOf(a, b) {
      const [one, other] = [findingWords(a), findingWords(b)];
      const common = sum(one.filter((word) => other.includes(word)));
      return common === 0 ? 0 : Math.min(1, common / (sum(one) + sum(other) - common));
    },
    similar(probe, since) {
      const place = placeOf(probe);
      const alike = scores(probe.text);
      const best = new Map<string, SimilarFinding>();
      for (const [at, entry] of entries.entries()) {
        const { finding } = entry;
        const score = Math.min(1, alike[at] ?? 0);
        const isSamePlace = place !== null && entry.place === place;
        if (finding.at < since || (!isSamePlace && score < alikeFrom)) continue;
        const found: SimilarFinding = { finding, why: isSamePlace ? 'class-component' : 'words', score };
        const known = best.get(finding.review);
        if (known === undefined || rank(found) > rank(known)) best.set(finding.review, found);
      }
      return [...best.values()].toSorted(
        (a, b) => b.finding.at - a.finding.at || (a.finding.review < b.finding.review ? 1 : -1),
      );
    },
  };
}

/** Class and component in one, without regard to capitals; null where they make nothing alike. */
export function placeOf({ class: id, component }: Pick<PastFinding, 'class' | 'component'>): string | null {
  // What fits no class has only that in common.
  if (id === null || id === otherClass || component === null) return null;
  return JSON.stringify([id, component.normalize('NFKC').trim().toLowerCase()]);
}

const rank = ({ why, score }: SimilarFinding): number => (why === 'class-component' ? 1 : 0) + score;
