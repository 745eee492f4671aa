import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { revocationsPayloadType } from '../../shared/record/gate-token.ts';
import {
  codesOf,
  judge,
  listText,
  makePeople,
  overrideOf,
  signed,
  tokenOf,
  type TokenFixture,
} from './gate-token-fixture.ts';
import { makeRecord } from './record-fixture.ts';
import { removeTemporaryFolders } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

let people: TokenFixture;
let text: string;
beforeAll(async () => {
  people = await makePeople();
  text = signed(tokenOf(people), people.release);
});

/** Numbers 0 <= n < 1 that are the same at every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Parts = { payload: string; payloadType: string; signatures: { keyid: string; sig: string }[] };

describe('mutations', () => {
  it('[M7.6] a token with any one byte changed is refused', async () => {
    const bytes = Buffer.from(text, 'utf8');
    for (let at = 0; at < bytes.length; at += 1) {
      const other = Buffer.from(bytes);
      other[at] = (other[at] ?? 0) ^ (1 << (at % 8));
      expect((await judge(people, other)).exit).toBe(1);
    }
  });

  it('[M7.6] of 3,000 tokens changed at random none passes and none throws', async () => {
    const random = seeded(20_260_320);
    const pick = (most: number): number => Math.floor(random() * most);
    const other = signed(overrideOf(people), people.release, people.facilitator);
    const pool = [text, other, listText(people)];
    let passed = 0;
    for (let round = 0; round < 3000; round += 1) {
      let bytes = Buffer.from(pool[pick(pool.length)] ?? '', 'utf8');
      for (let change = 0; change <= pick(4); change += 1) {
        const [from, to] = [pick(bytes.length), pick(bytes.length)];
        const kind = pick(5);
        if (kind === 0) bytes[from] = pick(256);
        else if (kind === 1) bytes = Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + 1 + pick(8))]);
        else if (kind === 2)
          bytes = Buffer.concat([bytes.subarray(0, from), Buffer.from([pick(256)]), bytes.subarray(from)]);
        else if (kind === 3)
          bytes = Buffer.concat([bytes.subarray(0, from), bytes.subarray(to, to + pick(200)), bytes.subarray(from)]);
        else bytes = Buffer.concat([bytes, bytes.subarray(from, from + 1 + pick(20))]);
      }
      if (pool.includes(bytes.toString('utf8'))) continue;
      const report = await judge(people, bytes, { asked: { kinds: ['release', 'override'] } });
      if (report.exit !== 1) passed += 1;
    }
    expect(passed).toBe(0);
  });

  it('[M7.6] parts of two tokens that hold make none that does', async () => {
    const later = signed({ ...tokenOf(people), version: '4.18.1' }, people.release);
    const [one, two] = [JSON.parse(text) as Parts, JSON.parse(later) as Parts];
    for (const mixed of [
      { ...one, signatures: two.signatures },
      { ...two, signatures: one.signatures },
      { ...one, signatures: [...one.signatures, ...two.signatures] },
      { ...one, signatures: [] },
      { ...one, payloadType: revocationsPayloadType },
    ])
      for (const version of ['4.18.0', '4.18.1'])
        expect((await judge(people, JSON.stringify(mixed), { asked: { version } })).exit).toBe(1);
  });

  it('[M7.6] a sign-off of a record, by the same trusted key, is no token, whatever it is called', async () => {
    const record = await makeRecord();
    const trust = await readFile(join(record.trustDir, 'allowed_signers'), 'utf8');
    for (const name of (await readdir(join(record.dir, 'signatures'))).filter((each) => each.endsWith('.json'))) {
      const signOff = await readFile(join(record.dir, 'signatures', name), 'utf8');
      expect(codesOf(await judge(people, signOff, { trust }))).toBe('malformed');
      const renamed = signOff.replace('application/vnd.in-toto+json', 'application/vnd.hotwash.gate+json');
      expect(codesOf(await judge(people, renamed, { trust }))).toBe('malformed');
      const stolen = { ...(JSON.parse(text) as Parts), signatures: (JSON.parse(signOff) as Parts).signatures };
      expect((await judge(people, JSON.stringify(stolen), { trust: trust + people.trust })).exit).toBe(1);
    }
  });
});
