import { expect, it } from 'vitest';
import type { CourierLookAnswer } from '../../../shared/contract/courier-procedures.ts';
import { missingText, relationText, takenText } from './courier-words.ts';

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

it('[P6] says of an origin whose last bundle was refused in part to bring it again, beside what never came', () => {
  const origin = { origin: '0123456789abcdef', publicPem: '', words: [], known: null, gaps: [], lastAt: null };
  expect(missingText({ ...origin, refused: 0 }).text).toBe('–');
  const half = { ...origin, lastAt: '2026-03-01T00:00:00.000Z', refused: 2 };
  expect(missingText(half)).toEqual({ tone: 'warn', text: '2 refused, bring it again' });
  expect(missingText({ ...half, gaps: [{ from: 3, to: 4 }] }).text).toBe('2 refused, bring it again; lines 3 to 4');
  expect(missingText({ ...half, refused: 0 })).toEqual({ tone: 'calm', text: 'nothing' });
  expect([takenText(1, 0), takenText(3, 2)]).toEqual([
    '1 file of the bundle is here',
    '3 files of the bundle are here, 2 refused: bring it again',
  ]);
});
