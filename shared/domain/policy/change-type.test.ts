import { expect, it } from 'vitest';
import { changeTypeOf } from './change-type.ts';

it.each([
  ['4.18.0', '4.17.9', 'minor'],
  ['v5.0.0', '4.18.0', 'major'],
  ['4.18.1', 'v4.18.0', 'patch'],
  ['4.18.0', '4.18.0-rc.1', 'patch'],
  ['checkout-4.18.0', 'checkout-4.17.0', 'minor'],
  ['1.10', '1.9', 'minor'],
  ['4.18.0', '4.18.0', 'configuration'],
  ['3f9a2c8', '3f9a2c8', 'configuration'],
  ['4.18.1-hotfix.1', '4.18.0', 'emergency'],
  ['4.18.0', undefined, 'unknown'],
  ['3f9a2c8', 'a81d004', 'unknown'],
  ['2026.3.1', '2026.2.9', 'unknown'],
  ['1.2.3.4', '1.2.3.3', 'unknown'],
  ['main', '4.18.0', 'unknown'],
])('%s after %s is %s', (version, before, type) => {
  expect(changeTypeOf(version, before)).toBe(type);
});
