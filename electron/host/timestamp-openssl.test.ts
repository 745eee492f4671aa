import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { timestampRequest } from '../../shared/record/tsq.ts';
import { checkTimestamp, type TimestampOutcome } from '../verifier/core/timestamps.ts';
import { readChain } from '../verifier/core/certificates.ts';
import { nodeCrypto } from '../verifier/node-crypto.ts';
import { replyByHand } from './timestamp-reply-fixture.ts';
import { hasOpenssl, makeAuthority, openssl, type LocalAuthority } from './certificate-fixture.ts';

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
const imprint = sha256('an envelope');

describe.skipIf(!hasOpenssl)('a timestamp by a local authority of openssl', () => {
  let authority: LocalAuthority;
  let request: Uint8Array;
  let reply: Buffer;
  beforeAll(async () => {
    authority = await makeAuthority();
    request = timestampRequest(imprint, randomBytes(16));
    reply = await authority.stamp(request);
  });

  const judge = (
    changed: Uint8Array,
    over = imprint,
    asked: Uint8Array | undefined = request,
  ): Promise<TimestampOutcome> => {
    const read = readChain(Buffer.from(authority.rootPem));
    if (!read.ok) throw new Error(read.why);
    return checkTimestamp({ imprint: over, request: asked, reply: changed }, read.value, nodeCrypto);
  };

  it('[R14] openssl reads the request and accepts the reply to it, and so does the verifier', async () => {
    const at = (name: string) => join(authority.folder, name);
    await writeFile(at('ours.tsq'), request);
    await writeFile(at('ours.tsr'), reply);
    await writeFile(at('data'), 'an envelope');
    expect(openssl(['ts', '-query', '-in', at('ours.tsq'), '-text']).toString()).toContain('Certificate required: yes');
    for (const against of [
      ['-data', at('data')],
      ['-queryfile', at('ours.tsq')],
    ])
      openssl(['ts', '-verify', '-in', at('ours.tsr'), ...against, '-CAfile', authority.root]);
    const judged = await judge(reply);
    expect(judged).toMatchObject({ ok: true, value: { by: 'CN=Example Time, O=Example', isTrusted: true, why: null } });
    if (judged.ok) expect(Math.abs(judged.value.at - Date.now())).toBeLessThan(120_000);
  });

  it('[R14] the older way to name a certificate, by SHA-1, is read too', async () => {
    expect(await judge(await authority.stamp(request, { essHash: 'sha1' }))).toMatchObject({ ok: true });
  });

  it('[R14] a reply over other data, or to another request, is told apart', async () => {
    expect(await judge(reply, sha256('another envelope'))).toMatchObject({
      ok: false,
      kind: 'other-data',
      why: 'it is over other data',
    });
    const other = timestampRequest(imprint, randomBytes(16));
    expect(await judge(reply, imprint, other)).toMatchObject({
      kind: 'other-data',
      why: 'the reply answers another request (nonce)',
    });
    expect(await judge(reply, imprint, Buffer.from('garbage'))).toMatchObject({ kind: 'malformed' });
  });

  it('[R14] garbage, a cut reply and a reply with something behind it are malformed', async () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('no reply'),
      reply.subarray(0, -1),
      Buffer.concat([reply, Buffer.of(0)]),
    ])
      expect(await judge(bytes)).toMatchObject({ ok: false, kind: 'malformed' });
  });

  it('[R14] an authority that nobody trusts is said, and is no refusal', async () => {
    const stranger = await makeAuthority();
    expect(await judge(await stranger.stamp(request))).toMatchObject({
      ok: true,
      value: { isTrusted: false, why: "its issuer's signature does not hold" },
    });
  });

  it('[R14] a certificate for other uses, or one that had ended, gives no time', async () => {
    const expired = await authority.make('expired', { use: 'tsa', from: '20250101000000Z', until: '20250601000000Z' });
    expect(await judge(await authority.stamp(request, { by: expired }))).toMatchObject({
      kind: 'does-not-hold',
      why: 'its certificate was not valid at that time',
    });
    // openssl does not stamp with such certificates; these replies are made by hand.
    for (const use of ['person', 'tsaLax', 'tsaTwice'] as const) {
      const outcome = await judge(await replyByHand(await authority.make(use, { use }), request));
      expect({ use, outcome }).toMatchObject({
        use,
        outcome: { why: 'its certificate is not one for timestamps only' },
      });
    }
    const good = await authority.make('by-hand', { use: 'tsa' });
    expect(await judge(await replyByHand(good, request))).toMatchObject({ ok: true, value: { isTrusted: true } });
    expect(await judge(await replyByHand(good, request, { status: 2 }))).toMatchObject({
      kind: 'malformed',
      why: 'the authority did not grant it',
    });
  });

  it('[R14] an RSA authority of 3072 bits is read, one of 2048 is weak', async () => {
    const rsa = (bits: number) => ['-newkey', `rsa:${bits}`];
    const strong = await authority.make('rsa', { use: 'tsa', key: rsa(3072) });
    expect(await judge(await authority.stamp(request, { by: strong }))).toMatchObject({
      ok: true,
      value: { isTrusted: true },
    });
    const weak = await authority.make('rsa-weak', { use: 'tsa', key: rsa(2048) });
    expect(await judge(await authority.stamp(request, { by: weak }))).toMatchObject({
      ok: false,
      why: 'RSA of 2048 bits',
    });
  });

  it('[R14] of 2,000 replies with a changed byte none is believed for another time or other data', async () => {
    const honest = await judge(reply);
    if (!honest.ok) throw new Error(honest.why);
    let seed = 14;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const believed: unknown[] = [];
    for (let round = 0; round < 2000; round += 1) {
      const changed = Buffer.from(reply);
      for (let times = 1 + random(3); times > 0; times -= 1) changed[random(changed.length)] = random(256);
      const judged = await judge(random(8) === 0 ? changed.subarray(0, random(changed.length)) : changed);
      if (judged.ok && !changed.equals(reply) && judged.value.isTrusted && judged.value.at !== honest.value.at)
        believed.push(judged);
    }
    expect(believed).toEqual([]);
  });
});
