import { describe, expect, it } from 'vitest';
import { memberRoles } from '../member-role.ts';
import { standardPolicy } from '../policy/standard-policy.ts';
import type { ReviewCommand } from '../review/commands.ts';
import {
  attach,
  causePropose,
  causeRules,
  configDiff,
  deployment,
  goTo,
  member,
  startTestReview,
  testimony,
  testStart,
  type TestReview,
} from '../review/test-review.ts';
import { evolveWorkspace } from '../workspace/workspace.ts';
import { checkNames, type CauseCheck } from './cause-check.ts';

const passing: readonly CauseCheck[] = checkNames.map((check) => ({ check, passed: true, told: `${check} found` }));
const failing = (...names: readonly string[]): readonly CauseCheck[] =>
  passing.map((each) => (names.includes(each.check) ? { ...each, passed: false, told: `mend ${each.check}.` } : each));
const validate: ReviewCommand = { type: 'cause.validate', cause: 'cau1' };
const classify: ReviewCommand = {
  type: 'cause.classify',
  cause: 'cau1',
  class: 'configuration-drift',
  text: null,
  component: null,
  key: 'db.pool.max',
};

function atCauses(): TestReview {
  const test = startTestReview({ causes: causeRules, taxonomy: standardPolicy.taxonomy });
  goTo(test, 'causes');
  test.done({ type: 'causes.triage', directEvidence: true, recurring: false, severalComponents: false });
  test.done(causePropose('cau1'));
  test.checks = passing;
  return test;
}
function supported(): TestReview {
  const test = atCauses();
  attach(test, 'cause', 'cau1', configDiff, 'evia');
  test.done({ type: 'effect.word', text: 'slow', from: testStart, claim: null });
  test.done({ type: 'cause.support', cause: 'cau1' });
  test.done(classify);
  return test;
}
const stateOf = (test: TestReview) => test.review().causes[0]?.state;

describe('validating a cause', () => {
  it('[M4.4] a supported cause with a class becomes validated when every check passed, and keeps the checks', () => {
    const test = supported();
    test.done(validate);
    expect(stateOf(test)).toEqual({ name: 'validated', checks: passing });
    test.done(validate);
    expect(test.events.filter(({ type }) => type === 'cause.validated.v1')).toHaveLength(1);
    expect(test.folded().fault).toBeNull();
    test.done({ type: 'undo' });
    expect(stateOf(test)).toEqual({ name: 'supported' });
  });

  it('[M4.4] one check that failed keeps it as it was; the refusal names each with what would satisfy it', () => {
    const test = supported();
    test.checks = failing('resolves', 'before-effect');
    expect(test.run(validate)).toEqual({
      ok: false,
      error: {
        rule: 'M4.4',
        message: '2 checks of 5 did not pass: Evidence resolves; Cause before effect.',
        satisfy: 'mend resolves. mend before-effect.',
      },
    });
    expect(stateOf(test)).toEqual({ name: 'supported' });
    test.checks = null;
    expect(test.refused(validate)).toBe('M4.4');
  });

  it('[M4.6] no state is skipped: a hypothesis, a rejected and a stopped cause are refused whatever was found', () => {
    const test = atCauses();
    expect(test.refused(validate)).toBe('M4.6');
    attach(test, 'cause', 'cau1', testimony, 'evia');
    expect(test.refused(validate)).toBe('M4.6');
    test.done({ type: 'cause.reject', cause: 'cau1', reason: 'nothing shows it' });
    expect(test.refused(validate)).toBe('M4.6');
    test.done({ type: 'cause.reopen', cause: 'cau1' });
    test.done({ type: 'cause.stop', cause: 'cau1', why: 'no-data', reason: 'logs are gone' });
    expect(test.refused(validate)).toBe('M4.6');
  });

  it('[M4.2] a cause without a class is not validated', () => {
    const test = atCauses();
    attach(test, 'cause', 'cau1', deployment, 'evia');
    test.done({ type: 'cause.support', cause: 'cau1' });
    expect(test.refused(validate)).toBe('M4.2');
  });

  it('[M4.4] no role goes round a check', () => {
    for (const role of memberRoles) {
      const test = supported();
      test.workspace = evolveWorkspace(
        test.workspace,
        { type: 'member.added.v1', body: { id: member('any-01'), display: 'any', role, leads: true } },
        0,
      );
      test.by = 'any-01';
      test.checks = failing('key-touched');
      expect(test.refused(validate)).toBe('M4.4');
    }
  });

  it('[M3.1] nobody validates in Facts', () => {
    const test = supported();
    test.done({ type: 'meeting.return', item: 'facts', reason: 'one fact is missing' });
    expect(test.refused(validate)).toBe('M3.1');
  });
});
