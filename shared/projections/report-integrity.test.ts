import { expect, it } from 'vitest';
import { startTestReview } from '../domain/review/test-review.ts';
import { reportHtml } from './report-html.ts';
import { promise } from './report-integrity.ts';
import { testHead } from './test-head.ts';
import type { KeptToken } from '../domain/gate/gate.ts';
import { reviewToRecord } from './review-record.ts';

const textOf = (html: string): string => html.replaceAll(/<style>[^]*?<\/style>|<[^>]+>/g, '').replaceAll(/\s+/g, ' ');

it('[M1.2] says what the record proves and what it does not, how to check it, who must sign, and what a quorum needed', () => {
  const test = startTestReview();
  const record = reviewToRecord(test.review(), test.workspace, { events: 9, head: 'a'.repeat(64) });
  const html = reportHtml(record, test.workspace, testHead, '');
  const text = textOf(html);
  expect(text).toContain(promise);
  expect(text).toContain('side argue lock findnerve deny file blind');
  expect(html).toContain(`aria-label="QR code of the head: ${testHead.qr}"`);
  expect(text).toContain(`hotwash verify hotwash-${record.reviewId} --trust FILE`);
  expect(text).toContain('Sign-offs are added after printing');
  for (const role of record.requiredRoles) expect(html).toContain(`<strong>${role.replaceAll('-', ' ')}</strong>`);
  expect(text).toContain(`A quorum needed every seat`);
  expect(record.attendance.quorum).toEqual(test.review().governance.tier.quorum);
});

it('stands at the foot of every printed page with the head words, and lets no title out of the style sheet', () => {
  const test = startTestReview();
  const record = reviewToRecord(test.review(), test.workspace, { events: 9, head: 'a'.repeat(64) });
  const html = reportHtml({ ...record, reviewId: 'r"}</style>' }, test.workspace, testHead, '');
  expect(html).toContain(`@bottom-left { content: "rstyle · ${testHead.words.join(' ')}" }`);
  expect(html).toContain('counter(page)');
});

it('[M3.3] [M3.5] lists in one place everything that was waived or overruled, and says so where nothing was', () => {
  const test = startTestReview();
  const none = reviewToRecord(test.review(), test.workspace, { events: 9, head: 'a'.repeat(64) });
  expect(textOf(reportHtml(none, test.workspace, testHead, ''))).toContain(
    'Nothing was waived, and no rule was overruled.',
  );
  const record = {
    ...none,
    waived: [{ service: 'checkout' as never, kpi: 'latency' as never, reason: 'measured <next> quarter' }],
    hostReason: 'nobody else leads',
    hostExceptions: [{ role: 'facilitator' as const, kind: 'twice-running' as const }],
    attendance: { ...none.attendance, inquorateReason: 'a holiday' },
    wordingOverrides: [
      { of: { kind: 'fact', id: 'c1' }, text: 'He broke it', rules: ['B1'], reason: 'a quotation', at: none.closedAt },
    ],
  };
  const text = textOf(reportHtml(record, test.workspace, testHead, ''));
  for (const told of [
    'Went on without latency of checkout, which nothing measures: measured &lt;next&gt; quarter',
    'Held without a quorum, so it gives no gate token but by override: a holiday',
    'Named out of the rota, as the facilitator hosted the last one too: nobody else leads',
    '“He broke it” kept as written against B1: a quotation',
  ])
    expect(text).toContain(told);
});

it('[M7.6] tells among them of overrides of the gate for what was reviewed, and of no other token', () => {
  const test = startTestReview();
  const record = reviewToRecord(test.review(), test.workspace, { events: 9, head: 'a'.repeat(64) });
  const override = {
    kind: 'override',
    release: record.release,
    issuers: [
      { member: 'rel-01', role: 'release-manager' },
      { member: 'ops-01', role: 'operations-lead' },
    ],
    reason: 'the fix cannot <wait>',
    expiresAt: Date.UTC(2026, 2, 17, 10),
    revoked: { by: 'rel-01', reason: 'shipped', at: Date.UTC(2026, 2, 16, 20) },
  } as unknown as KeptToken;
  const tokens = [
    override,
    { ...override, release: 'fares@1.0.0', reason: 'of another release' },
    { ...override, kind: 'release', reason: 'no override' },
  ] as KeptToken[];
  const workspace = { ...test.workspace, gate: { ...test.workspace.gate, tokens } };
  const text = textOf(reportHtml(record, workspace, testHead, ''));
  expect(text).toMatch(
    /The gate’s refusal of checkout@4\.18\.0 overridden by [^:]+ \(release manager\) and [^:]+ \(operations lead\) until 17 Mar 2026, 1\d:00, revoked 16 Mar 2026, 2\d:00: the fix cannot &lt;wait&gt;/,
  );
  expect(text).not.toMatch(/of another release|no override/);
});

it('puts the facts among the moments of the release, and the day once where all are of one', () => {
  const test = startTestReview();
  const record = reviewToRecord(test.review(), test.workspace, { events: 9, head: 'a'.repeat(64) });
  const at = Date.parse('2026-03-12T14:04:41Z');
  const fact = { id: 'c1', author: 'eng-02', support: 'supported', evidence: [1], against: [] } as const;
  const moments = Array.from({ length: 100 }, (_, index) => ({ at: at + index * 1000, text: `moment ${index}` }));
  const html = reportHtml(
    {
      ...record,
      zone: 'Europe/Berlin',
      facts: [{ ...fact, text: 'The pool was halved', happenedAt: new Date(at).toISOString() }],
      package: {
        sha256: 'a'.repeat(64),
        content: { ...test.workspace, deviations: [], integrity: [], timeline: moments, goLive: { at } } as never,
      },
    },
    test.workspace,
    testHead,
    '',
  );
  const text = textOf(html);
  expect(text).toContain('15:04:41The pool was halved1');
  expect(text).toContain('Times are in Europe/Berlin, on 12 Mar 2026.');
  expect(html.indexOf('<strong dir="auto">The pool was halved')).toBeGreaterThan(html.indexOf('<h2>Timeline'));
  expect(text).toContain('The 60 moments nearest to going live, of 101');
  expect(text).not.toContain('moment 80');
});
