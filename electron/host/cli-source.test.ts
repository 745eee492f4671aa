import { expect, it } from 'vitest';
import { standingText } from './cli-source.ts';

const answered = '2026-03-12T14:00:00.000Z';
const upTo = '2026-03-12T13:55:00.000Z';

it('[M2.1] tells of a source one moment: up to where it is read, or since when it is missing', () => {
  const read = { lastRead: answered, readUpTo: upTo, missing: null };
  expect(standingText(read)).toBe(`read up to ${upTo}`);
  const missing = { since: upTo, message: 'Nothing answers there.' };
  expect(standingText({ ...read, missing })).toBe(`missing since ${upTo}: Nothing answers there.`);
  expect(standingText({ ...read, readUpTo: null })).toBe(`answered ${answered}, history still to come`);
});

it('[M2.1] never dates what never came', () => {
  const never = { lastRead: null, readUpTo: null, missing: null };
  expect(standingText(never)).toBe('never read');
  const missing = { since: null, message: 'Nothing answers there.' };
  expect(standingText({ ...never, missing })).toBe('nothing ever came: Nothing answers there.');
  expect(standingText({ ...never, lastRead: answered, missing })).toBe(
    'missing, not read whole before: Nothing answers there.',
  );
});
