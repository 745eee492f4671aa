import { describe, expect, it } from 'vitest';
import { defaultDataFolder, shellFolder } from './paths.ts';

describe('the data folder', () => {
  it('is the usual place of each platform', () => {
    expect(defaultDataFolder('linux', {}, '/home/x')).toBe('/home/x/.local/share/hotwash');
    expect(defaultDataFolder('linux', { XDG_DATA_HOME: '/data' }, '/home/x')).toBe('/data/hotwash');
    expect(defaultDataFolder('darwin', {}, '/Users/x')).toBe('/Users/x/Library/Application Support/Hotwash');
    expect(defaultDataFolder('win32', { LOCALAPPDATA: '/local' }, '/x')).toBe('/local/Hotwash');
  });
});

describe('the shell folder', () => {
  it('is one for each workspace, below the data folder', () => {
    expect(shellFolder('/data', '/w/a')).toMatch(/^\/data\/shell\/[0-9a-f]{16}$/);
    expect(shellFolder('/data', '/w/a')).not.toBe(shellFolder('/data', '/w/b'));
  });
});
