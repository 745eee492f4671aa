import { describe, expect, it } from 'vitest';
import { defaultDataFolder } from './paths.ts';

describe('the data folder', () => {
  it('is the usual place of each platform', () => {
    expect(defaultDataFolder('linux', {}, '/home/x')).toBe('/home/x/.local/share/hotwash');
    expect(defaultDataFolder('linux', { XDG_DATA_HOME: '/data' }, '/home/x')).toBe('/data/hotwash');
    expect(defaultDataFolder('darwin', {}, '/Users/x')).toBe('/Users/x/Library/Application Support/Hotwash');
    expect(defaultDataFolder('win32', { LOCALAPPDATA: '/local' }, '/x')).toBe('/local/Hotwash');
  });
});
