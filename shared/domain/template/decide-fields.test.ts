import { describe, expect, it } from 'vitest';
import { governanceBefore } from '../policy/governance.ts';
import type { ReviewCommand } from '../review/commands.ts';
import { goTo, startTestReview, type TestReview } from '../review/test-review.ts';
import { valueOf, type FieldValue } from './field-value.ts';
import { emptyTemplate, type TemplateField } from './template.ts';

const fields: TemplateField[] = [
  { id: 'scope', label: 'What was released', type: 'text', required: true },
  { id: 'story', label: 'What happened', type: 'longtext', required: false },
  { id: 'orders', label: 'Orders lost', type: 'number', required: false },
  { id: 'seen-on', label: 'Seen on', type: 'date', required: false },
  { id: 'outcome', label: 'Outcome', type: 'choice', required: false, choices: ['kept', 'back'], rationale: true },
  { id: 'speaker', label: 'Spokesperson', type: 'member', required: false },
  { id: 'told', label: 'Customers were told', type: 'boolean', required: false },
];

/** A meeting that was opened with these fields. */
function reviewWithFields(): TestReview {
  const test = startTestReview();
  const [opened] = test.events;
  if (opened?.type !== 'review.opened.v1') throw new Error('the test review opens otherwise now');
  const governance = { ...governanceBefore('full'), template: { ...emptyTemplate, id: 'payments', fields } };
  test.events[0] = { ...opened, type: 'review.opened.v2', body: { ...opened.body, governance } };
  return test;
}

const fill = (field: string, value: FieldValue | null, rationale: string | null = null): ReviewCommand => ({
  type: 'field.fill',
  field,
  value,
  rationale,
});

describe('the fields of a template', () => {
  it.each<[string, FieldValue]>([
    ['scope', 'Checkout 4.18'],
    ['story', 'first\nthen'],
    ['orders', 0],
    ['seen-on', '2026-03-27'],
    ['speaker', 'ops-01'],
    ['told', false],
  ])('[M1.5] %s takes a value of its type, and none again', (field, value) => {
    const test = reviewWithFields();
    test.done(fill(field, value));
    expect(valueOf(test.review(), field)).toBe(value);
    const events = test.events.length;
    test.done(fill(field, value));
    expect(test.events).toHaveLength(events);
    test.done(fill(field, null));
    expect(valueOf(test.review(), field)).toBeUndefined();
  });

  it.each<[string, FieldValue]>([
    ['scope', 'two\nlines'],
    ['scope', 'x'.repeat(301)],
    ['scope', 1],
    ['story', true],
    ['orders', '12'],
    ['orders', Number.NaN],
    ['seen-on', '2026-02-30'],
    ['seen-on', 'tomorrow'],
    ['outcome', 'lost'],
    ['speaker', 'nobody-99'],
    ['told', 'yes'],
    ['unknown', 'x'],
    ['constructor', 'x'],
  ])('[M1.5] %s refuses %j', (field, value) => {
    const test = reviewWithFields();
    expect(test.refused(fill(field, value, 'because'))).toBe('M1.5');
    expect(test.review().fields).toEqual({});
  });

  it('[M1.5] a field that asks for a rationale is kept together with it', () => {
    const test = reviewWithFields();
    expect(test.refused(fill('outcome', 'back'))).toBe('M1.5');
    test.done(fill('outcome', 'back', 'The error rate stayed up.'));
    test.done(fill('scope', 'Checkout', 'nobody asked'));
    expect(test.review().rationales).toEqual({ outcome: 'The error rate stayed up.' });
    test.done(fill('outcome', 'back', 'The queue stayed full.'));
    expect(test.review().rationales).toEqual({ outcome: 'The queue stayed full.' });
    test.done({ type: 'undo' });
    expect(test.review().rationales).toEqual({ outcome: 'The error rate stayed up.' });
  });

  it('[M1.5] a review is not closed while a required field is empty', () => {
    const test = reviewWithFields();
    goTo(test, 'sign');
    const close: ReviewCommand = { type: 'review.close', summary: 'Done.' };
    expect(test.refused(close)).toBe('M1.5');
    test.done(fill('scope', 'Checkout 4.18'));
    test.done(close);
    expect(test.refused(fill('scope', 'Else'))).toBe('H1');
  });

  it('[M1.5] finds a field that no command could have filled in, and a closing without a required one', () => {
    const strange = reviewWithFields();
    strange.append({ type: 'field.filled.v1', body: { field: 'unknown', value: 1, rationale: null } });
    expect(strange.folded().fault?.rule).toBe('M1.5');
    const early = reviewWithFields();
    goTo(early, 'sign');
    early.append({ type: 'review.closed.v1', body: { summary: 'Done.' } });
    expect(early.folded().fault?.rule).toBe('M1.5');
  });
});
