import { findingWords } from '../domain/cause/finding-words.ts';
import type { Candidate } from './evidence-candidates.ts';

/** What evidence is looked for: the cause's or fact's own words, and when what it explains began (epoch ms). */
export type LookedFor = { readonly text: string; readonly at: number | null };

/** A piece this far from the moment counts half as near. */
const halfLifeMs = 30 * 60_000;
/** Words say more than times: a shared word that is rare among the candidates outweighs any nearness. */
const wordWeight = 3;

/** What changed explains more than what was measured; what somebody said carries nothing alone. */
const kindWeight = ({ locator: { type } }: Candidate): number =>
  type === 'config-diff' ? 1.5 : type === 'note' || type === 'moment' ? 0.25 : 1;

/**
 * Candidates by how likely they are the one meant: by the words they share with what is looked for, each weighed by how
 * rare it is among them (ln(1 + N / n)) and by its kind, and by how near in time they are. Equal ones keep their order, in which what
 * deviates most comes first.
 */
export function rankCandidates(candidates: readonly Candidate[], { text, at }: LookedFor): readonly Candidate[] {
  const wanted = new Set(findingWords(text));
  const worded = candidates.map((candidate) => ({
    candidate,
    words: wanted.size === 0 ? [] : wordsOf(candidate).filter((word) => wanted.has(word)),
  }));
  const counts = new Map<string, number>();
  for (const { words } of worded) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const weight = (word: string): number => Math.log(1 + candidates.length / (counts.get(word) ?? 1));
  const most = Math.log(1 + Math.max(1, candidates.length));
  const scored = worded.map(({ candidate, words }) => ({
    candidate,
    score:
      (wordWeight * kindWeight(candidate) * words.reduce((sum, word) => sum + weight(word), 0)) / most +
      nearness(candidate, at),
  }));
  return scored.toSorted((a, b) => b.score - a.score).map(({ candidate }) => candidate);
}

/** Candidates in which every typed word occurs as it is written, anywhere. */
export function filterCandidates(candidates: readonly Candidate[], typed: string): readonly Candidate[] {
  const parts = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (parts.length === 0) return candidates;
  return candidates.filter(({ group, title, detail, words = '' }) => {
    const whole = `${group} ${title} ${detail} ${words}`.toLowerCase();
    return parts.every((part) => whole.includes(part));
  });
}

/** Candidates are made anew at every key, their words seldom. */
const kept = new Map<string, readonly string[]>();

function wordsOf({ title, detail, words = '' }: Candidate): readonly string[] {
  const text = `${title} ${detail} ${words}`;
  const known = kept.get(text);
  if (known !== undefined) return known;
  if (kept.size > 5000) kept.clear();
  const found = findingWords(text);
  kept.set(text, found);
  return found;
}

/** 1 at the moment itself, half of it half an hour away; 0 where either has no time. */
const nearness = (candidate: Candidate, at: number | null): number =>
  at === null || candidate.at === null ? 0 : halfLifeMs / (halfLifeMs + Math.abs(at - candidate.at));
