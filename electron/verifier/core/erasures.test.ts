import { expect, it } from 'vitest';
import { canonicalJson, type Json } from '../../../shared/journal/canonical-json.ts';
import { nodeCrypto } from '../node-crypto.ts';
import { checkErasures } from './erasures.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const statement = {
  _type: 'https://hotwash.dev/erasure/v1',
  review: 'r-1',
  signer: 'ops-02',
  reason: 'retention',
  at: '2026-03-16T10:00:00.000Z',
  erased: [],
};
const envelope = canonicalJson({
  payload: base64(canonicalJson(statement)),
  payloadType: 'application/vnd.hotwash.erasure+json',
  signatures: [{ keyid: 'SHA256:nobody', sig: base64('signature') }],
});

it.each([[[null]], [['text']], [[{ seq: { deep: true } }]], [[[]]], [null], ['text']] as const)(
  '[J14] an erasure that tells of %j is refused in words',
  async (erased) => {
    const history = {
      size: 2,
      root: new Uint8Array(32),
      bodies: 1,
      absent: new Map<number, string>(),
      erasures: [{ seq: 2, body: { envelope, erased } as Json }],
      wordsAt: undefined,
      earlierRoot: undefined,
      fault: undefined,
    };
    const { findings } = await checkErasures(history, 'r-1', { keys: [] }, nodeCrypto);
    expect(findings.map(({ case: number, exit }) => [number, exit])).toEqual([[11, 1]]);
  },
);
