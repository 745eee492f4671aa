import { describe, expect, it } from 'vitest';
import { spineNames } from './spine-names.ts';
import type { SpineSegment } from './spine.ts';

const segmentsOf = (items: readonly (readonly [string, number])[]): readonly SpineSegment[] => {
  const total = items.reduce((sum, [, minutes]) => sum + minutes, 0);
  let start = 0;
  return items.map(([title, minutes]) => {
    const width = minutes / total;
    const segment: SpineSegment = {
      id: title,
      title,
      kind: 'facts',
      start,
      width,
      budgetMs: minutes * 60_000,
      mark: 'ahead',
    };
    start += width;
    return segment;
  });
};
const eight = (text: string): number => text.length * 8;
const usual = segmentsOf([
  ['Open', 3],
  ['Commitments', 5],
  ['Facts', 25],
  ['Agree', 2],
  ['Causes', 12],
  ['Actions', 8],
  ['Sign', 5],
]);

describe('names on the spine', () => {
  it('stand in their own part where there is room', () => {
    expect(spineNames(usual, 1440, eight).map((name) => [name.text, name.raised])).toEqual(
      usual.map(({ title }) => [title, false]),
    );
  });

  it('are raised where their part is too short for them', () => {
    const raised = spineNames(usual, 960, eight).filter((name) => name.raised);
    expect(raised.map((name) => name.text)).toEqual(['Commitments', 'Agree']);
  });

  it('never cover each other, whatever the minutes', () => {
    const short = segmentsOf([
      ['Open', 1],
      ['Commitments', 1],
      ['Ground rules', 1],
      ['Facts', 57],
    ]);
    const names = spineNames(short, 1000, eight);
    expect(names.map((name) => name.raised)).toEqual([true, false, false, false]);
    for (const raised of [true, false]) {
      let end = -Infinity;
      names.forEach((name, index) => {
        if (name.raised !== raised || name.text === '') return;
        const left = (short[index]?.start ?? 0) * 1000;
        expect(left).toBeGreaterThanOrEqual(end);
        end = left + eight(name.text);
      });
    }
  });
});
