import { beforeEach, describe, expect, it, vi } from 'vitest';

const exposed: [string, unknown][] = [];
let answer: unknown;

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, value: unknown) => void exposed.push([name, value]) },
}));
vi.mock('@electron/remote', () => ({ getGlobal: (name: string) => (name === 'hotwash.boot' ? answer : undefined) }));

beforeEach(() => {
  exposed.length = 0;
  vi.resetModules();
});

describe('the preload', () => {
  it('[S29] exposes one plain value and no function', async () => {
    answer = '{"version":"1","locale":"en","displays":[]}';
    await import('./preload.ts');
    expect(exposed).toEqual([['hotwashBoot', { version: '1', locale: 'en', displays: [] }]]);
  });

  it('[S29] exposes nothing when the gate did not answer', async () => {
    answer = null;
    await import('./preload.ts');
    expect(exposed).toEqual([]);
  });
});
