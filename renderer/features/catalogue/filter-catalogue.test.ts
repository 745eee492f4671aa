import { expect, it } from 'vitest';
import type { CatalogueEntry } from '../../../shared/projections/catalogue.ts';
import { fitsFilter } from './filter-catalogue.ts';

const entry: CatalogueEntry = {
  id: 'payments-bridge',
  title: 'Payments bridge',
  standing: 'registered',
  owner: 'eng-04',
  tier: 'critical',
  system: 'crossings',
  dependsOn: [],
  neededBy: [],
  holes: [],
  rows: [],
};

it('finds by words in any order of name, owner and system', () => {
  expect(fitsFilter(entry, { text: 'ENG-04  pay', narrowing: 'all' })).toBe(true);
  expect(fitsFilter(entry, { text: 'pay gate', narrowing: 'all' })).toBe(false);
});

it('narrows to holes, the critical tier, or what is not registered', () => {
  const fits = (narrowing: 'holes' | 'critical' | 'imported') => fitsFilter(entry, { text: '', narrowing });
  expect([fits('holes'), fits('critical'), fits('imported')]).toEqual([false, true, false]);
});
