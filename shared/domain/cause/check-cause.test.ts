import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evidence, Locator } from '../claim/claim.ts';
import type { RowId } from '../ids.ts';
import { standardPolicy } from '../policy/standard-policy.ts';
import { deployment, metricWindow, testimony } from '../review/test-review.ts';
import type { Cause } from './cause.ts';
import { checkNames, type CheckName } from './cause-check.ts';
import type { Beginning, CauseFindings, PieceFinding } from './cause-findings.ts';
import { checkCause } from './check-cause.ts';
import { checkBeginning } from './check-beginning.ts';

const zone = 'Europe/Berlin';
const at = (time: string): number => Date.parse(`2026-03-12T${time}+01:00`);
const effect = { from: at('14:05:30') };
const diff: Locator = { type: 'config-diff', before: 'f:snapshot::a' as RowId, after: 'f:snapshot::b' as RowId };

const piece = (id: string, locator: Locator, bearing: Evidence['bearing'] = 'supports'): Evidence => ({
  id,
  locator,
  bearing,
  hash: id.repeat(64).slice(0, 64),
  label: `piece ${id}`,
  capturedAt: 0,
});
const cause = (evidence: readonly Evidence[], about: Partial<Cause['classification']> | null = {}): Cause => ({
  id: 'cau1',
  parent: null,
  category: 'configuration',
  kind: 'cause',
  text: 'Pool limit halved by the new default',
  author: 'eng-01',
  state: { name: 'supported' },
  gate: 'none',
  links: [],
  classification:
    about === null ? null : { class: 'configuration-drift', text: null, component: null, key: 'db.pool.max', ...about },
  scope: null,
  evidence,
  origin: { kind: 'said', id: null },
});
const found = (id: string, more: Partial<PieceFinding> = {}): PieceFinding => ({
  piece: id,
  keeping: { state: 'kept' },
  began: null,
  changes: null,
  ...more,
});
const live: Beginning = {
  kind: 'delivery',
  what: 'first instance of 4.18.0',
  from: at('14:04:11'),
  to: at('14:04:41'),
};
const between: Beginning = { kind: 'change', what: 'the setting changed', from: at('13:00:00'), to: at('15:00:00') };
const halved = { key: 'db.pool.max', before: '512', after: '256' };
const good: CauseFindings = {
  pieces: [found('a', { changes: [halved], began: between }), found('b', { began: live })],
  deployment: { known: true, told: 'Jenkins #4127, reconciled late by 2 min 31 s' },
};
const evidence = [piece('a', diff), piece('b', deployment)];

function check(of: Cause, findings: CauseFindings = good, ground = { effect }) {
  const all = checkCause(of, { zone, taxonomy: standardPolicy.taxonomy, ...ground }, findings);
  expect(all.map((each) => each.check)).toEqual(checkNames);
  return (name: CheckName) => {
    const { passed, told } = all.find((each) => each.check === name) ?? { passed: undefined, told: '' };
    return `${String(passed)}: ${told}`;
  };
}

describe('the checks of a cause', () => {
  it('[M4.4] pass one by one for a drift that its diff and its deployment show', () => {
    const of = check(cause(evidence));
    expect(checkNames.map(of)).toEqual([
      'true: 2 pieces, sha256 aaaa… and bbbb…',
      'true: Configuration drift: a before/after configuration snapshot',
      'true: first instance of 4.18.0 between 14:04:11 and 14:04:41, the effect from 14:05:30',
      'true: Jenkins #4127, reconciled late by 2 min 31 s',
      'true: db.pool.max: 512 → 256',
    ]);
  });

  it('[M4.4] a piece that was changed, lost or deleted under retention is told by its label', () => {
    const gone = (keeping: PieceFinding['keeping']) =>
      check(cause(evidence), { ...good, pieces: [found('a', { keeping }), found('b')] })('resolves');
    expect(gone({ state: 'changed' })).toMatch(/^false: “piece a” was changed on the disk/);
    expect(gone({ state: 'missing' })).toMatch(/^false: “piece a” is no longer on the disk/);
    expect(gone({ state: 'deleted', at: at('23:30:00'), why: '90 days' })).toMatch(
      /^false: “piece a” was deleted under retention on 2026-03-12 \(90 days\); its hash stays/,
    );
    expect(check(cause(evidence), { ...good, pieces: [] })('resolves')).toMatch(/“piece a”.* and “piece b”/);
    expect(check(cause([]))('resolves')).toMatch(/^false: It has no evidence/);
  });

  it('[M4.4] bytes that are gone show nothing: the diff of a deleted piece touches no key', () => {
    const deleted = found('a', { keeping: { state: 'changed' }, changes: [halved], began: live });
    const of = check(cause([piece('a', diff)]), { ...good, pieces: [deleted] });
    expect([of('before-effect'), of('key-touched')].map((each) => each.slice(0, 5))).toEqual(['false', 'false']);
  });

  it('[M4.4] its class names the kinds; what is missing is said in words', () => {
    const kinds = (pieces: readonly Evidence[], about?: Partial<Cause['classification']> | null) =>
      check(cause(pieces, about))('kinds');
    expect(kinds([piece('b', deployment)])).toBe(
      'false: Configuration drift needs a before/after configuration snapshot. Attach one (E).',
    );
    expect(kinds([piece('a', diff, 'contradicts')])).toMatch(/^false/);
    expect(kinds([piece('a', testimony)], { class: 'other', text: 'x' })).toMatch(/^true: Other asks for no kind/);
    expect(kinds([piece('b', metricWindow)], { class: 'deployment-process' })).toMatch(
      /^false: Deployment process needs a deployment or a build/,
    );
    expect(kinds(evidence, null)).toMatch(/^false: It has no class yet/);
    expect(check(cause(evidence, null))('key-touched')).toMatch(/^false: Its class tells/);
  });

  it('[M4.4] the diff of two snapshots counts where a policy of before asks for a snapshot', () => {
    const taxonomy = [{ id: 'configuration-drift', title: 'Drift', needs: [['snapshot' as const]] }];
    const [, kinds] = checkCause(cause([piece('a', diff)]), { zone, taxonomy, effect }, good);
    expect(kinds).toEqual({ check: 'kinds', passed: true, told: 'Drift: a configuration snapshot' });
  });

  it('[M4.4] a key that did not change fails with the nearest that did; one that it names alone must be in a diff', () => {
    const touched = (key: string | null, changes: PieceFinding['changes'], about = {}) =>
      check(cause(evidence, { key, ...about }), { ...good, pieces: [found('a', { changes }), found('b')] })(
        'key-touched',
      );
    const other = { key: 'http.port', before: '1', after: '2' };
    expect(touched('db.pool', [halved])).toBe('true: db.pool.max: 512 → 256');
    expect(touched('db.pool.min', [other, halved])).toMatch(
      /^false: db.pool.min is the same before and after. Changed were db.pool.max and http.port:/,
    );
    expect(touched('db.pool.ma', [halved])).toMatch(/^false/);
    expect(touched('db.pool.max', null)).toMatch(/^false: No configuration diff shows what became of db.pool.max/);
    expect(touched(null, [halved])).toMatch(/^false: It names no setting.*for instance db.pool.max/);
    expect(touched(null, null, { class: 'capacity' })).toBe('true: it names no setting');
    expect(touched('x', [{ key: 'x', before: null, after: 'y'.repeat(5000) }]).length).toBeLessThan(200);
  });
});

