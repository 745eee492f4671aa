import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { withAppended, type LongList } from './long-list.ts';

it('holds what was added, in order, and leaves the list before as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 600 }), (items) => {
      let list: LongList<number> = [];
      items.forEach((item, index) => {
        const before = list;
        list = withAppended(list, item);
        if (index % 97 === 0) expect(before.flat()).toEqual(items.slice(0, index));
      });
      expect(list.flat()).toEqual(items);
    }),
    { numRuns: 30 },
  );
});

it('copies no more than a part and the list of parts for each item that is added', () => {
  let list: LongList<number> = [];
  for (let item = 0; item < 20_000; item += 1) list = withAppended(list, item);
  expect(list.length + Math.max(...list.map((part) => part.length))).toBeLessThan(400);
});
