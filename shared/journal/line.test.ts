import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { checkLine, genesis, hashBody, hashLine, parseLine, serializeLine, type JournalLine } from './line.ts';
import { sha256Hex } from './sha256.ts';

const salt = 'ab'.repeat(16);
function makeLine(seq: number, prev: string, body: Record<string, string>): JournalLine {
  return {
    seq,
    prev,
    at: '2026-03-16T10:00:00.000Z',
    device: '0123456789abcdef',
    actor: 'ops-02',
    type: 'claim.added.v1',
    bodyHash: hashBody(salt, body),
    salt,
    body,
  };
}

describe('journal line', () => {
  it('[J1] round-trips in canonical form and chains by its header', () => {
    const first = makeLine(1, genesis, { text: 'p95 rose' });
    const second = makeLine(2, hashLine(first), { text: 'rolled back' });
    const text = serializeLine(first);
    expect(parseLine(text, 1)).toEqual({ ok: true, value: first });
    expect(checkLine(first, 1, genesis)).toBeUndefined();
    expect(checkLine(second, 2, hashLine(first))).toBeUndefined();
  });

  it('[J2] a changed body, a gap and a foreign predecessor are each named', () => {
    const line = makeLine(1, genesis, { text: 'p95 rose' });
    expect(checkLine({ ...line, body: { text: 'p95 fell' } }, 1, genesis)?.code).toBe('changed-body');
    expect(checkLine(line, 2, genesis)?.code).toBe('wrong-sequence');
    expect(checkLine(line, 1, sha256Hex('x'))?.code).toBe('broken-chain');
  });

  it('[J3] an erased body keeps the chain', () => {
    const line = makeLine(1, genesis, { text: 'p95 rose' });
    const { salt: _salt, body: _body, ...erased } = line;
    expect(hashLine(erased)).toBe(hashLine(line));
    expect(checkLine(erased, 1, genesis)).toBeUndefined();
  });

  it('refuses a line that is not in canonical form', () => {
    const line = makeLine(1, genesis, { text: 'x' });
    expect(parseLine(JSON.stringify({ ...line, extra: 1 }), 1).ok).toBe(false);
    expect(parseLine(` ${serializeLine(line)}`, 1)).toMatchObject({ ok: false, error: { code: 'not-canonical' } });
  });
});

describe('canonical JSON', () => {
  it('follows RFC 8785 on its own number and key samples', () => {
    expect(canonicalJson({ '\u20ac': 1, '\r': 2, '1': 3, '\u{1f600}': 4, '\u00f6': 5, '\ufb33': 6 })).toBe(
      '{"\\r":2,"1":3,"\u00f6":5,"\u20ac":1,"\u{1f600}":4,"\ufb33":6}',
    );
    expect(canonicalJson([333333333.3333333, 1e30, 4.5, 2e-3, 1e-27, -0])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    );
  });

  it('refuses what JSON cannot say', () => {
    expect(() => canonicalJson(Number.NaN)).toThrow('finite');
    expect(() => canonicalJson('\uD800')).toThrow('surrogate');
  });
});
