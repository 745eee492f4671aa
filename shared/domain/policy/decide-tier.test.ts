import { expect, it } from 'vitest';
import { decideTier, strictest } from './decide-tier.ts';

const full = { tier: 'full', rules: ['T1', 'T5'], reasons: ['A critical service.', 'A major version.'] } as const;
const light = { tier: 'light', rules: ['T6'], reasons: ['A service that matters.'] } as const;

it('[M1.3] a lighter review than the policy asks for needs a reason, which is kept with the rules; a stricter one is free', () => {
  expect(decideTier('light', full, null)).toMatchObject({
    ok: false,
    error: { rule: 'M1.3', message: expect.stringContaining('T1, T5'), satisfy: expect.stringContaining('full one') },
  });
  expect(decideTier('light', full, 'only a text changed')).toEqual({
    ok: true,
    value: { rules: ['T1', 'T5'], reason: 'only a text changed' },
  });
  for (const [tier, asked] of [
    ['full', full],
    ['full', light],
    ['light', light],
    ['light', null],
  ] as const)
    expect(decideTier(tier, asked, 'nobody asked')).toEqual({ ok: true, value: null });
});

it('[M1.3] of several deployments the strictest verdict counts, with each of its rules once', () => {
  const other = { tier: 'full', rules: ['T2', 'T1'], reasons: ['It was rolled back.'] } as const;
  expect(strictest([light, full, other])?.rules).toEqual(['T1', 'T5', 'T2']);
  expect(strictest([{ tier: 'none', rules: [], reasons: [] }, light])).toEqual(light);
  expect(strictest([])).toBeNull();
});
