import { expect, it } from 'vitest';
import { html } from './html.ts';
import { against, numbersOf, refs } from './report-words.ts';

/** The text as it is copied out of a report, or read aloud. */
const textOf = (part: ReturnType<typeof against>): string => html`${part}`.markup.replace(/<[^>]*>/g, '');

it('tells the numbers of exhibits apart, in their order, each leading to its place', () => {
  expect(textOf(html`${numbersOf([12, 2, 1])}`)).toBe('1, 2, 12');
  expect(textOf(refs([21, 3]))).toBe('3, 21');
  expect(html`${refs([3])}`.markup).toBe('<sup><a href="#e3">3</a></sup>');
  expect([refs([]), against([])]).toEqual(['', '']);
  expect(textOf(against([4, 2]))).toBe(' (contradicted by 2, 4)');
});
