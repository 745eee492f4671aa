import { describe, expect, it } from 'vitest';
import type { ReviewEvent } from '../review/events.ts';
import {
  attach,
  causePropose,
  causeRules,
  claimAdd,
  deployment,
  goTo,
  member,
  metricWindow,
  startTestReview,
  testimony,
  testStart,
  type TestReview,
} from '../review/test-review.ts';
import { standardPolicy } from '../policy/standard-policy.ts';
import { mostLevels, type Cause } from './cause.ts';
import { checkNames, type CauseCheck } from './cause-check.ts';

const evidence = {
  id: 'evi9',
  locator: deployment,
  bearing: 'supports' as const,
  hash: '9'.repeat(64),
  label: 'x',
  capturedAt: 1,
};
const added = (id: string, more: Partial<(ReviewEvent & { type: 'cause.added.v1' })['body']> = {}): ReviewEvent => ({
  type: 'cause.added.v1',
  body: {
    id,
    parent: null,
    category: 'process',
    text: 'x',
    author: member('ops-01'),
    origin: { kind: 'said', id: null },
    evidence: [],
    ...more,
  },
});
type Line = readonly [id: string, parent: string | null, category?: Cause['category']];
const pasted = (...lines: readonly Line[]): ReviewEvent => ({
  type: 'causes.pasted.v1',
  body: {
    author: member('ops-01'),
    causes: lines.map(([id, parent, category = 'process']) => ({ id, parent, category, text: 'x' })),
  },
});
const moved = (
  cause: string,
  parent: string | null,
  category: 'configuration' | 'change' = 'configuration',
): ReviewEvent => ({
  type: 'cause.moved.v1',
  body: { cause, parent, category, before: null },
});
const linked = (cause: string, to: string): ReviewEvent => ({ type: 'cause.linked.v1', body: { cause, to } });
const supported = (cause: string, ...pieces: string[]): ReviewEvent => ({
  type: 'cause.supported.v1',
  body: { cause, evidence: pieces },
});
const checks: readonly CauseCheck[] = checkNames.map((check) => ({ check, passed: true, told: 'found' }));
const validated = (cause: string, made = checks): ReviewEvent => ({
  type: 'cause.validated.v1',
  body: { cause, checks: [...made] },
});
const rejected: ReviewEvent = { type: 'cause.rejected.v1', body: { cause: 'cau1', reason: 'no' } };
const stopped: ReviewEvent = { type: 'cause.stopped.v1', body: { cause: 'cau1', why: 'no-data', reason: 'no' } };
const reopened: ReviewEvent = { type: 'cause.reopened.v1', body: { cause: 'cau1' } };
const removed: ReviewEvent = { type: 'cause.removed.v1', body: { cause: 'cau1' } };
const reworded: ReviewEvent = { type: 'cause.reworded.v1', body: { cause: 'cau1', text: 'y' } };
const detached: ReviewEvent = {
  type: 'evidence.detached.v1',
  body: { target: { kind: 'cause', id: 'cau1' }, evidence: 'evia' },
};
const attached: ReviewEvent & { type: 'evidence.attached.v1' } = {
  type: 'evidence.attached.v1',
  body: { target: { kind: 'cause', id: 'cau1' }, evidence },
};
const begun: ReviewEvent = { type: 'effect.worded.v1', body: { text: 'slow', from: testStart, claim: null } };
const classified = (test: TestReview): ReviewEvent => ({
  type: 'cause.classified.v1',
  body: {
    cause: 'cau1',
    class: test.review().governance.taxonomy[0]?.id ?? '',
    text: null,
    component: null,
    key: null,
  },
});

