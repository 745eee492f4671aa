import { describe, expect, it } from 'vitest';
import { browserArguments, printerArguments, type BrowserOptions } from './browser-arguments.ts';

const OPTIONS: BrowserOptions = { profile: '/data/profile', port: 4711, mode: { kind: 'window' }, isRoot: false };

describe('browser arguments', () => {
  it('[S11] our name comes first, then nothing resolves, and no proxy may resolve instead', () => {
    const args = browserArguments(OPTIONS);
    expect(args).toContain('--host-resolver-rules=MAP hotwash.localhost:80 127.0.0.1:4711, MAP * ~NOTFOUND');
    expect(args).toContain('--no-proxy-server');
    expect(args.at(-1)).toBe('--app=http://hotwash.localhost/boot');
    expect(printerArguments('/tmp/p', false)).toContain('--host-resolver-rules=MAP * ~NOTFOUND');
  });

  it('[S18] only a caller that asks gets a debugging port, and only root goes without the sandbox', () => {
    const usual = [...browserArguments(OPTIONS), ...printerArguments('/tmp/p', false)].join(' ');
    expect(usual).not.toMatch(/--remote-debugging-port|--no-sandbox|--disable-web-security|--remote-allow-origins/);
    expect(browserArguments({ ...OPTIONS, debuggingPort: true })).toContain('--remote-debugging-port=0');
    expect(browserArguments({ ...OPTIONS, isRoot: true })).toContain('--no-sandbox');
    expect(printerArguments('/tmp/p', true)).toContain('--no-sandbox');
  });

  it('is headless, with two displays, only when asked', () => {
    expect(browserArguments(OPTIONS).join(' ')).not.toContain('headless');
    const headless = browserArguments({ ...OPTIONS, mode: { kind: 'headless' } });
    expect(headless).toContain('--headless=new');
    expect(headless).toContain('--screen-info={1280x800}{1920x1080}');
  });
});
