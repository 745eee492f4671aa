import { expect, it } from 'vitest';
import { passphraseLack } from './passphrase.ts';

it('a passphrase is long and not the same few characters', () => {
  expect(passphraseLack('short')).toBe('at least 12 characters; these are 5');
  expect(passphraseLack('aaaaaaaaaaaa')).toMatch(/same few characters/);
  expect(passphraseLack('harbor velvet onion')).toBeUndefined();
});
