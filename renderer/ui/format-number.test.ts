import { expect, it } from 'vitest';
import { countOf, formatBytes, formatQuantity } from './format-number.ts';
import { nextRow } from './use-row-keys.ts';

it.each([
  [940.4, 'ms', '940 ms'],
  [0.0214, 'ratio', '2.1 %'],
  [18_204, '', '18,204'],
  [0.2041, 's', '0.2 s'],
  [61.04, '%', '61 %'],
  [0, 'ms', '0 ms'],
  [-3.94, 'ms', '-3.9 ms'],
])('tells %d %s as %s', (value, unit, told) => {
  expect(formatQuantity(value, unit)).toBe(told);
});

it('counts and weighs in words', () => {
  expect(countOf(1, 'release')).toBe('1 release');
  expect(countOf(1200, 'person', 'people')).toBe('1,200 people');
  expect(formatBytes(999)).toBe('999 B');
  expect(formatBytes(328_400)).toBe('328 kB');
});

it('moves through rows and stops at the ends', () => {
  expect([nextRow('ArrowDown', -1, 3), nextRow('ArrowDown', 3, 3), nextRow('ArrowUp', 0, 3)]).toEqual([0, 3, 0]);
  expect([nextRow('End', 1, 3), nextRow('Home', 2, 3), nextRow('x', 2, 3)]).toEqual([3, 0, null]);
});