/** cau1 with evidence, cau2 below it, cau3 that leads to cau2. */
function graph(): TestReview {
  const test = startTestReview({ causes: causeRules });
  test.done(claimAdd('clm1'));
  test.done(causePropose('ide1'));
  goTo(test, 'causes');
  test.done({ type: 'causes.triage', directEvidence: false, recurring: false, severalComponents: true });
  for (const id of ['cau1', 'cau3']) test.done(causePropose(id));
  test.done(causePropose('cau2', 'cau1'));
  attach(test, 'cause', 'cau1', deployment, 'evia');
  attach(test, 'cause', 'cau1', testimony, 'evib');
  test.done({ type: 'cause.link', cause: 'cau3', to: 'cau2' });
  return test;
}
const carried = (): TestReview => {
  const test = graph();
  test.done({ type: 'cause.support', cause: 'cau1' });
  return test;
};
function checked(): TestReview {
  const test = carried();
  test.append(begun);
  test.append(classified(test));
  test.append(validated('cau1'));
  expect(test.folded().fault).toBeNull();
  return test;
}
const after = (begin: () => TestReview, ...events: readonly ReviewEvent[]) => {
  const test = begin();
  for (const event of events) test.append(event);
  expect(test.folded().fault).toBeNull();
  return () => test;
};

/** The fault that one line past the rules makes; nothing of it stands. */
function faultOf(test: TestReview, event: ReviewEvent): string | undefined {
  const before = test.review();
  test.append(event);
  const { fault, review } = test.folded();
  expect(review).toEqual(before);
  return fault === null ? undefined : `${fault.rule} ${fault.seq === test.events.length ? 'here' : 'elsewhere'}`;
}

