import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advanceOrigin,
  relateCourier,
  type CourierManifest,
  type CourierOrigin,
  type CourierTaken,
} from './courier.ts';

const hashAt = (seq: number, branch = 0): string => `${branch}${seq}`.padStart(64, '0');

/** A bundle of lines from..to of a history that left the common one after `common`. */
const bundle = (from: number, to: number, common = Infinity): CourierManifest => {
  const hash = (seq: number): string => (seq === 0 ? '0'.repeat(64) : hashAt(seq, seq > common ? 9 : 0));
  const hashes = Array.from({ length: to - from + 1 }, (_, index) => hash(from + index));
  const origin = { device: '0123456789abcdef', workspace: 'w', publicPem: '' };
  return {
    kind: 'hotwash-courier/1',
    origin,
    createdAt: '2026-03-12T10:00:00.000Z',
    from,
    to,
    before: hash(from - 1),
    head: hash(to),
    hashes,
    items: [],
    failed: [],
    absent: [],
    leftOut: 0,
  };
};
const taken = ({ from, to, before, head, createdAt, origin }: CourierManifest, refused = 0): CourierTaken => ({
  origin: origin.device,
  from,
  to,
  before,
  head,
  createdAt,
  items: 0,
  refused,
  absent: 0,
});
const fresh: CourierOrigin = {
  origin: '0123456789abcdef',
  publicPem: '',
  words: [],
  known: null,
  gaps: [],
  lastAt: null,
  refused: 0,
};

describe('lines of an origin', () => {
  it('[P4] are the first, the next, an overlap, known, or come after a gap', () => {
    const after = advanceOrigin(fresh, taken(bundle(1, 5)));
    expect(relateCourier(bundle(1, 5), null)).toEqual({ kind: 'first' });
    expect(relateCourier(bundle(3, 5), null)).toEqual({ kind: 'gap', from: 1, to: 2 });
    expect(relateCourier(bundle(6, 9), after.known)).toEqual({ kind: 'next' });
    expect(relateCourier(bundle(4, 9), after.known)).toEqual({ kind: 'overlap' });
    expect(relateCourier(bundle(2, 4), after.known)).toEqual({ kind: 'known' });
    expect(relateCourier(bundle(9, 12), after.known)).toEqual({ kind: 'gap', from: 6, to: 8 });
  });

  it('[P5] that contradict what was taken before are a fork, wherever they left the history', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.nat(29),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(9),
        (to, at, from, more) => {
          const common = Math.min(at, to - 1);
          const begin = Math.min(from, to + 1);
          const origin = advanceOrigin(fresh, taken(bundle(1, to)));
          const relation = relateCourier(bundle(begin, to + 1 + more, common), origin.known);
          expect(relation).toMatchObject({ kind: 'fork', seq: to });
        },
      ),
    );
  });

  it('[P4] that were missing are noted until they come, in any order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1 }), (order) => {
        const origin = order.reduce((state, seq) => advanceOrigin(state, taken(bundle(seq, seq))), fresh);
        const highest = Math.max(...order);
        const missing = Array.from({ length: highest }, (_, i) => i + 1).filter((seq) => !order.includes(seq));
        const noted = origin.gaps.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
        expect(noted.toSorted((a, b) => a - b)).toEqual(missing);
        expect(origin.known?.to).toBe(highest);
      }),
    );
  });

  it('[P6] do not count as known while an item of them was refused', () => {
    const half = advanceOrigin(fresh, taken(bundle(1, 5), 2));
    expect(half).toMatchObject({ known: null, gaps: [], refused: 2 });
    expect(advanceOrigin(half, taken(bundle(1, 5)))).toMatchObject({ known: { to: 5 }, refused: 0 });
  });
});
