import { expect, it } from 'vitest';
import type { CourierLookAnswer } from '../../../shared/contract/courier-procedures.ts';
import { relationText } from './courier-words.ts';

const look = (relation: CourierLookAnswer['relation']): CourierLookAnswer => ({
  origin: '0123456789abcdef',
  words: [],
  isTrusted: true,
  isOwn: false,
  createdAt: '2026-03-01T00:00:00.000Z',
  from: 5,
  to: 9,
  items: 2,
  bytes: 10,
  absent: 0,
  leftOut: 0,
  failed: [],
  relation,
});

it('[P4] says which lines never came and how to ask for them, and of a fork that nothing is taken', () => {
  expect(relationText(look({ kind: 'gap', from: 4, to: 4 }))).toEqual({
    tone: 'warn',
    text: 'Line 4 of this origin never came. Ask for a bundle since line 3.',
  });
  expect(relationText(look({ kind: 'gap', from: 2, to: 4 })).text).toContain('Lines 2 to 4');
  expect(relationText(look({ kind: 'fork', seq: 3, known: 'a', found: 'b' })).tone).toBe('over');
  expect(relationText(look({ kind: 'next' })).text).toContain('lines 5 to 9');
});
