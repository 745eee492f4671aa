import { expect, it } from 'vitest';
import { governanceBefore } from '../domain/policy/governance.ts';
import { startTestReview } from '../domain/review/test-review.ts';
import type { Review } from '../domain/review/review.ts';
import { emptyTemplate, type TemplateField } from '../domain/template/template.ts';
import { templateFields } from './report-fields.ts';
import { reviewToRecord } from './review-record.ts';

const fields: TemplateField[] = [
  { id: 'scope', label: 'Scope <b>', type: 'text', required: true },
  { id: 'answers', label: 'Answers for it', type: 'member', required: false },
  { id: 'seen', label: 'Seen on', type: 'date', required: false },
  { id: 'told', label: 'Told', type: 'boolean', required: false, rationale: true },
  { id: 'unsaid', label: 'Unsaid', type: 'text', required: false },
];

function recordOf(template: Review['governance']['template']) {
  const test = startTestReview();
  const review: Review = {
    ...test.review(),
    governance: { ...governanceBefore('full'), template },
    fields: { scope: 'rel-01', answers: 'ops-01', seen: '2026-03-27', told: false },
    rationales: { told: 'Nobody was affected.' },
  };
  return { record: reviewToRecord(review, test.workspace, { events: 9, head: 'a'.repeat(64) }), test };
}

it('[M1.5] the record names the template by its hash and keeps each field with its rationale', () => {
  const { record } = recordOf({ ...emptyTemplate, id: 'payments', version: '2.1', sha256: 'b'.repeat(64), fields });
  expect(record.template).toMatchObject({ id: 'payments', version: '2.1', sha256: 'b'.repeat(64) });
  expect(record.template?.fields.map(({ id, value, rationale }) => [id, value, rationale])).toEqual([
    ['scope', 'rel-01', null],
    ['answers', 'ops-01', null],
    ['seen', '2026-03-27', null],
    ['told', false, 'Nobody was affected.'],
    ['unsaid', null, null],
  ]);
  expect(recordOf(emptyTemplate).record.template).toBeNull();
});

it('[M1.5] the report shows the answers that were given, by their type, and never as markup', () => {
  const { record, test } = recordOf({ ...emptyTemplate, id: 'payments', sha256: 'b'.repeat(64), fields });
  const workspace = {
    ...test.workspace,
    members: test.workspace.members.map((each) => ({ ...each, display: `${each.id} (shown)` })),
  };
  const drawn = templateFields(record, workspace);
  const text = typeof drawn === 'string' ? drawn : drawn.markup;
  expect(text).toContain('Scope &lt;b&gt;');
  const words = text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
  expect(words).toContain('rel-01 Answers for it ops-01 (shown) Seen on 27 Mar 2026 Told no Nobody was affected.');
  expect(words).not.toContain('Unsaid');
  expect(templateFields(recordOf(emptyTemplate).record, workspace)).toBe('');
});
