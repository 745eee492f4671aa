import { describe, expect, it } from 'vitest';
import { findBrowser } from './find-browser.mjs';

const only =
  (...paths: string[]) =>
  (path: string) =>
    paths.includes(path);

describe('finding a browser', () => {
  it('takes the one that is named, and no other in its place', () => {
    const env = { HOTWASH_BROWSER: '/opt/mine', PATH: '/usr/bin' };
    expect(findBrowser(env, 'linux', only('/opt/mine', '/usr/bin/chromium'))).toBe('/opt/mine');
    expect(findBrowser(env, 'linux', only('/usr/bin/chromium'))).toBeUndefined();
  });

  it('looks in the usual places of each platform, then on PATH', () => {
    expect(findBrowser({ PATH: '/a:/b' }, 'linux', only('/b/google-chrome'))).toBe('/b/google-chrome');
    expect(findBrowser({ PATH: '/a' }, 'linux', only('/usr/bin/chromium', '/a/chromium'))).toBe('/usr/bin/chromium');
    const mac = '/Users/x/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge';
    expect(findBrowser({ HOME: '/Users/x' }, 'darwin', only(mac))).toBe(mac);
    expect(findBrowser({}, 'linux', only())).toBeUndefined();
  });

  it('never starts a program from a relative PATH entry', () => {
    expect(findBrowser({ PATH: '.:bin' }, 'linux', (path) => !path.startsWith('/'))).toBeUndefined();
  });
});
