import { describe, expect, it } from 'vitest';
import { causeRules, goTo, startTestReview } from '../review/test-review.ts';
import { techniqueOf, type TriageAnswers } from './triage.ts';

const said = (directEvidence: boolean, recurring: boolean, severalComponents: boolean): TriageAnswers => ({
  directEvidence,
  recurring,
  severalComponents,
});
const triage = (answers: TriageAnswers) => ({ type: 'causes.triage' as const, ...answers });
const open = (canvas: 'fishbone' | 'five-whys', reason: string | null = null) => ({
  type: 'canvas.open' as const,
  canvas,
  reason,
});
const atCauses = (underRules = true) => {
  const test = startTestReview(underRules ? { causes: causeRules } : undefined);
  goTo(test, 'causes');
  return test;
};

describe('which canvas', () => {
  it.each([
    [true, false, false, 'none'],
    [true, true, false, 'five-whys'],
    [false, false, false, 'five-whys'],
    [false, true, false, 'five-whys'],
    [true, false, true, 'fishbone'],
    [false, true, true, 'fishbone'],
    [true, true, true, 'fishbone'],
    [false, false, true, 'fishbone'],
  ] as const)('[M4.1] direct evidence %s, recurring %s, several components %s asks for %s', (a, b, c, wanted) => {
    expect(techniqueOf(said(a, b, c))).toBe(wanted);
  });

  it('[M4.1] none opens before the three questions, nor during Facts', () => {
    const test = startTestReview({ causes: causeRules });
    goTo(test, 'facts');
    expect(test.refused(triage(said(true, false, false)))).toBe('M3.1');
    expect(test.refused(open('fishbone'))).toBe('M3.1');
    goTo(test, 'causes');
    expect(test.refused(open('fishbone', 'we like it'))).toBe('M4.1');
    test.done(triage(said(true, false, true)));
    test.done(open('fishbone', 'we like it'));
    expect(test.review().triage).toMatchObject({ canvas: 'fishbone', opened: [{ canvas: 'fishbone', reason: null }] });
  });

  it('[M4.1] against the answers it opens with a reason, asked for once and kept', () => {
    const test = atCauses();
    test.done(triage(said(true, false, false)));
    expect(test.refused(open('five-whys'))).toBe('M4.1');
    test.done(open('five-whys', 'the chain is long'));
    expect(test.refused(open('fishbone'))).toBe('M4.1');
    test.done(open('fishbone', 'two teams took part'));
    test.done(open('five-whys'));
    expect(test.review().triage.opened.map(({ canvas, reason }) => [canvas, reason])).toEqual([
      ['five-whys', 'the chain is long'],
      ['fishbone', 'two teams took part'],
      ['five-whys', null],
    ]);
    expect(test.run(open('five-whys'))).toEqual({ ok: true, value: [] });
  });

  it('[M4.1] the questions may be answered again, and the verdict follows', () => {
    const test = atCauses();
    test.done(triage(said(true, false, true)));
    expect(test.run(triage(said(true, false, true)))).toEqual({ ok: true, value: [] });
    test.done(open('fishbone'));
    test.done(triage(said(false, false, false)));
    test.done(open('five-whys'));
    expect(test.refused(open('fishbone'))).toBe('M4.1');
    test.done({ type: 'undo' });
    test.done({ type: 'undo' });
    expect(test.review().triage).toMatchObject({ canvas: 'fishbone', answers: { severalComponents: true } });
  });

  it('[M4.1] other answers put away a canvas that they speak against, unless a reason was given for it', () => {
    const test = atCauses();
    test.done(triage(said(true, false, true)));
    test.done(open('fishbone'));
    test.done(triage(said(false, true, false)));
    expect(test.review().triage.canvas).toBeNull();
    expect(test.refused(open('fishbone'))).toBe('M4.1');
    test.done(open('fishbone', 'two teams took part'));
    test.done(triage(said(true, true, false)));
    expect(test.review().triage.canvas).toBe('fishbone');
    test.done({ type: 'undo' });
    test.done({ type: 'undo' });
    test.done({ type: 'undo' });
    expect(test.review().triage).toMatchObject({ canvas: 'fishbone', opened: [{ reason: null }] });
    test.done({ type: 'redo' });
    expect(test.review().triage.canvas).toBeNull();
    const before = atCauses(false);
    before.done(triage(said(true, false, true)));
    before.done(open('fishbone'));
    before.done(triage(said(false, true, false)));
    expect(before.review().triage.canvas).toBe('fishbone');
  });

  it('[M4.1] a review of before the rules opens its canvases freely', () => {
    const test = atCauses(false);
    test.done(open('fishbone'));
    test.done(open('five-whys'));
    expect(test.review().triage.canvas).toBe('five-whys');
  });

  it('[M4.1] a line that opened one without the answers, or against them without a reason, is found', () => {
    for (const answers of [null, said(true, false, false)]) {
      const test = atCauses();
      if (answers !== null) test.done(triage(answers));
      test.append({ type: 'canvas.opened.v1', body: { canvas: 'fishbone', reason: null } });
      expect(test.folded().fault).toMatchObject({ rule: 'M4.1' });
    }
  });
});
