import { expect, it } from 'vitest';
import { passphraseFault } from './passphrase-fault.ts';

it('says what a passphrase lacks', () => {
  expect(passphraseFault('short', 'short')).toBe('at least 12 characters; these are 5');
  expect(passphraseFault('aaaaaaaaaaaa', 'aaaaaaaaaaaa')).toMatch(/same few characters/);
  expect(passphraseFault('harbor velvet onion', 'harbor velvet')).toBe('the two are not alike');
  expect(passphraseFault('harbor velvet onion', 'harbor velvet onion')).toBeUndefined();
});
