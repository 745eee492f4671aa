import { describe, expect, it } from 'vitest';
import { parseHands, parseVote } from './hands-text.ts';

describe('hands as they are typed', () => {
  it.each([
    ['5 1 2', { counts: [5, 1, 2], letter: null }],
    [' 5,1/2 ', { counts: [5, 1, 2], letter: null }],
    ['3 3 0 X', { counts: [3, 3, 0], letter: 'x' }],
  ])('[M3.2] reads “%s”', (text, read) => {
    expect(parseHands(text, 3, 'xpn')).toEqual(read);
  });

  it.each(['5 1', '5 1 2 3', '5 1 -2', '5 1 2.5', '', '1 2 x', '5 1 2 q', '5 1 9999'])(
    '[M3.2] asks again for “%s”',
    (text) => {
      expect(parseHands(text, 3, 'xpn')).toBeTypeOf('string');
    },
  );
});

describe('a vote as it is typed', () => {
  it.each([
    ['Roll back? now / tomorrow / never', 'Roll back?', ['now', 'tomorrow', 'never']],
    ['Do we ship 4.18.1?', 'Do we ship 4.18.1?', ['yes', 'no']],
    ['Ship on Friday', 'Ship on Friday', ['yes', 'no']],
    ['forward or back / forward / back', 'forward or back', ['forward', 'back']],
    ['Is 99.5?9 a typo? yes/no/', 'Is 99.5?9 a typo?', ['yes', 'no']],
    ['هل نتراجع؟ نعم / لا', 'هل نتراجع؟', ['نعم', 'لا']],
  ])('[M1.5] reads “%s”', (text, question, options) => {
    expect(parseVote(text)).toEqual({ question, options });
  });
});
