import { describe, expect, it } from 'vitest';
import { parseRange } from './serve-recording.ts';

// RFC 9110, section 14.1.2 and 14.2.
describe('a range of a recording', () => {
  it.each([
    ['bytes=0-499', { from: 0, to: 499 }],
    ['bytes=9500-', { from: 9500, to: 9999 }],
    ['bytes=-500', { from: 9500, to: 9999 }],
    ['bytes=0-0', { from: 0, to: 0 }],
    ['bytes=9999-20000', { from: 9999, to: 9999 }],
    ['bytes=-20000', { from: 0, to: 9999 }],
    ['bytes=10000-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-4', null],
    ['bytes=0-1,5-6', null],
    ['bytes=-', null],
    ['chunks=0-1', null],
    [null, null],
  ])('%s of 10,000 bytes', (header, range) => {
    expect(parseRange(header, 10_000)).toEqual(range);
  });

  it('of an empty file is none', () => {
    expect(parseRange('bytes=0-0', 0)).toBe('unsatisfiable');
  });
});
