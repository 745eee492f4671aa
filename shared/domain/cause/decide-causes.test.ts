import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  attach,
  causePropose,
  deployment,
  goTo,
  metricWindow,
  startTestReview,
  testimony,
} from '../review/test-review.ts';
import { descendants } from './cause-graph.ts';

const atCauses = () => {
  const test = startTestReview();
  goTo(test, 'causes');
  return test;
};

describe('no speculation', () => {
  it('[M4.6] a hypothesis is supported only by evidence that is more than testimony', () => {
    const test = atCauses();
    test.done(causePropose('cau1'));
    expect(test.refused({ type: 'cause.support', cause: 'cau1' })).toBe('M4.6');
    attach(test, 'cause', 'cau1', testimony);
    expect(test.refused({ type: 'cause.support', cause: 'cau1' })).toBe('M4.6');
    attach(test, 'cause', 'cau1', deployment);
    test.done({ type: 'cause.support', cause: 'cau1' });
    expect(test.review().causes[0]?.state.name).toBe('supported');
  });

  it('[M4.6] evidence against a cause does not support it', () => {
    const test = atCauses();
    test.done(causePropose('cau1'));
    test.evidence = { found: true, hash: 'c'.repeat(64), label: 'x' };
    test.done({
      type: 'evidence.attach',
      id: 'evi1',
      target: { kind: 'cause', id: 'cau1' },
      locator: deployment,
      bearing: 'contradicts',
    });
    expect(test.refused({ type: 'cause.support', cause: 'cau1' })).toBe('M4.6');
  });

  it('[M4.6] no step is skipped: a rejected cause is reopened before it is supported', () => {
    const test = atCauses();
    test.done(causePropose('cau1'));
    attach(test, 'cause', 'cau1', deployment);
    test.done({ type: 'cause.reject', cause: 'cau1', reason: 'no event in the window' });
    expect(test.refused({ type: 'cause.support', cause: 'cau1' })).toBe('M4.6');
    test.done({ type: 'cause.reopen', cause: 'cau1' });
    test.done({ type: 'cause.support', cause: 'cau1' });
  });

  it('[M4.6] a supported cause that loses its last carrying piece is a hypothesis again', () => {
    const test = atCauses();
    test.done(causePropose('cau1'));
    attach(test, 'cause', 'cau1', deployment, 'evia');
    attach(test, 'cause', 'cau1', metricWindow, 'evib');
    test.done({ type: 'cause.support', cause: 'cau1' });
    test.done({ type: 'evidence.detach', target: { kind: 'cause', id: 'cau1' }, evidence: 'evia' });
    expect(test.review().causes[0]?.state.name).toBe('supported');
    test.done({ type: 'evidence.detach', target: { kind: 'cause', id: 'cau1' }, evidence: 'evib' });
    expect(test.review().causes[0]?.state.name).toBe('hypothesis');
  });

  it('[M4.6] what was judged or has evidence stays visible, and what others hang on stays put', () => {
    const test = atCauses();
    test.done(causePropose('cau1'));
    test.done(causePropose('cau2', 'cau1'));
    expect(test.refused({ type: 'cause.remove', cause: 'cau1' })).toBe('M4.6');
    test.done({ type: 'cause.reject', cause: 'cau2', reason: 'no' });
    expect(test.refused({ type: 'cause.remove', cause: 'cau2' })).toBe('M4.6');
  });

  it('[M4.6] causes stay a forest whatever is moved where, and children share their parent’s bone', () => {
    const ids = ['cau1', 'cau2', 'cau3', 'cau4', 'cau5'];
    const id = fc.constantFrom(...ids);
    const category = fc.constantFrom('change', 'process', 'detection' as const);
    fc.assert(
      fc.property(
        fc.array(fc.record({ cause: id, parent: fc.option(id), category, before: fc.option(id) }), { maxLength: 12 }),
        (moves) => {
          const test = atCauses();
          for (const each of ids) test.done(causePropose(each));
          for (const move of moves) {
            const verdict = test.run({ type: 'cause.move', ...move });
            const { causes } = test.review();
            expect(causes.map((cause) => cause.id).toSorted()).toEqual(ids);
            for (const cause of causes) {
              expect(descendants(causes, cause.id).has(cause.id)).toBe(false);
              const parent = causes.find((each) => each.id === cause.parent);
              if (parent !== undefined) expect(cause.category).toBe(parent.category);
            }
            if (!verdict.ok) expect(verdict.error.rule).toBe('M4.6');
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
