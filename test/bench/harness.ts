import type { Goal } from './goals.ts';

/** One run of an arm: time per unit of work, and a checksum of the answer. */
export type Measure = { readonly nsPerUnit: number; readonly checksum: string };
export type Arm = {
  readonly name: string;
  /** What the checksum must be; unequal answers void the ratio. */
  readonly expected: string;
  readonly run: () => Promise<Measure>;
};
/** One goal: this arm beside that one. */
export type Claim = { readonly arm: string; readonly beside: string; readonly goal: Goal };
export type Comparison = {
  readonly id: string;
  readonly title: string;
  /** What one unit is: `sample`, `append`, `start`. */
  readonly unit: string;
  readonly arms: readonly Arm[];
  readonly claims: readonly Claim[];
};

export type Verdict = 'PASS' | 'MISS' | 'NOISY' | 'VOID';
export type ArmResult = {
  readonly arm: string;
  readonly medianNs: number;
  readonly minNs: number;
  readonly maxNs: number;
};
export type ClaimResult = Claim & {
  /** Median of the paired ratios arm / beside. */
  readonly ratio: number;
  /** The arm beside against itself: a factor; a goal nearer to the ratio than this is not decided. */
  readonly noise: number;
  readonly verdict: Verdict;
};
export type ComparisonResult = {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly arms: readonly ArmResult[];
  readonly claims: readonly ClaimResult[];
};

/** Nanoseconds by arm: on the way there and on the way back of one round. */
type Round = readonly [there: ReadonlyMap<string, number>, back: ReadonlyMap<string, number>];

/**
 * Runs a comparison: per round the arms go A B C .. C B A, so that a drift of the machine meets all alike. A probe of
 * plain arithmetic before and after each round tells a busy machine from a quiet one; busy rounds are repeated, twice at
 * most. The first round warms up and is not counted.
 */
export async function compare(comparison: Comparison, rounds: number): Promise<ComparisonResult> {
  const { id, title, unit, arms, claims } = comparison;
  const voided = new Set<string>();
  const counted: Round[] = [];
  let quietest = probe();
  await runAll(arms, voided);
  for (let repeats = 0; counted.length < rounds;) {
    const before = probe();
    const round: Round = [await runAll(arms, voided), await runAll(arms.toReversed(), voided)];
    const after = probe();
    quietest = Math.min(quietest, before, after);
    if (Math.max(before, after) > quietest * 1.5 && repeats < 2) repeats += 1;
    else counted.push(round);
  }
  const timesOf = (arm: string): number[] => counted.flatMap((round) => round.map((pass) => pass.get(arm) ?? NaN));
  return {
    id,
    title,
    unit,
    arms: arms.map(({ name }) => {
      const ns = timesOf(name);
      return { arm: name, medianNs: median(ns), minNs: Math.min(...ns), maxNs: Math.max(...ns) };
    }),
    claims: claims.map((claim): ClaimResult => {
      const own = timesOf(claim.arm);
      const base = timesOf(claim.beside);
      const ratio = median(own.map((ns, index) => ns / (base[index] ?? NaN)));
      const noise = noiseOf(counted, claim.beside);
      const isVoid = voided.has(claim.arm) || voided.has(claim.beside);
      return { ...claim, ratio, noise, verdict: isVoid ? 'VOID' : judge(ratio, noise, claim.goal) };
    }),
  };
}

/** How far the same arm was from itself between the two passes of a round, as a factor. */
function noiseOf(rounds: readonly Round[], arm: string): number {
  const apart = rounds.map(([there, back]) => Math.abs(Math.log((back.get(arm) ?? NaN) / (there.get(arm) ?? NaN))));
  return Math.exp(median(apart));
}

async function runAll(arms: readonly Arm[], voided: Set<string>): Promise<Map<string, number>> {
  const ns = new Map<string, number>();
  for (const arm of arms) {
    const measure = await arm.run();
    if (measure.checksum !== arm.expected) voided.add(arm.name);
    ns.set(arm.name, measure.nsPerUnit);
  }
  return ns;
}

/** PASS or MISS where the noise cannot turn it round, else NOISY. */
export function judge(ratio: number, noise: number, goal: Goal): Verdict {
  const isMet = (value: number): boolean => (goal.kind === 'at-most' ? value <= goal.ratio : 1 / value >= goal.times);
  if (isMet(ratio / noise) !== isMet(ratio * noise)) return 'NOISY';
  return isMet(ratio) ? 'PASS' : 'MISS';
}

export const tellGoal = (goal: Goal): string =>
  goal.kind === 'at-most' ? `<= ${goal.ratio}x` : `>= ${goal.times}x faster`;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** The value that this share of all do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Milliseconds for a fixed piece of arithmetic. */
function probe(): number {
  const start = performance.now();
  let state = 1;
  for (let i = 0; i < 5_000_000; i += 1) state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
  return performance.now() - start + (state === 0 ? 1 : 0);
}
