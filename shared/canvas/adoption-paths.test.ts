import { expect, it } from 'vitest';
import { adoptionPaths } from './adoption-paths.ts';

const stretch = (from: number, exposures: number, total: number) => ({ from, to: from + 10, exposures, total });
const room = { from: 0, to: 40, width: 400, height: 100 };

it('[M2.5] draws shares as steps, from none at the foot to all at the top', () => {
  expect(adoptionPaths([stretch(0, 0, 5), stretch(10, 5, 5)], room)).toEqual(['M0,100L100,100L100,0L200,0']);
});

it('[M2.5] breaks the line where nobody came, which is not an adoption of 0', () => {
  expect(adoptionPaths([stretch(0, 1, 4), stretch(10, 0, 0), stretch(20, 2, 4)], room)).toEqual([
    'M0,75L100,75',
    'M200,50L300,50',
  ]);
});

it('breaks it where stretches do not meet, and leaves out what lies outside', () => {
  expect(adoptionPaths([stretch(-20, 1, 1), stretch(0, 1, 1), stretch(30, 1, 1)], room)).toEqual([
    'M0,0L100,0',
    'M300,0L400,0',
  ]);
});
