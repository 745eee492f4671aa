import { describe, expect, it } from 'vitest';
import { faultInWords, hashToWords } from './words.ts';

describe('words', () => {
  it('spells 88 bits, the first bit first', () => {
    expect(hashToWords(new Uint8Array(32))).toEqual(Array(8).fill('abandon'));
    expect(hashToWords(new Uint8Array(32).fill(255))).toEqual(Array(8).fill('zoo'));
    const first = new Uint8Array(32);
    first[1] = 0b00100000; // bit 10: the last bit of the first word
    expect(hashToWords(first)).toEqual(['ability', ...Array<string>(7).fill('abandon')]);
  });

  it('changes with every one of the first 88 bits and with no later one', () => {
    const zero = hashToWords(new Uint8Array(32)).join(' ');
    for (let bit = 0; bit < 96; bit += 1) {
      const hash = new Uint8Array(32);
      hash[bit >> 3] = 128 >> (bit & 7);
      expect({ bit, same: hashToWords(hash).join(' ') === zero }).toEqual({ bit, same: bit >= 88 });
    }
  });

  it('tells a slip of the pen from other words', () => {
    const words = hashToWords(Uint8Array.from({ length: 32 }, (_, at) => at * 7)).join(' ');
    expect(faultInWords(` ${words.toUpperCase()}\n`)).toBeUndefined();
    expect(faultInWords('')).toBe('a head has eight words, these are 0');
    expect(faultInWords(words.replace(/ \S+$/, ''))).toBe('a head has eight words, these are 7');
    expect(faultInWords(words.replace(/^\S+/, 'colect'))).toBe(
      '“colect” is no word of the list that heads are made of',
    );
  });
});
