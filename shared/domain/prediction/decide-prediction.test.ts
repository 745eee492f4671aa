import { describe, expect, it } from 'vitest';
import { decideSeal, standingOfSeal } from './decide-prediction.ts';
import { evolvePredictions, type SealedPrediction } from './sealed-prediction.ts';

const noon = Date.UTC(2026, 2, 16, 12);
const minute = 60_000;

const seal = (more: Partial<SealedPrediction>): SealedPrediction => ({
  id: 'p000000000001',
  service: 'fares' as SealedPrediction['service'],
  version: '4.18.0',
  by: 'rel-01' as SealedPrediction['by'],
  sealedAt: noon,
  keptAt: noon,
  commitment: 'a'.repeat(64),
  envelope: '{}',
  fingerprint: 'SHA256:x',
  opened: null,
  ...more,
});

describe('sealing a prediction', () => {
  it('[M6.4] is refused once anything says that the release began to go live, or will have', () => {
    const release = { service: 'fares', version: '4.18.0' };
    expect(decideSeal({ ...release, beganAt: null }, noon).ok).toBe(true);
    expect(decideSeal({ ...release, beganAt: noon }, noon)).toMatchObject({
      ok: false,
      error: {
        rule: 'M6.4',
        message: '4.18.0 began to go live at 2026-03-16T12:00:00.000Z; a prediction sealed now would be void.',
      },
    });
    expect(decideSeal({ ...release, beganAt: noon + minute }, noon)).toMatchObject({
      ok: false,
      error: { rule: 'M6.4' },
    });
  });

  it('[M6.4] a late seal is void, whatever was known when it was made', () => {
    const early = seal({});
    expect(standingOfSeal(early, [early], noon + 1)).toEqual({ name: 'sealed' });
    expect(standingOfSeal(early, [early], null)).toEqual({ name: 'sealed' });
    expect(standingOfSeal(early, [early], noon)).toEqual({ name: 'void', why: 'late' });
  });

  it('[M6.4] a signed time that the journal contradicts is void', () => {
    const backdated = seal({ sealedAt: noon - 60 * minute });
    expect(standingOfSeal(backdated, [backdated], null)).toEqual({ name: 'void', why: 'clock' });
    const first = seal({ by: 'ops-01' as SealedPrediction['by'] });
    const behind = seal({ sealedAt: noon - 2 * minute, keptAt: noon - 2 * minute });
    expect(standingOfSeal(behind, [first, behind], null)).toEqual({ name: 'void', why: 'clock' });
    expect(standingOfSeal(behind, [seal({ version: '4.17.0' }), behind], null)).toEqual({ name: 'sealed' });
  });

  it("[M6.4] of several by one person the last that is not late counts; another's stands beside it", () => {
    const first = seal({});
    const second = seal({ id: 'p000000000002', sealedAt: noon + minute, keptAt: noon + minute });
    const late = seal({ id: 'p000000000003', sealedAt: noon + 9 * minute, keptAt: noon + 9 * minute });
    const other = seal({ id: 'p000000000004', by: 'ops-01' as SealedPrediction['by'] });
    const all = [first, other, second, late];
    const names = all.map((each) => standingOfSeal(each, all, noon + 5 * minute));
    expect(names).toEqual([
      { name: 'void', why: 'replaced' },
      { name: 'sealed' },
      { name: 'sealed' },
      { name: 'void', why: 'late' },
    ]);
  });

  it('[M6.4] what was opened first stays', () => {
    const { keptAt: _kept, opened: _opened, ...body } = seal({});
    const predicted = { probability: 0.2, impact: 'major', reason: 'Settings move' } as const;
    const open = (salt: string) => ({ type: 'prediction.opened.v1', body: { id: body.id, salt, predicted } }) as const;
    const sealed = evolvePredictions([], { type: 'prediction.sealed.v1', body }, noon);
    const opened = evolvePredictions(sealed, open('a'.repeat(32)), noon + 1);
    expect(evolvePredictions(opened, open('b'.repeat(32)), noon + 2)).toEqual(opened);
    expect(opened[0]?.opened).toEqual({ salt: 'a'.repeat(32), predicted, at: noon + 1 });
  });
});
