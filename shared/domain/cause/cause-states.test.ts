import { describe, expect, it } from 'vitest';
import { memberRoles } from '../member-role.ts';
import type { ReviewCommand } from '../review/commands.ts';
import type { ReviewEvent } from '../review/events.ts';
import {
  attach,
  causePropose,
  causeRules,
  deployment,
  goTo,
  member,
  metricWindow,
  startTestReview,
  testimony,
  testStart,
  type TestReview,
} from '../review/test-review.ts';
import { evolveWorkspace } from '../workspace/workspace.ts';
import { checkNames } from './cause-check.ts';

const validated: ReviewEvent = {
  type: 'cause.validated.v1',
  body: { cause: 'cau1', checks: checkNames.map((check) => ({ check, passed: true, told: 'found' })) },
};
const support: ReviewCommand = { type: 'cause.support', cause: 'cau1' };
const stop: ReviewCommand = { type: 'cause.stop', cause: 'cau1', why: 'no-data', reason: 'the logs are gone' };
const reopen: ReviewCommand = { type: 'cause.reopen', cause: 'cau1' };
const reject: ReviewCommand = { type: 'cause.reject', cause: 'cau1', reason: 'no event in the window' };

type StateName = 'hypothesis' | 'supported' | 'validated' | 'rejected' | 'stopped';
const stateOf = (test: TestReview): string =>
  test.review().causes.find(({ id }) => id === 'cau1')?.state.name ?? 'gone';

/** A cause with one piece that carries it and one that somebody remembers, in a state. */
function causeThatIs(name: StateName): TestReview {
  const test = startTestReview({ causes: causeRules });
  goTo(test, 'causes');
  test.done({ type: 'causes.triage', directEvidence: true, recurring: false, severalComponents: false });
  test.done({ type: 'effect.word', text: 'slow', from: testStart, claim: null });
  test.done(causePropose('cau1'));
  attach(test, 'cause', 'cau1', deployment, 'evia');
  attach(test, 'cause', 'cau1', testimony, 'evib');
  if (name === 'rejected') test.done(reject);
  if (name === 'stopped') test.done(stop);
  if (name === 'supported' || name === 'validated') test.done(support);
  if (name !== 'validated') return test;
  const classification = {
    class: test.review().governance.taxonomy[0]?.id ?? '',
    text: null,
    component: null,
    key: null,
  };
  test.done({ type: 'cause.classify', cause: 'cau1', ...classification });
  test.append(validated);
  expect(test.folded().fault).toBeNull();
  return test;
}

/** What becomes of a cause in each state; null where it is refused. */
const steps: readonly (readonly [ReviewCommand, { readonly [N in StateName]: StateName | null }])[] = [
  [support, { hypothesis: 'supported', supported: 'supported', validated: 'validated', rejected: null, stopped: null }],
  [
    reject,
    { hypothesis: 'rejected', supported: 'rejected', validated: 'rejected', rejected: 'rejected', stopped: null },
  ],
  [stop, { hypothesis: 'stopped', supported: null, validated: null, rejected: null, stopped: 'stopped' }],
  [
    { ...stop, why: 'accepted' },
    { hypothesis: 'stopped', supported: null, validated: null, rejected: null, stopped: null },
  ],
  [
    reopen,
    {
      hypothesis: 'hypothesis',
      supported: 'hypothesis',
      validated: 'hypothesis',
      rejected: 'hypothesis',
      stopped: 'hypothesis',
    },
  ],
];
const table = steps.flatMap(([command, outcomes]) =>
  (Object.keys(outcomes) as StateName[]).map((from) => ({ command, type: command.type, from, to: outcomes[from] })),
);

