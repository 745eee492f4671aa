import { describe, expect, it } from 'vitest';
import { isAudienceUrl } from './audience-url.ts';

describe('the audience page', () => {
  it('[S24] is the only address a window may be opened for', () => {
    const origin = 'hotwash://app';
    for (const path of ['/audience', '/audience/r-1', '/audience?review=r-1', '/audience#x']) {
      expect([path, isAudienceUrl(`${origin}${path}`, origin)]).toEqual([path, true]);
    }
    const others = [
      'https://app/audience',
      'hotwash://app.evil/audience',
      'hotwash://app/audiences',
      'hotwash://app/',
      'hotwash://app@evil/audience',
      'about:blank',
      '',
    ];
    for (const url of others) expect([url, isAudienceUrl(url, origin)]).toEqual([url, false]);
  });
});
