import { expect, it } from 'vitest';
import { groupsOfLeaf } from './disclosure.ts';

it('[R17] withholds with people and times what says both under a signature', () => {
  const leaf = (value: string, ...path: string[]) =>
    groupsOfLeaf({ path: ['package', 'content', 'predictions', 0, ...path], value }, new Set());
  expect(leaf('eyJieSI6InJlbC0wMSJ9', 'seal', 'envelope')).toEqual(['figures', 'people', 'times']);
  expect(leaf('SHA256:abc', 'seal', 'fingerprint')).toEqual(['figures', 'people']);
  expect(leaf('a'.repeat(64), 'seal', 'commitment')).toEqual(['figures']);
});
