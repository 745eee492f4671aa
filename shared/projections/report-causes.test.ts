import { expect, it } from 'vitest';
import type { ReviewEvent } from '../domain/review/events.ts';
import { evolveReview } from '../domain/review/evolve.ts';
import type { Review } from '../domain/review/review.ts';
import { causePropose, goTo, member, startTestReview, type TestReview } from '../domain/review/test-review.ts';
import { causesSection } from './report-causes.ts';
import { reportHtml } from './report-html.ts';
import { testHead } from './test-head.ts';
import { reviewToRecord } from './review-record.ts';

/** What the events leave, whoever decided them: deciding is not what is tested here. */
function concluded(): { readonly review: Review; readonly test: TestReview } {
  const test = startTestReview();
  goTo(test, 'causes');
  let review = test.review();
  const append = (event: ReviewEvent): void => {
    review = evolveReview(review, { ...event, seq: 99, at: test.now, actor: 'ops-01', command: 'cmd99999' });
  };
  const happened: readonly ReviewEvent[] = [
    { type: 'causes.triaged.v1', body: { directEvidence: false, recurring: true, severalComponents: false } },
    { type: 'canvas.opened.v1', body: { canvas: 'five-whys', reason: 'one <chain> is enough' } },
    { type: 'effect.worded.v1', body: { text: 'Checkout slow', from: test.now - 3_600_000, claim: null } },
  ];
  for (const event of happened) append(event);
  for (const [id, text, parent] of [
    ['cau1', 'the pool was halved', null],
    ['cau2', 'no note said so', 'cau1'],
    ['cau3', 'the network was slow', null],
    ['cau4', 'nobody measures that', null],
  ] as const)
    append({
      type: 'cause.added.v1',
      body: {
        id,
        text,
        parent,
        category: 'configuration',
        evidence: [],
        author: member('eng-02'),
        origin: { kind: 'said', id: null },
      },
    });
  const seen = [{ review: 'r-2026-061', cause: 'c7', at: Date.parse('2026-03-02T10:00:00Z') }] as never;
  const judged: readonly ReviewEvent[] = [
    {
      type: 'cause.classified.v1',
      body: { cause: 'cau1', class: 'configuration-drift', text: null, component: 'pool', key: 'db.pool.max' },
    },
    { type: 'cause.supported.v1', body: { cause: 'cau1', evidence: ['evi1'] } },
    {
      type: 'cause.validated.v1',
      body: { cause: 'cau1', checks: [{ check: 'key-touched', passed: true, told: 'db.pool.max: 512 is 256' }] },
    },
    { type: 'cause.scoped.v1', body: { cause: 'cau1', scope: 'systemic', seen, reason: null } },
    { type: 'cause.rejected.v1', body: { cause: 'cau3', reason: 'no event in the window' } },
    { type: 'cause.stopped.v1', body: { cause: 'cau4', why: 'no-data', reason: 'logs are gone' } },
    {
      type: 'board.declined.v1',
      body: { class: 'configuration-drift', component: 'pool', reason: 'a fix is on its way', seen },
    },
  ];
  for (const event of judged) append(event);
  return { review, test };
}

const recordOf = ({ review, test }: { readonly review: Review; readonly test: TestReview }) =>
  reviewToRecord(review, test.workspace, { events: 9, head: 'a'.repeat(64) });

it('[M4.1] [M4.2] [M4.3] [M4.4] [M4.5] states in the record how causes were found, classed, checked and counted', () => {
  const record = recordOf(concluded());
  expect(record).toMatchObject({
    effect: { text: 'Checkout slow', from: '2026-03-16T08:00:00.000Z', fact: null },
    triage: {
      answers: { recurring: true },
      opened: [{ canvas: 'five-whys', reason: 'one <chain> is enough' }],
    },
    rootCauses: [],
    boardMatters: [{ component: 'pool', topic: null, reason: 'a fix is on its way' }],
  });
  expect(record.causes.map(({ id, state, parent }) => [id, state, parent])).toEqual([
    ['cau1', 'validated', null],
    ['cau2', 'hypothesis', 'cau1'],
    ['cau3', 'rejected', null],
    ['cau4', 'stopped', null],
  ]);
  expect(record.causes[0]).toMatchObject({
    class: { id: 'configuration-drift' },
    component: 'pool',
    key: 'db.pool.max',
    scope: { is: 'systemic', seen: [{ review: 'r-2026-061', at: '2026-03-02T10:00:00.000Z' }] },
    checks: [{ check: 'key-touched', passed: true }],
  });
  expect(record.causes[3]).toMatchObject({ stopped: 'no-data', reason: 'logs are gone' });
});

it('[M4.6] prints every cause by its state: what carried it, what was missing, and why it was given up', () => {
  const made = concluded();
  const html = reportHtml(recordOf(made), made.test.workspace, testHead, '');
  const text = html.replaceAll(/<style>[^]*?<\/style>|<[^>]+>/g, '').replaceAll(/\s+/g, ' ');
  expect(html).toContain('<s dir="auto">the network was slow</s>');
  for (const told of [
    'What was explained: Checkout slow',
    'it has happened before: yes',
    'Drawn as 5 Whys, against the answers, because: one &lt;chain&gt; is enough',
    'in pool (db.pool.max)',
    'leads to “the pool was halved”',
    'no evidence that supports it was brought',
    'no event in the window',
    'no data: logs are gone',
    'The diff touches the named key passed db.pool.max: 512 is 256',
    'the pool was halved: systemic, seen before in r-2026-061 (2 Mar 2026).',
    'not sent, because: a fix is on its way',
  ])
    expect(text).toContain(told);
  const states = [...html.matchAll(/<td class="fit state-(\w+)">/g)].map(([, state]) => state);
  expect(states.slice(0, 4)).toEqual(['validated', 'hypothesis', 'stopped', 'rejected']);
});

it('[M4.6] tells the exhibits of a cause in words, apart from what is missing', () => {
  const record = recordOf(concluded());
  const html = causesSection({
    ...record,
    causes: record.causes.map((cause) => ({ ...cause, evidence: [12, 2] })),
  }).markup;
  const cells = [...html.matchAll(/<td>(?!\s)(.*?)<\/td>\s*<\/tr>/gs)].map(([, cell = '']) =>
    cell.replace(/<[^>]*>/g, ''),
  );
  expect(cells).toEqual([
    'evidence 2, 12',
    'evidence 2, 12; not judged, or nothing but testimony',
    'no data: logs are gone; evidence 2, 12',
    'no event in the window; evidence 2, 12',
  ]);
});

it('prints a review of before causes were triaged as it was', () => {
  const test = startTestReview();
  goTo(test, 'causes');
  test.done(causePropose('cau1'));
  const record = recordOf({ review: test.review(), test });
  expect(record).toMatchObject({ effect: null, triage: null, causeRules: null, boardMatters: [] });
  const html = reportHtml(record, test.workspace, testHead, '');
  expect(html).not.toMatch(/Triage|Architecture board|Specific or systemic/);
});