describe('no step is skipped', () => {
  it.each(table)('[M4.6] $type of a cause that is $from: $to', ({ command, from, to }) => {
    const test = causeThatIs(from);
    const verdict = test.run(command);
    expect(verdict.ok ? to : verdict.error.rule).toBe(to ?? 'M4.6');
    expect(stateOf(test)).toBe(to ?? from);
    expect(test.folded().fault).toBeNull();
  });

  it.each(memberRoles)('[M4.6] by nobody: %s neither supports nor validates without evidence', (role) => {
    for (const leads of [true, false]) {
      const test = startTestReview({ causes: causeRules });
      const added = { id: member('who-01'), display: 'who-01', role, leads };
      test.workspace = evolveWorkspace(test.workspace, { type: 'member.added.v1', body: added }, test.now);
      test.by = 'who-01';
      goTo(test, 'causes');
      test.done({ type: 'causes.triage', directEvidence: true, recurring: false, severalComponents: false });
      test.done({ ...causePropose('cau1'), author: member('who-01') } as ReviewCommand);
      expect(test.refused(support)).toBe('M4.6');
      expect(test.refused({ type: 'cause.validate', cause: 'cau1' })).toMatch(/^M4\.[46]$/);
      attach(test, 'cause', 'cau1', testimony);
      expect(test.refused(support)).toBe('M4.6');
      expect(test.refused({ type: 'cause.validate', cause: 'cau1' })).toMatch(/^M4\.[46]$/);
      expect(stateOf(test)).toBe('hypothesis');
    }
  });
});

describe('a judgement holds for what it was made of', () => {
  const reword = (text: string, was?: string): ReviewCommand => ({
    type: 'cause.reword',
    cause: 'cau1',
    text,
    ...(was === undefined ? {} : { was }),
  });
  const contradict = (test: TestReview): void => {
    test.evidence = { found: true, hash: 'f'.repeat(64), label: 'x' };
    test.done({
      type: 'evidence.attach',
      id: 'evic',
      target: { kind: 'cause', id: 'cau1' },
      locator: metricWindow,
      bearing: 'contradicts',
    });
  };
  const detach = (evidence: string): ReviewCommand => ({
    type: 'evidence.detach',
    target: { kind: 'cause', id: 'cau1' },
    evidence,
  });

  it.each<[string, StateName, StateName, (test: TestReview) => void]>([
    ['other words', 'supported', 'hypothesis', (test) => test.done(reword('another'))],
    ['other words', 'validated', 'hypothesis', (test) => test.done(reword('another'))],
    ['the same words', 'validated', 'validated', (test) => test.done(reword('cause cau1'))],
    ['other words', 'rejected', 'rejected', (test) => test.done(reword('another'))],
    ['evidence against it', 'supported', 'supported', contradict],
    ['evidence against it', 'validated', 'supported', contradict],
    ['another piece for it', 'validated', 'supported', (test) => attach(test, 'cause', 'cau1', metricWindow)],
    ['testimony taken away', 'supported', 'supported', (test) => test.done(detach('evib'))],
    ['testimony taken away', 'validated', 'supported', (test) => test.done(detach('evib'))],
    ['what carried it taken away', 'supported', 'hypothesis', (test) => test.done(detach('evia'))],
    ['what carried it taken away', 'validated', 'hypothesis', (test) => test.done(detach('evia'))],
    [
      'an effect that began at another time',
      'validated',
      'supported',
      (test) => test.done({ type: 'effect.word', text: 'late', from: test.now - 1, claim: null }),
    ],
    [
      'an effect in other words',
      'validated',
      'validated',
      (test) => test.done({ type: 'effect.word', text: 'late', from: testStart, claim: null }),
    ],
  ])('[M4.6] %s: what was %s is %s, and undo brings it back', (_what, from, to, change) => {
    const test = causeThatIs(from);
    const written = test.events.length;
    change(test);
    expect(stateOf(test)).toBe(to);
    expect(test.folded().fault).toBeNull();
    if (test.events.length > written) test.done({ type: 'undo' });
    expect(stateOf(test)).toBe(from);
  });

  it('[M4.6] words that another window wrote meanwhile are not overwritten', () => {
    const test = causeThatIs('hypothesis');
    test.done(reword('first', 'cause cau1'));
    const verdict = test.run(reword('second', 'cause cau1'));
    expect(verdict.ok ? null : verdict.error).toEqual({
      rule: 'M4.6',
      message: 'Another window reworded this cause meanwhile: “first”',
      satisfy: 'Nothing was overwritten. Look at it, and reword it once more if it should be otherwise.',
    });
    expect(test.review().causes[0]?.text).toBe('first');
    test.done(reword('first', 'cause cau1'));
    test.done(reword('second', 'first'));
    expect(test.review().causes[0]?.text).toBe('second');
  });
});
