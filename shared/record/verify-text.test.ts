import { describe, expect, it } from 'vitest';
import { bagInfoText, manifestText } from './bag.ts';
import { evidenceName, isBundleFileName, isRoleName, signOffStem } from './names.ts';
import { verifyCommands, verifyText } from './verify-text.ts';

describe('VERIFY.txt', () => {
  it('holds the published commands and nothing else that looks like one', () => {
    const commands = (text: string): readonly string[] => text.split('\n').filter((line) => line.startsWith('    '));
    expect(commands(verifyText('r-2026-1'))).toEqual(commands(verifyCommands));
    expect(commands(verifyCommands).length).toBeGreaterThan(50);
  });
});

describe('names and tag files', () => {
  it('keeps to names that every tool writes the same way', () => {
    for (const name of ['001.png', 'five-whys.json', 'a_b', '0']) expect(isBundleFileName(name)).toBe(true);
    for (const name of ['', '.', '..', '.hidden', 'A.png', 'a b', 'a/b', 'a%20', 'a\n', 'é', 'x.', 'a'.repeat(101)])
      expect({ name, fits: isBundleFileName(name) }).toEqual({ name, fits: false });
    expect([evidenceName(4, 'Grafana.PNG'), evidenceName(12, 'log.tar gz'), evidenceName(1, '../../x')]).toEqual([
      '004.png',
      '012.bin',
      '001.bin',
    ]);
    expect(signOffStem(2, 'release-manager')).toBe('02-release-manager');
    expect(['release-manager', 'x'].every(isRoleName)).toBe(true);
    expect(['', 'Release', 'a--b', '-a', 'a/b', '../x'].some(isRoleName)).toBe(false);
  });

  it('writes bag-info on single lines and manifests sorted', () => {
    const payload = [
      { path: 'data/b', sha256: 'b'.repeat(64), size: 3 },
      { path: 'data/a', sha256: 'a'.repeat(64), size: 4 },
    ];
    expect(bagInfoText({ reviewId: 'r-1', title: 'a\nPayload-Oxum: 9.9\u2028x', sealedAt: 0, payload })).toBe(
      'Bag-Software-Agent: Hotwash\nBagging-Date: 1970-01-01\nExternal-Description: a Payload-Oxum: 9.9 x\nExternal-Identifier: r-1\nPayload-Oxum: 7.2\n',
    );
    expect(manifestText(payload)).toBe(`${'a'.repeat(64)}  data/a\n${'b'.repeat(64)}  data/b\n`);
  });
});
