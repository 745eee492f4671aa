import type { Fate } from '../../../shared/projections/back-test.ts';

export const fateWords: { readonly [F in Fate]: string } = {
  full: 'full review',
  light: 'light review',
  cohort: 'cohort of a day',
  unjudged: 'cannot be judged',
  none: 'no review',
};
