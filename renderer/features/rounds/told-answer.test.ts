import { expect, it } from 'vitest';
import { err, ok } from '../../../shared/lib/result.ts';
import { toldOf } from './told-answer.ts';

const given = { name: 'answer.json', text: '{}' };
const taken = { author: 'ops-01', said: 3, late: false, known: false };

it('[M7.5] tells taken, known and late answers apart', () => {
  const states = [{}, { late: true }, { known: true, late: true }].map(
    (more) => toldOf(given, ok({ ...taken, ...more })).state,
  );
  expect(states).toEqual(['taken', 'late', 'known']);
  expect(toldOf(given, ok(taken)).message).toBe('ops-01, 3 statements');
});

it('[M7.5] says why and what to do, and offers what only waits for a key once more', () => {
  const refused = { code: 'refused', rule: 'M7.5', message: 'It was settled.', satisfy: 'Ask again.' } as const;
  expect(toldOf(given, err(refused))).toMatchObject({ message: 'It was settled. Ask again.', again: null });
  expect(toldOf(given, err({ code: 'no-key', message: 'No key.' }))).toMatchObject({ state: 'refused', again: '{}' });
});
