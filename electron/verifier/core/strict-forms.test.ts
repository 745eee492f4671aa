import { createECDH, createHash, generateKeyPairSync, sign } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundedRuns } from '../../../shared/lib/test-runs.ts';
import { nodeCrypto } from '../node-crypto.ts';
import { strictBase64 } from './strict-base64.ts';
import { strictDerSignature } from './strict-der.ts';
import { parseStrictJson } from './strict-json.ts';
import { matchesPatternList } from './trust.ts';

const n = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';
const nMinus1 = `${n.slice(0, -1)}0`;
const r = '11'.repeat(32);
const s = '22'.repeat(32);
const high = `80${'33'.repeat(31)}`;
const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

describe('DER of an ECDSA signature', () => {
  it.each([
    ['plain', `3044 0220${r} 0220${s}`, `${r}${s}`],
    ['sign byte where it must be', `3046 022100${high} 022100${high}`, `${high}${high}`],
    ['short numbers', '3006 020101 020102', `${'00'.repeat(31)}01${'00'.repeat(31)}02`],
    ['n - 1', `3045 022100${nMinus1} 0220${s}`, `${nMinus1}${s}`],
  ])('takes %s', (_name, der, raw) => {
    expect(Buffer.from(strictDerSignature(hex(der)) ?? []).toString('hex')).toBe(raw);
  });

  it.each([
    ['nothing', ''],
    ['no sequence', `3144 0220${r} 0220${s}`],
    ['a long-form length', `308144 0220${r} 0220${s}`],
    ['an indefinite length', `3080 0220${r} 0220${s} 0000`],
    ['a length too large', `3045 0220${r} 0220${s}`],
    ['a length too small', `3043 0220${r} 0220${s}`],
    ['bytes after the end', `3044 0220${r} 0220${s} 00`],
    ['bytes inside after s', `3046 0220${r} 0220${s} 0500`],
    ['a long-form integer length', `3045 028120${r} 0220${s}`],
    ['a padded r', `3045 022100${r} 0220${s}`],
    ['a padded s', `3045 0220${r} 022100${s}`],
    ['a negative r', `3044 0220${high} 0220${s}`],
    ['a negative s', `3044 0220${r} 0220${high}`],
    ['an empty r', `3024 0200 0220${s}`],
    ['r of zero', `3025 020100 0220${s}`],
    ['s of zero', `3025 0220${r} 020100`],
    ['r of n', `3045 022100${n} 0220${s}`],
    ['s of n', `3045 0220${r} 022100${n}`],
    ['s over n', `3045 0220${r} 022100${'ff'.repeat(32)}`],
    ['r of 33 bytes', `3045 022101${r} 0220${s}`],
    ['s missing', `3022 0220${r}`],
    ['a bit string for s', `3044 0220${r} 0320${s}`],
    ['three integers', `3009 020101 020102 020103`],
  ])('refuses %s', (_name, der) => {
    expect(strictDerSignature(hex(der))).toBeUndefined();
  });

  it('has one form only: whatever is taken is what node would have written', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
    const message = Buffer.from('what was signed');
    return fc.assert(
      fc.asyncProperty(fc.nat(71), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const der = sign('sha256', message, privateKey);
        const raw = strictDerSignature(der);
        expect(raw === undefined ? undefined : await nodeCrypto.verifyEcdsaP256(point, message, raw)).toBe(true);
        der[at % der.length] = (der[at % der.length] ?? 0) ^ change;
        const forged = strictDerSignature(der);
        expect(forged !== undefined && (await nodeCrypto.verifyEcdsaP256(point, message, forged))).toBe(false);
      }),
      boundedRuns(200),
    );
  });

  it('does not take a point that is not on the curve', async () => {
    const point = createECDH('prime256v1').generateKeys();
    point[64] = (point[64] ?? 0) ^ 1;
    expect(await nodeCrypto.verifyEcdsaP256(point, Buffer.from('x'), hex(r + s))).toBe(false);
  });
});

describe('JSON', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const read = parseStrictJson(text);
        expect(read.ok ? JSON.stringify(read.value) : read).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  it('[R4] refuses a key named twice, however it is written', () => {
    for (const text of [
      '{"a":1,"a":1}',
      '{"a":{"b":1,"b":2}}',
      String.raw`{"a":1,"\u0061":2}`,
      '[{"__proto__":1,"__proto__":2}]',
    ])
      expect(parseStrictJson(text)).toEqual({ ok: false, why: 'duplicate key' });
  });

  it('refuses what is not JSON', () => {
    const wrong = [
      '',
      ' ',
      '{',
      '{"a"}',
      '{"a":1,}',
      '[1,]',
      '01',
      '1.',
      '.5',
      '+1',
      'NaN',
      "'a'",
      '"\n"',
      '"\\x"',
      '"a',
      '{a:1}',
      '1 2',
      '\ufeff1',
      'nul',
      '-',
      '[1 2]',
      '-1e999',
      String.raw`"\ud800"`,
      String.raw`"\udc00\ud800"`,
    ];
    for (const text of wrong)
      expect({ text, read: parseStrictJson(text) }).toEqual({ text, read: { ok: false, why: 'not JSON' } });
    expect(parseStrictJson('['.repeat(100_000))).toEqual({ ok: false, why: 'too deep' });
  });

  it('[R4] reads a string of 16 MiB, and one of a million escapes', () => {
    for (const text of ['A'.repeat(16 * 1024 * 1024), '\n'.repeat(1_000_000)])
      expect(parseStrictJson(JSON.stringify(text))).toEqual({ ok: true, value: text });
    expect(parseStrictJson(`"${'A'.repeat(16 * 1024 * 1024)}`)).toEqual({ ok: false, why: 'not JSON' });
  });

  it('keeps __proto__ a key like any other', () => {
    const read = parseStrictJson('{"__proto__":{"role":"x"}}');
    expect(read.ok && Object.keys(read.value as object)).toEqual(['__proto__']);
    expect(read.ok && (read.value as { role?: string }).role).toBeUndefined();
  });
});

describe('base64 and patterns', () => {
  it('[R4] has one form only', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(strictBase64(Buffer.from(bytes).toString('base64'))).toEqual(Uint8Array.from(bytes));
      }),
    );
    for (const text of ['A', 'AB==', 'AAB=', 'AA', 'AA=', 'A A=', 'AAA=\n', '====', 'AA-_', 'AA==AA=='])
      expect({ text, bytes: strictBase64(text) }).toEqual({ text, bytes: undefined });
  });

  it('matches names as OpenSSH does', () => {
    const cases: readonly [string, string, boolean][] = [
      ['ops-02', 'ops-02', true],
      ['ops-02', 'ops-021', false],
      ['ops-*', 'ops-02', true],
      ['ops-0?', 'ops-02', true],
      ['*,!ops-02', 'ops-02', false],
      ['dev-1,ops-02', 'ops-02', true],
      ['ops.02', 'ops-02', false],
      ['', 'ops-02', false],
    ];
    for (const [list, value, matches] of cases)
      expect({ list, value, matches: matchesPatternList(list, value) }).toEqual({ list, value, matches });
  });

  it('hashes as node does', () => {
    const hasher = nodeCrypto.createSha256();
    hasher.update(Buffer.from('ab'));
    hasher.update(Buffer.from('c'));
    expect(Buffer.from(hasher.digest()).toString('hex')).toBe(createHash('sha256').update('abc').digest('hex'));
  });
});
