import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowId } from '../../shared/domain/ids.ts';
import type { Candidate } from '../../shared/meeting/evidence-candidates.ts';
import { likeliest, likeliestOf, listEvidence, orderEvidence } from './listed-evidence.ts';

const piece = (index: number, group: Candidate['group'] = 'Logs'): Candidate => ({
  key: `key${index}`,
  group,
  title: `piece ${index}`,
  detail: '',
  locator: { type: 'log', id: `a:b:c:${index}` as RowId },
  at: null,
});
const pieces = (count: number) =>
  Array.from({ length: count }, (_each, index) => piece(index, index % 2 === 0 ? 'Logs' : 'Tickets')).toSorted(
    (a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : 0),
  );

describe('the list of evidence', () => {
  it('[M4.4] begins with the three likeliest, in their order, and has each piece once', () => {
    const all = pieces(12);
    const ranked = all.toReversed();
    const ordered = orderEvidence(all, ranked, '');
    expect(ordered.slice(0, 3)).toEqual(ranked.slice(0, 3));
    expect(new Set(ordered)).toEqual(new Set(all));
    expect(ordered).toHaveLength(all.length);
    const { groups } = listEvidence(ordered, likeliestOf(all, ranked), ordered[0]);
    expect(groups.map(({ name }) => name)).toEqual([likeliest, 'Logs', 'Tickets']);
  });

  it('[M4.4] a short list keeps the order of the package', () => {
    const all = pieces(5);
    expect(orderEvidence(all, all.toReversed(), '')).toEqual(all);
  });

  it('[M4.4] typing leaves over what has the words', () => {
    const all = pieces(12);
    expect(orderEvidence(all, all, 'piece 11').map(({ key }) => key)).toEqual(['key11']);
    expect(orderEvidence(all, all, 'nothing like it')).toEqual([]);
  });

  it('[M4.4] draws at most 80 pieces without a gap, the chosen one among them', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(400), (count, at) => {
        const all = pieces(count);
        const chosen = all[Math.min(at, count - 1)];
        const listed = listEvidence(all, new Set(), chosen);
        const drawn = listed.groups.flatMap((group) => group.pieces);
        expect(drawn.length).toBe(Math.min(count, 80));
        expect(drawn.map(({ candidate }) => candidate)).toEqual(all.slice(listed.first, listed.first + drawn.length));
        expect(drawn.some(({ candidate }) => candidate === chosen)).toBe(chosen !== undefined);
        expect(listed.place).toBe(chosen === undefined ? -1 : all.indexOf(chosen));
      }),
      { numRuns: 200 },
    );
  });
});
