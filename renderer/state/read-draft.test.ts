import { expect, it } from 'vitest';
import { readDraft } from './read-draft.ts';

const blank = { text: '', facts: [] as readonly string[] };

it('keeps what can be read of a draft, field by field', () => {
  expect(readDraft(blank, '{"text":"typed","facts":["a"]}')).toEqual({ text: 'typed', facts: ['a'] });
  expect(readDraft(blank, '{"text":"typed","facts":"a","old":1}')).toEqual({ text: 'typed', facts: [] });
  for (const kept of [undefined, 'null', '[1]', '{"text', '7']) expect(readDraft(blank, kept)).toEqual(blank);
});
