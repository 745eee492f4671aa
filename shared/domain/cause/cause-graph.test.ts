import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewCommand } from '../review/commands.ts';
import { evolveReview } from '../review/evolve.ts';
import type { ReviewEvent } from '../review/events.ts';
import { attach, causePropose, causeRules, deployment, goTo, member, startTestReview } from '../review/test-review.ts';
import { categories, gates, type Cause, type CauseState } from './cause.ts';
import { leadsTo, rootCauses } from './cause-graph.ts';
import { findCause } from './cause-index.ts';

const ids = ['cau1', 'cau2', 'cau3', 'cau4', 'cau5', 'cau6'];
const id = fc.constantFrom(...ids);
const parent = fc.option(id);
const category = fc.constantFrom(...categories);
const author = member('ops-01');

const anyCommand: fc.Arbitrary<ReviewCommand> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('cause.propose' as const),
      id,
      text: id,
      author: fc.constant(author),
      parent,
      category,
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(parent, fc.array(fc.tuple(id, category, fc.option(fc.nat(2))), { minLength: 1, maxLength: 3 }))
      .map(([above, lines]) => ({
        type: 'cause.paste' as const,
        author,
        parent: above,
        causes: lines.map(([each, bone, under]) => ({ id: each, text: each, under, category: bone })),
      })),
  },
  {
    weight: 5,
    arbitrary: fc.record({ type: fc.constant('cause.move' as const), cause: id, parent, category, before: parent }),
  },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('cause.link' as const), cause: id, to: id }) },
  fc.record({ type: fc.constant('cause.unlink' as const), cause: id, to: id }),
  fc.record({ type: fc.constant('cause.gate' as const), cause: id, gate: fc.constantFrom(...gates) }),
  fc.record({ type: fc.constant('cause.remove' as const), cause: id }),
  fc.record({ type: fc.constant('cause.support' as const), cause: id }),
  fc.record({ type: fc.constant('cause.reject' as const), cause: id, reason: fc.constant('no') }),
  fc.record({ type: fc.constant('cause.reopen' as const), cause: id }),
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom('undo' as const, 'redo' as const) }) },
);

/** What holds of every graph: unique ids, no circle over parents and links, one bone per tree, everything reachable. */
function isSound(causes: readonly Cause[]): void {
  const byId = new Map(causes.map((cause) => [cause.id, cause]));
  expect(byId.size).toBe(causes.length);
  expect(findCause(causes, 'caux')).toBeUndefined();
  for (const cause of causes) {
    expect(findCause(causes, cause.id)).toBe(cause);
    const above = leadsTo(causes, cause.id);
    expect(above.has(cause.id)).toBe(false);
    for (const reached of above) expect(byId.has(reached)).toBe(true);
    expect(new Set(cause.links).size).toBe(cause.links.length);
    expect(cause.links.includes(cause.parent ?? '')).toBe(false);
    if (cause.parent !== null) expect(cause.category).toBe(byId.get(cause.parent)?.category);
  }
}

describe('the cause graph', () => {
  it('[M4.6] stays one whatever is done to it, and no line that was decided counts as written past the rules', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { minLength: 10, maxLength: 25 }), (commands) => {
        const test = startTestReview({ causes: causeRules });
        goTo(test, 'causes');
        test.done({ type: 'causes.triage', directEvidence: true, recurring: true, severalComponents: true });
        for (const each of ids.slice(0, 4)) test.done(causePropose(each));
        attach(test, 'cause', 'cau1', deployment, 'evi1');
        for (const command of commands) {
          const before = test.review();
          const verdict = test.run(command);
          const { fault, review } = test.folded();
          expect(fault).toBeNull();
          isSound(review.causes);
          isSound(before.causes);
          if (!verdict.ok) expect(verdict.error.rule).toMatch(/^(M4\.[16]|H2)$/);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('[M4.6] a root cause is carried, as is all it leads to, and nothing that counts explains it further', () => {
    const causes = (states: readonly CauseState['name'][]) =>
      (
        [
          ['cau1', null, []],
          ['cau2', 'cau1', []],
          ['cau3', 'cau2', []],
          ['cau4', null, ['cau2']],
        ] as const
      ).map(
        ([each, above, links], index) =>
          ({ id: each, parent: above, links, state: { name: states[index] ?? 'hypothesis' } }) as unknown as Cause,
      );
    const roots = (...states: CauseState['name'][]) => rootCauses(causes(states)).map((cause) => cause.id);
    expect(roots('supported', 'validated', 'supported', 'supported')).toEqual(['cau3', 'cau4']);
    expect(roots('supported', 'supported', 'hypothesis', 'rejected')).toEqual([]);
    expect(roots('supported', 'supported', 'rejected', 'rejected')).toEqual(['cau2']);
    expect(roots('hypothesis', 'supported', 'supported', 'supported')).toEqual([]);
    expect(roots('hypothesis', 'supported', 'stopped', 'supported')).toEqual([]);
    expect(roots('supported', 'rejected', 'rejected', 'rejected')).toEqual(['cau1']);
  });
});

describe('the index of a list of causes', () => {
  it('goes on to what came of the list, and the list it came of is still read as it was', () => {
    const fold = (events: readonly ReviewEvent[]) => {
      const test = startTestReview();
      goTo(test, 'causes');
      const lists = [test.review().causes];
      let { review } = test.folded();
      for (const [index, event] of events.entries()) {
        review = evolveReview(review, { ...event, seq: 100 + index, at: test.now, actor: 'ops-01', command: 'cmd' });
        lists.push(review.causes);
        isSound(review.causes);
      }
      for (const list of [...lists, ...lists.toReversed()]) isSound(list);
      return review.causes;
    };
    const line = (each: string, above: string | null) =>
      ({ id: each, parent: above, category: 'change', text: 'x' }) as const;
    const move = (cause: string, above: string | null, before: string | null): ReviewEvent => ({
      type: 'cause.moved.v1',
      body: { cause, parent: above, category: 'process', before },
    });
    const causes = fold([
      {
        type: 'causes.pasted.v1',
        body: { author, causes: [line('cau1', null), line('cau2', 'cau1'), line('cau3', null)] },
      },
      { type: 'cause.gated.v1', body: { cause: 'cau2', gate: 'and' } },
      move('cau1', null, null),
      move('cau3', 'cau2', 'cau2'),
      move('cau3', null, 'cau1'),
      { type: 'cause.removed.v1', body: { cause: 'cau3' } },
      { type: 'cause.gated.v1', body: { cause: 'cau3', gate: 'or' } },
    ]);
    expect(causes.map(({ id: each, category: bone, gate }) => [each, bone, gate])).toEqual([
      ['cau2', 'process', 'and'],
      ['cau1', 'process', 'none'],
    ]);
  });
});