describe('a line about causes that no command could have led to', () => {
  it.each<[string, string, () => TestReview, ReviewEvent]>([
    ['M4.6', 'a cause under an id that is there', graph, added('cau1')],
    ['M4.6', 'a cause below none that is there', graph, added('cau9', { parent: 'cau8' })],
    ['M4.6', 'a cause off the bone of the one above it', graph, added('cau9', { parent: 'cau1' })],
    ['M3.3', 'a cause with evidence that was never found', graph, added('cau9', { evidence: [evidence] })],
    ['M3.3', 'a cause of a claim without evidence', graph, added('cau9', { origin: { kind: 'claim', id: 'clm1' } })],
    ['M3.1', 'a cause of an idea that is not there', graph, added('cau9', { origin: { kind: 'idea', id: 'ide9' } })],
    ['M4.6', 'a pasted id that is there', graph, pasted(['cau1', null])],
    ['M4.6', 'one pasted id twice', graph, pasted(['cau8', null], ['cau8', null])],
    ['M4.6', 'a pasted cause below a later one', graph, pasted(['cau8', 'cau9'], ['cau9', null])],
    ['M4.6', 'a pasted cause off its bone', graph, pasted(['cau8', null], ['cau9', 'cau8', 'change'])],
    ['M4.6', 'a move of what is not there', graph, moved('cau9', null)],
    ['M4.6', 'a move below what is not there', graph, moved('cau3', 'cau9')],
    ['M4.6', 'a move below itself', graph, moved('cau1', 'cau1')],
    ['M4.6', 'a move below its own child', graph, moved('cau1', 'cau2')],
    ['M4.6', 'a move that closes a circle through a link', graph, moved('cau2', 'cau3')],
    ['M4.6', 'a move to where a link leads', graph, moved('cau3', 'cau2')],
    ['M4.6', 'a move off the bone of the one above it', graph, moved('cau3', 'cau1', 'change')],
    ['M4.6', 'a link of what is not there', graph, linked('cau9', 'cau1')],
    ['M4.6', 'a link to what is not there', graph, linked('cau1', 'cau9')],
    ['M4.6', 'a link to itself', graph, linked('cau1', 'cau1')],
    ['M4.6', 'a link that closes a circle', graph, linked('cau1', 'cau3')],
    ['M4.6', 'a link to the parent', graph, linked('cau2', 'cau1')],
    ['M4.6', 'a link twice', graph, linked('cau3', 'cau2')],
    [
      'M4.6',
      'a link taken out that is none',
      graph,
      { type: 'cause.unlinked.v1', body: { cause: 'cau1', to: 'cau2' } },
    ],
    ['M4.6', 'the gate of no cause', graph, { type: 'cause.gated.v1', body: { cause: 'cau9', gate: 'or' } }],
    ['M4.6', 'the kind of no cause', graph, { type: 'cause.marked.v1', body: { cause: 'cau9', kind: 'condition' } }],
    ['M4.6', 'other words for no cause', graph, { type: 'cause.reworded.v1', body: { cause: 'cau9', text: 'y' } }],
    ['M4.6', 'other words for what evidence carries', carried, reworded],
    ['M4.6', 'a removed cause with evidence', graph, removed],
    ['M4.6', 'a removed cause that others lead to', graph, { ...removed, body: { cause: 'cau2' } }],
    ['M4.6', 'support of no cause', graph, supported('cau9', 'evia')],
    ['M4.6', 'support by a piece that is not attached', graph, supported('cau1', 'evi9')],
    ['M4.6', 'support by testimony', graph, supported('cau1', 'evia', 'evib')],
    ['M4.6', 'support twice', carried, supported('cau1', 'evia')],
    ['M4.6', 'support of what was rejected', after(graph, rejected), supported('cau1', 'evia')],
    ['M4.6', 'support of what was stopped', after(graph, stopped), supported('cau1', 'evia')],
    ['M4.6', 'validation of no cause', graph, validated('cau9')],
    ['M4.6', 'validation of a hypothesis', graph, validated('cau1')],
    ['M4.6', 'validation twice', checked, validated('cau1')],
    ['M4.6', 'validation of what was rejected', after(graph, rejected), validated('cau1')],
    ['M4.2', 'validation without a class', carried, validated('cau1')],
    ['M4.6', 'rejection twice', after(graph, rejected), rejected],
    ['M4.6', 'rejection of what was stopped', after(graph, stopped), rejected],
    ['M4.6', 'a stop of what evidence carries', carried, stopped],
    ['M4.6', 'a stop of what was rejected', after(graph, rejected), stopped],
    ['M4.6', 'a hypothesis reopened', graph, reopened],
    ['M4.6', 'evidence against the checks of a validated cause', checked, attached],
    ['M4.6', 'evidence taken from a validated cause', checked, detached],
    ['M4.6', 'the last piece taken from a supported cause', carried, detached],
    [
      'M3.3',
      'evidence of no cause',
      graph,
      { ...attached, body: { ...attached.body, target: { kind: 'cause', id: 'cau9' } } },
    ],
    [
      'M4.4',
      'another time of the effect, with checks made',
      checked,
      { type: 'effect.worded.v1', body: { text: 'x', from: 5, claim: null } },
    ],
    [
      'M3.3',
      'an effect of no claim',
      graph,
      { type: 'effect.worded.v1', body: { text: 'x', from: null, claim: 'clm9' } },
    ],
    [
      'M1.6',
      'a dismissed idea that is not open',
      graph,
      { type: 'idea.dismissed.v1', body: { idea: 'ide9', reason: 'x' } },
    ],
  ])('[%s] is found: %s', (rule, _what, begin, event) => {
    expect(faultOf(begin(), event)).toBe(`${rule} here`);
  });

  it.each<[string, readonly CauseCheck[]]>([
    ['that did not pass', checks.map((each, index) => ({ ...each, passed: index !== 2 }))],
    ['that is missing', checks.slice(1)],
    ['that stands for another', [...checks.slice(1), ...checks.slice(1, 2)]],
  ])('[M4.4] is found: validation with a check %s', (_what, made) => {
    const test = carried();
    test.append(begun);
    test.append(classified(test));
    expect(faultOf(test, validated('cau1', made))).toBe('M4.4 here');
  });

  it('[M4.4] is found: passed checks that the review itself denies', () => {
    const timeless = carried();
    timeless.append(classified(timeless));
    expect(faultOf(timeless, validated('cau1'))).toBe('M4.4 here');
    const drifted = startTestReview({ causes: causeRules, taxonomy: standardPolicy.taxonomy });
    goTo(drifted, 'causes');
    drifted.done({ type: 'causes.triage', directEvidence: true, recurring: false, severalComponents: false });
    drifted.done(causePropose('cau1'));
    attach(drifted, 'cause', 'cau1', deployment, 'evia');
    drifted.done({ type: 'cause.support', cause: 'cau1' });
    drifted.append(begun);
    const drift = { class: 'configuration-drift', text: null, component: null, key: 'a' };
    drifted.done({ type: 'cause.classify', cause: 'cau1', ...drift });
    expect(faultOf(drifted, validated('cau1'))).toBe('M4.4 here');
  });

  it('[M4.6] is found: causes that hang deeper than they may, added, pasted or moved', () => {
    const deep = (): TestReview => {
      const test = graph();
      const ids = Array.from({ length: mostLevels }, (_each, index) => `deep${index}`);
      test.append(pasted(...ids.map((id, index): Line => [id, ids[index - 1] ?? null])));
      expect(test.folded().fault).toBeNull();
      return test;
    };
    const last = `deep${mostLevels - 1}`;
    expect(faultOf(deep(), added('cau9', { parent: last }))).toBe('M4.6 here');
    expect(faultOf(deep(), pasted(['cau8', null], ['cau9', last]))).toBe('M4.6 here');
    const before = `deep${mostLevels - 2}`;
    const one = { type: 'cause.moved.v1', body: { cause: 'cau1', parent: before, category: 'process', before: null } };
    expect(faultOf(deep(), one as ReviewEvent)).toBe('M4.6 here');
  });

  it('[M3.3] is found: a piece of a claim that bears otherwise than it did there', () => {
    const test = startTestReview({ causes: causeRules });
    test.done(claimAdd('clm1'));
    attach(test, 'claim', 'clm1', deployment, 'evia');
    goTo(test, 'causes');
    test.done({ type: 'causes.triage', directEvidence: true, recurring: false, severalComponents: false });
    const [piece] = test.review().claims[0]?.evidence ?? [];
    if (piece === undefined) throw new Error('the claim has its piece');
    const taken = (more: Partial<typeof piece>): ReviewEvent =>
      added('cau1', { origin: { kind: 'claim', id: 'clm1' }, evidence: [{ ...piece, ...more }] });
    expect(faultOf(test, taken({ bearing: 'contradicts' }))).toBe('M3.3 here');
    test.events.pop();
    expect(faultOf(test, taken({ locator: metricWindow }))).toBe('M3.3 here');
    test.events.pop();
    test.append(taken({}));
    expect(test.folded().fault).toBeNull();
  });

  it('[M4.1] is found: a cause before the three questions, and none where they were not asked', () => {
    const begin = (rules: Parameters<typeof startTestReview>[0]) => {
      const test = startTestReview(rules);
      goTo(test, 'causes');
      return test;
    };
    for (const event of [added('cau1'), pasted(['cau1', null])]) {
      expect(faultOf(begin({ causes: causeRules }), event)).toBe('M4.1 here');
      const before = begin(undefined);
      before.append(event);
      expect(before.folded().fault).toBeNull();
    }
  });

  it.each([
    added('cau9'),
    pasted(['cau9', null]),
    moved('cau3', null),
    linked('cau1', 'cau3'),
    supported('cau1', 'evia'),
  ])('[M3.1] is found: $type in Facts', (event) => {
    const test = graph();
    test.done({ type: 'cause.unlink', cause: 'cau3', to: 'cau2' });
    test.done({ type: 'meeting.return', item: 'facts', reason: 'a fact is missing' });
    expect(test.review().phase).toBe('facts');
    expect(faultOf(test, event)).toBe('M3.1 here');
  });

  it('[M4.6] a review of before these rules is read as it was written', () => {
    const test = startTestReview();
    goTo(test, 'causes');
    test.done(causePropose('cau1'));
    attach(test, 'cause', 'cau1', metricWindow, 'evia');
    test.done({ type: 'cause.support', cause: 'cau1' });
    for (const event of [reworded, detached, reopened]) test.append(event);
    expect(test.folded().fault).toBeNull();
    expect(test.review().causes[0]).toMatchObject({ text: 'y', evidence: [], state: { name: 'hypothesis' } });
  });
});
