import { expect, it } from 'vitest';
import { wordErrorRate } from '../../test/support/word-errors.ts';

it.each([
  ['the release is out', 'the release is out', 0],
  ['The release, is out!', 'the release is out', 0],
  ['the release is out', 'the lease is out', 1 / 4],
  ['the release is out', 'the release out', 1 / 4],
  ['the release is out', 'the big release is out', 1 / 4],
  ['a b c d', 'b c d a', 2 / 4],
  ['one', 'two three', 2],
  ['one two', '', 1],
  ['', '', 0],
  ['', 'one', 1],
])('the word error rate of %j heard as %j is %d', (said, heard, rate) => {
  expect(wordErrorRate(said, heard)).toBe(rate);
  if (said !== '') expect(wordErrorRate(said, said)).toBe(0);
});
