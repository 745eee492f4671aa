import { describe, expect, it } from 'vitest';
import { compare, judge, median, type Arm, type Claim, type Comparison } from './harness.ts';

const fixed = (name: string, nsPerUnit: number, checksum = 'same'): Arm => ({
  name,
  expected: 'same',
  run: async () => ({ nsPerUnit, checksum }),
});
const atMost = { kind: 'at-most', ratio: 2 } as const;
const atLeast = { kind: 'at-least', times: 100 } as const;

describe('judging', () => {
  it('decides only what the noise cannot turn round', () => {
    expect(judge(1.5, 1.1, atMost)).toBe('PASS');
    expect(judge(2.5, 1.1, atMost)).toBe('MISS');
    expect(judge(1.9, 1.1, atMost)).toBe('NOISY');
    expect(judge(1 / 200, 1.1, atLeast)).toBe('PASS');
    expect(judge(1 / 50, 1.1, atLeast)).toBe('MISS');
    expect(judge(1 / 105, 1.1, atLeast)).toBe('NOISY');
  });
  it('takes the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });
});

describe('comparing', () => {
  const of = (arms: readonly Arm[], goal: Claim['goal'] = atMost): Comparison => ({
    id: 'X',
    title: 'x',
    unit: 'u',
    arms,
    claims: arms.slice(1).map(({ name }) => ({ arm: name, beside: 'ref', goal })),
  });

  it('pairs each arm with the one beside it in its own pass', async () => {
    let drift = 1;
    const drifting = (name: string, ns: number): Arm => ({
      name,
      expected: 'same',
      run: async () => ({ nsPerUnit: ns * (drift += 0.01), checksum: 'same' }),
    });
    const { claims } = await compare(of([drifting('ref', 100), drifting('arm', 300)]), 3);
    expect(claims[0]?.ratio).toBeCloseTo(3, 1);
    expect(claims[0]?.verdict).toBe('MISS');
  });

  it('voids an arm with another answer, and all that stand beside it', async () => {
    const one = await compare(of([fixed('ref', 100), fixed('good', 100), fixed('bad', 100, 'other')]), 1);
    expect(one.claims.map(({ verdict }) => verdict)).toEqual(['PASS', 'VOID']);
    const all = await compare(of([fixed('ref', 100, 'other'), fixed('good', 100)]), 1);
    expect(all.claims.map(({ verdict }) => verdict)).toEqual(['VOID']);
  });
});
