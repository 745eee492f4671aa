import { expect, it } from 'vitest';
import { keptText } from './kept-text.ts';

it('[I12] says how much is kept of a file that stopped, whenever it came', () => {
  expect(keptText({ accepted: 0, unchanged: 0 })).toBe('No row of this file is kept.');
  expect(keptText({ accepted: 1, unchanged: 0 })).toBe('1 row of this file is kept.');
  expect(keptText({ accepted: 204, unchanged: 1000 })).toBe(
    '1,204 rows of this file are kept, 1,000 of them from before.',
  );
});
