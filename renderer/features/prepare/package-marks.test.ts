import { expect, it } from 'vitest';
import type { TimelineMark } from '../../canvas/chart/timeline.tsx';
import { spanOf } from './package-marks.ts';

const mark = (at: number, weight: number): TimelineMark => ({
  id: `${at}`,
  at,
  weight,
  label: '',
  told: '',
  tone: 'plain',
});

it('looks at production and incidents, and not at a staging deployment of the day before', () => {
  const span = spanOf([mark(0, 1), mark(1_000_000, 4), mark(2_000_000, 5)]);
  expect(span).toEqual({ from: 950_000, to: 2_050_000 });
});

it('gives a single moment half an hour', () => {
  expect(spanOf([mark(5_000_000, 1)])).toEqual({ from: 4_100_000, to: 5_900_000 });
});
