import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTextOwners } from './text-owners.ts';

it('[I5] the owner a text was first seen with is remembered, for any number of texts', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ maxLength: 4 }), fc.nat(3)), { maxLength: 200 }), (list) => {
      const owners = createTextOwners();
      const model = new Map<string, number>();
      for (const [text, owner] of list) {
        if (!model.has(text)) model.set(text, owner);
        expect(owners.first(text, owner)).toBe(model.get(text));
      }
    }),
  );
  const owners = createTextOwners();
  for (let i = 0; i < 50_000; i += 1) expect(owners.first(`d-${i}`, i % 7)).toBe(i % 7);
  for (let i = 0; i < 50_000; i += 1) expect(owners.first(`d-${i}`, 8)).toBe(i % 7);
});
