import { describe, expect, it } from 'vitest';
import { tellVerdict } from './tell-verdict.ts';

const p95 = { metric: 'p95', unit: 'ms', better: 'lower' as const };

describe('the sentence over a chart', () => {
  it.each([
    [180, 940, 'p95 rose from 180 ms to 940 ms after this release, which is worse.'],
    [940, 180, 'p95 fell from 940 ms to 180 ms after this release, which is better.'],
    [180, 190, 'p95 stayed at 190 ms, as it was before.'],
    [0, 0, 'p95 stayed at 0 ms, as it was before.'],
    [undefined, 190, 'p95 stands at 190 ms; before it nothing was measured.'],
    [180, undefined, 'p95 stood at 180 ms; after it nothing was measured.'],
    [undefined, undefined, 'p95 was not measured round this release.'],
  ])('tells %s then %s', (before, after, told) => {
    expect(tellVerdict({ ...p95, before, after })).toBe(told);
  });

  it('does not judge a figure that is neither good high nor good low', () => {
    expect(tellVerdict({ metric: 'load', unit: '', better: 'neither', before: 10, after: 20 })).toBe(
      'load rose from 10 to 20 after this release.',
    );
  });
});
