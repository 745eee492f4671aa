import { expect, it } from 'vitest';
import { memberIdSchema, reviewIdSchema, rowIdSchema } from '../domain/ids.ts';
import { governanceBefore } from '../domain/policy/governance.ts';
import { startTestReview } from '../domain/review/test-review.ts';
import type { Review } from '../domain/review/review.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';
import { rulesSection } from './record-rules.ts';
import { reviewToRecord } from './review-record.ts';

const base = { id: 'acme', version: 3, sha256: 'a'.repeat(64) };
const overlay = { id: 'harbour', version: 2, sha256: 'b'.repeat(64) };
const trigger = {
  event: rowIdSchema.parse('pipeline-8812'),
  rules: ['T1', 'L1'],
  reasons: ['A critical service <changed>.'],
};

function recordOf(governance: Partial<Review['governance']>) {
  const test = startTestReview();
  const review: Review = { ...test.review(), governance: { ...governanceBefore('full'), ...governance } };
  const skip = (of: string) => ({
    review: reviewIdSchema.parse(of),
    member: memberIdSchema.parse('rel-01'),
    role: 'facilitator' as const,
    reason: 'on leave',
    swappedWith: memberIdSchema.parse('ops-01'),
    at: 1,
  });
  const workspace: Workspace = { ...test.workspace, rotaSkips: [skip(review.id), skip('r-2020-001')] };
  const record = reviewToRecord(review, workspace, { events: 9, head: 'c'.repeat(64) });
  const words = rulesSection(record, workspace)
    .markup.replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
  return { record, words };
}

it('[M7.3] the record names base and overlay by their hashes, and so does the report', () => {
  const { record, words } = recordOf({ base, overlay });
  expect(record.policy).toEqual({ base, overlay });
  expect(words).toContain(`acme, version 3 (sha256 ${base.sha256} ), tightened by harbour, version 2`);
  expect(words).toContain(overlay.sha256);
  expect(recordOf({}).words).toContain('standard, as it came with Hotwash, without an overlay');
});

it('[M1.3] the record says which rules opened the review, or that a person did', () => {
  const { record, words } = recordOf({ trigger });
  expect(record.trigger).toEqual(trigger);
  expect(words).toContain('Opened by rule T1, L1 on pipeline-8812 : A critical service &lt;changed&gt;.');
  expect(recordOf({}).words).toContain('A person opened the review.');
  const lighter = { rules: ['T5'], reason: 'only a text changed' };
  expect(recordOf({ lighter }).record.lighter).toEqual(lighter);
  expect(recordOf({ lighter }).words).toContain('Opened lighter than rule T5 asks for: only a text changed');
});

it('[M3.5] the record keeps who was passed over for this review and why', () => {
  const { record, words } = recordOf({});
  expect(record.passedOver).toEqual([
    { member: 'rel-01', role: 'facilitator', reason: 'on leave', swappedWith: 'ops-01' },
  ]);
  expect(words).toMatch(/was passed over as facilitator for .+: on leave/);
});
