import { expect, it } from 'vitest';
import { readDeadline } from './deadline-fields.tsx';

it('[M7.5] reads a deadline on the wall of the review’s zone, across a change of clocks', () => {
  expect(readDeadline('27 Mar 2026', '17:00', 'Europe/Berlin')).toBe(Date.parse('2026-03-27T16:00:00Z'));
  expect(readDeadline('2026-03-29', '17:00', 'Europe/Berlin')).toBe(Date.parse('2026-03-29T15:00:00Z'));
  expect(readDeadline('31 Feb 2026', '17:00', 'UTC')).toBeNull();
  expect(readDeadline('27 Mar 2026', '5 pm', 'UTC')).toBeNull();
});
