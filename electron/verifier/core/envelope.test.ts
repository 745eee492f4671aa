import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '../../../shared/journal/canonical-json.ts';
import { utf8 } from './crypto-port.ts';
import { readStatement } from './envelope.ts';

const statement = {
  _type: 'https://in-toto.io/Statement/v1',
  predicate: {
    act: 'facilitated',
    checkpoint: { origin: 'hotwash/r-2026-001', root: 'LZRBUVqaxYUoZmI7PQLbyW7FCIOE2qv6BGvuYXizHyg=', size: 7 },
    claimedAt: '2026-02-28T12:20:30.000Z',
    covers: [],
    reviewId: 'r-2026-001',
    role: 'facilitator',
    rosterSha256: null,
    rosterVersion: 0,
    signer: 'qa-01',
  },
  predicateType: 'https://hotwash.dev/sign-off/v1',
  subject: [{ digest: { sha256: 'ab'.repeat(32) }, name: 'data/review.json' }],
};

const said = (text: string): string => {
  const read = readStatement('signatures/01-facilitator.dsse.json', utf8(text));
  return read.ok ? 'read' : `${read.finding.case}: ${read.finding.message}`;
};
const saidOf = (value: Json): string => said(canonicalJson(value));
const [subject] = statement.subject;

describe('a signed statement', () => {
  it('[R4] is read in its one form only, also where a key that is trusted signed another', () => {
    const text = canonicalJson(statement);
    const why = '4: MALFORMED envelope signatures/01-facilitator.dsse.json: its statement is not in canonical form';
    expect(said(text)).toBe('read');
    expect(said(`${text}\n`)).toBe(why);
    expect(said(text.replace('"size":7', '"size":7.0'))).toBe(why);
    expect(said(text.replace('qa-01', String.raw`qa\u002d01`))).toBe(why);
  });

  it('[R4] names each file with its SHA-256 and nothing besides', () => {
    const why = '4: MALFORMED envelope signatures/01-facilitator.dsse.json: its subjects are malformed';
    const sha512 = { ...subject, digest: { ...subject?.digest, sha512: '00'.repeat(64) } };
    expect(saidOf({ ...statement, subject: [sha512] })).toBe(why);
    expect(saidOf({ ...statement, subject: [{ ...subject, uri: 'data/other.json' }] })).toBe(why);
    expect(saidOf({ ...statement, subject: [subject, subject] as Json })).toBe(why);
  });

  it.each(['2026-02-31T12:20:30.000Z', '2026-02-29T12:20:30.000Z', '2026-02-28T24:00:00.000Z', '2026-02-28T12:20:30'])(
    '[R4] claims a time that there is, not %s',
    (claimedAt) => {
      const why = '4: MALFORMED envelope signatures/01-facilitator.dsse.json: its predicate is malformed';
      expect(saidOf({ ...statement, predicate: { ...statement.predicate, claimedAt } })).toBe(why);
    },
  );

  it.each(['1e999', '"\\ud800"'])('[R4] is refused, not stumbled over, where it holds %s', (value) => {
    expect(said(canonicalJson(statement).replace('"size":7', `"size":${value}`))).toMatch(/^4: MALFORMED envelope/);
  });
});
