import { expect, it } from 'vitest';
import { startTestReview, testStart } from '../domain/review/test-review.ts';
import { everything, filterEntries, isFiltering, reviewToEntry, type ArchiveFilter } from './archive-entries.ts';

const entry = reviewToEntry(startTestReview().review());
const other = {
  ...entry,
  review: 'r-2026-002',
  service: 'search',
  at: testStart + 5,
  classes: [{ id: 'x', title: 'X' }],
};
const found = (filter: Partial<ArchiveFilter>) =>
  filterEntries([entry, other], { ...everything, ...filter }).map(({ review }) => review);

it('[M3.6] lists newest first, and filters by service, class, period, state, person and what they were', () => {
  expect(found({})).toEqual(['r-2026-002', 'r-2026-001']);
  expect(found({ service: 'search' })).toEqual(['r-2026-002']);
  expect(found({ class: 'x' })).toEqual(['r-2026-002']);
  expect(found({ to: testStart + 5 })).toEqual(['r-2026-001']);
  expect(found({ from: testStart + 5 })).toEqual(['r-2026-002']);
  expect(found({ phase: 'closed' })).toEqual([]);
  expect(found({ member: 'eng-01', as: 'facilitator' })).toHaveLength(2);
  expect(found({ member: 'rel-01', as: 'facilitator' })).toEqual([]);
  expect(found({ member: 'rel-01' })).toHaveLength(2);
  expect(found({ as: 'signed' })).toEqual([]);
});

it('[M3.6] says what somebody was in a review, once each', () => {
  expect(entry.people.find(({ member }) => member === 'rel-01')?.as).toEqual(['seat', 'attended']);
  expect([everything, { ...everything, service: 'search' }].map(isFiltering)).toEqual([false, true]);
});