describe('whether a cause came before its effect', () => {
  const told = (began: readonly Beginning[], from: number | null = effect.from) => {
    const { passed, told: words } = checkBeginning(began, { effect: { from }, zone });
    return `${String(passed)}: ${words}`;
  };

  it('[M4.4] an interval that reaches past the effect cannot tell, and is not passed', () => {
    expect(told([{ ...live, to: at('14:05:31') }])).toBe(
      'false: Cannot tell: first instance of 4.18.0 between 14:04:11 and 14:05:31, the effect from 14:05:30. Attach a piece that ends by then, or correct the time of the effect.',
    );
    expect(told([{ ...live, to: at('14:05:30') }])).toMatch(/^true/);
    expect(told([{ ...live, from: null, to: at('14:06:00') }])).toMatch(/^false: Cannot tell: .* by 14:06:00/);
  });

  it('[M4.4] what came after the effect is told as that; a rollback beside the deployment takes nothing away', () => {
    const late = { ...live, from: at('14:06:00'), to: at('14:07:00') };
    expect(told([late])).toMatch(/^false: It came after: first instance/);
    const nextDay = { ...live, from: at('14:06:00') + 86_400_000, to: at('14:07:00') + 86_400_000 };
    expect(told([nextDay])).toMatch(
      /between (\S+) 14:06:00 and \1 14:07:00, the effect from (?!\1)\d{4}-\d\d-\d\d 14:05:30/,
    );
    expect(told([late, live])).toMatch(/^true: first instance of 4.18.0 between 14:04:11/);
  });

  it('[M4.4] a change between two looks is dated by a delivery within them, and by none outside', () => {
    expect(told([between])).toMatch(/^false: Cannot tell: .*Attach the deployment that brought it/);
    expect(told([between, live])).toMatch(/^true/);
    const after = { ...live, from: at('16:00:00'), to: at('16:01:00') };
    expect(told([between, after])).toMatch(/^false: Cannot tell: the setting changed/);
  });

  it('[M4.4] what was only seen decides where nothing was done', () => {
    const window: Beginning = { kind: 'seen', what: 'p95', from: at('13:45:00'), to: at('14:25:00') };
    expect(told([window])).toMatch(/^false: Cannot tell: p95 between 13:45:00 and 14:25:00/);
    expect(told([{ ...window, to: at('14:05:00') }])).toMatch(/^true/);
    const late = { ...live, from: at('14:06:00'), to: at('14:07:00') };
    expect(told([{ ...window, to: at('14:05:00') }, late])).toMatch(/^false: It came after/);
  });

  it('[M4.4] without a time of the effect, or of any piece, it says how to give one', () => {
    expect(told([live], null)).toMatch(
      /^false: Nobody said when the effect began. Word the effect \(H\) with its time/,
    );
    expect(told([])).toMatch(/^false: No piece says when it began \(the effect from 14:05:30\)/);
    expect(told([live], at('14:05:30') + 86_400_000)).toMatch(/2026-03-12 14:04:11/);
  });

  it('[M4.4] never passes when every piece may have begun after the effect', () => {
    const kind = fc.constantFrom('delivery', 'act', 'change', 'seen');
    const from = fc.option(fc.integer({ min: 0, max: 1000 }));
    const beginning: fc.Arbitrary<Beginning> = fc.record({
      kind,
      what: fc.constant('x'),
      from,
      to: fc.integer({ min: 1001, max: 2000 }),
    });
    fc.assert(
      fc.property(fc.array(beginning, { maxLength: 5 }), (began) => {
        expect(checkBeginning(began, { effect: { from: 1000 }, zone }).passed).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});
