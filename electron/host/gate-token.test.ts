import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';
import { allowedSignersLine } from '../../shared/record/allowed-signers.ts';
import type { GateToken } from '../../shared/record/gate-token.ts';
import {
  asked,
  codesOf,
  judge,
  listText,
  makePeople,
  now,
  overrideOf,
  signed,
  signedJson,
  signedText,
  tokenOf,
  type Case,
  type TokenFixture,
} from './gate-token-fixture.ts';

let people: TokenFixture;
let token: Extract<GateToken, { kind: 'release' }>;
beforeAll(async () => {
  people = await makePeople();
  token = tokenOf(people);
});

const hour = 3_600_000;
const day = 24 * hour;
const iso = (time: number): string => new Date(time).toISOString();

/** Signs the token anew with these members changed, as somebody with a trusted key could, and says what is found. */
const changed = async (change: Partial<typeof token>, one: Case = {}): Promise<string> =>
  codesOf(await judge(people, signed({ ...token, ...change }, people.release), one));

describe('what the gate asks for', () => {
  it('[M7.6] is all in the token, and nothing more is', async () => {
    expect(await changed({})).toBe('');
    expect(await changed({ service: 'search' })).toBe('service');
    expect(await changed({ version: '4.18.1' })).toBe('version');
    expect(await changed({ artifacts: [] })).toBe('artifact');
    expect(await changed({}, { asked: { artifacts: [] } })).toBe('artifact');
    expect(await changed({ environment: null })).toBe('environment');
    expect(await changed({}, { asked: { environment: null } })).toBe('environment');
    expect(await changed({ tier: 'light' })).toBe('tier');
    expect(await changed({ policy: { base: null, overlay: null } })).toBe('policy');
    expect(await changed({}, { asked: { issuers: ['ops-02'] } })).toBe('role');
    expect(await changed({}, { asked: { requireRoles: true } })).toBe('role');
    expect(await changed({}, { asked: { version: null } })).toBe('');
  });

  it('[M7.6] a payload with a member more, less, twice or of another form is malformed', async () => {
    const payload = token as unknown as { readonly [name: string]: Json };
    for (const name of Object.keys(payload)) {
      const { [name]: _gone, ...less } = payload;
      expect(codesOf(await judge(people, signedJson(less, people.release)))).toBe('malformed');
      for (const value of [1, '', 'x\u0000', null, [], {}, ['x'], true] as const)
        if (
          ![
            ['revocations', 1],
            ['environment', null],
          ].some(([of, right]) => name === of && value === right)
        )
          expect(codesOf(await judge(people, signedJson({ ...payload, [name]: value }, people.release)))).not.toBe('');
    }
    expect(codesOf(await judge(people, signedJson({ ...payload, more: 1 }, people.release)))).toBe('malformed');
    const text = canonicalJson({ _type: 'https://hotwash.dev/gate/v1', ...payload });
    const twice = text.replace('"tier":"full"', '"tier":"full","tier":"full"');
    expect(codesOf(await judge(people, signedText(twice, [people.release])))).toBe('malformed');
    expect(codesOf(await judge(people, signedText(`${text} `, [people.release])))).toBe('malformed');
  });
});

describe('who signed', () => {
  it('[M7.6] is a trusted key of that person, in a role that issues', async () => {
    expect(codesOf(await judge(people, signed(token, people.facilitator)))).toContain('bad-signature');
    const stranger = (await makePeople()).release;
    const other = { ...token, issuers: [{ member: 'rel-01', role: 'release-manager', key: stranger.fingerprint }] };
    expect(codesOf(await judge(people, signed(other, stranger)))).toBe('not-trusted');
    const issuer = { member: 'rel-01', role: 'release-manager', key: people.release.fingerprint };
    expect(await changed({ issuers: [{ ...issuer, member: 'ops-02' }] })).toBe('key-not-valid');
    expect(await changed({ issuers: [{ ...issuer, role: 'product-manager' }] })).toBe('role');
    expect(await changed({ issuers: [] })).toContain('two-keys');
    expect(codesOf(await judge(people, signed(token, people.release, people.facilitator)))).toContain('two-keys');
  });

  it('[M7.6] a signature made as something else says nothing about a token', async () => {
    const payload = canonicalJson({ _type: 'https://hotwash.dev/gate/v1', ...token });
    for (const type of ['application/vnd.in-toto+json', 'application/vnd.hotwash.gate-revocations+json']) {
      const otherType = signedText(payload, [people.release], type);
      expect(codesOf(await judge(people, otherType))).toBe('malformed');
      const relabelled = otherType.replace(type, 'application/vnd.hotwash.gate+json');
      expect(codesOf(await judge(people, relabelled))).toBe('bad-signature');
    }
  });

  it('[M7.6] a key that was not valid at the issue, or is not now, signs nothing', async () => {
    const line = (validAfter: number, validBefore: number): string =>
      allowedSignersLine({ principal: 'rel-01', publicPem: people.release.publicPem, validAfter, validBefore });
    const issued = now - hour;
    const verdict = async (trust: string): Promise<string> =>
      codesOf(await judge(people, signed(token, people.release), { trust }));
    expect(await verdict(line(issued, now + 1000))).toBe('');
    expect(await verdict(line(issued + 1000, now + 1000))).toBe('key-not-valid');
    expect(await verdict(line(issued, now))).toBe('key-not-valid');
    expect(await verdict(line(issued - day, issued))).toBe('key-not-valid');
    expect(await verdict(line(now + day, now + 2 * day))).toBe('key-not-valid');
    // Two windows of one key do not make a third.
    expect(await verdict(line(issued - day, issued + 1000) + line(now - 1000, now + day))).toBe('key-not-valid');
  });

  it('[M7.6] an override is signed by two people of two roles with two keys, and passes only where it is named', async () => {
    const override = overrideOf(people);
    const { release, facilitator } = people;
    const named: Case = { asked: { kinds: ['release', 'override'] } };
    expect(codesOf(await judge(people, signed(override, release, facilitator), named))).toBe('');
    expect(codesOf(await judge(people, signed(override, release, facilitator)))).toBe('kind');
    expect(codesOf(await judge(people, signed(override, release), named))).toContain('two-keys');
    expect(codesOf(await judge(people, signed(override, facilitator, release), named))).toContain('bad-signature');
    const [one, two] = override.issuers as [GateToken['issuers'][0], GateToken['issuers'][0]];
    const pairs = [
      [one, { ...one, role: 'facilitator' }],
      [one, { ...two, member: 'rel-01' }],
      [one, { ...two, role: 'release-manager' }],
    ] as const;
    for (const issuers of pairs) {
      const keys = issuers.map(({ key }) => (key === release.fingerprint ? release : facilitator));
      expect(codesOf(await judge(people, signed({ ...override, issuers }, ...keys), named))).toContain('two-keys');
    }
    const long = { ...override, expiresAt: iso(now + 72 * hour) };
    expect(codesOf(await judge(people, signed(long, release, facilitator), named))).toBe('too-long');
  });
});

describe('clocks', () => {
  it('[M7.6] a token holds from its beginning until before its end, with patience for a slow clock only', async () => {
    const text = signed(token, people.release);
    const at = async (time: number): Promise<string> => codesOf(await judge(people, text, { at: time }));
    const [from, until] = [Date.parse(token.notBefore), Date.parse(token.expiresAt)];
    expect(await at(until - 1)).toBe('');
    expect(await at(until)).toBe('expired');
    expect(await at(from - 5 * 60_000)).toBe('');
    expect(await at(from - 5 * 60_000 - 1)).toBe('not-yet');
    for (const years of [-56, -10, -1]) expect(await at(now + years * 365 * day)).toBe('not-yet');
    for (const years of [1, 10, 70]) expect(await at(now + years * 365 * day)).toBe('expired');
  });

  it('[M7.6] a life that is too long, turned round or empty is refused whatever the clock says', async () => {
    const life = (issuedAt: number, notBefore: number, expiresAt: number): Promise<string> =>
      changed({ issuedAt: iso(issuedAt), notBefore: iso(notBefore), expiresAt: iso(expiresAt) });
    expect(await life(now, now, now + 90 * day)).toBe('');
    expect(await life(now, now, now + 90 * day + 1)).toBe('too-long');
    expect(await life(now - day, now - 2 * day, now + day)).toBe('too-long');
    expect(await life(now, now + hour, now + hour)).toContain('too-long');
    for (const time of ['2026-02-30T00:00:00.000Z', '2026-03-20T24:00:00.000Z', '2026-03-20', 'soon'])
      expect(await changed({ expiresAt: time })).toBe('malformed');
  });

  it('[M7.6] a gate may ask for a young token', async () => {
    expect(await changed({}, { asked: { maxAge: hour } })).toBe('');
    expect(await changed({}, { asked: { maxAge: hour - 1 } })).toBe('too-old');
  });
});

describe('revocation lists', () => {
  it('[M7.6] name the token, or are current, of its workspace and not older than what is known', async () => {
    const text = signed({ ...token, revocations: 4 }, people.release);
    const by = async (list: Parameters<typeof listText>[1], more: Partial<typeof asked> = {}): Promise<string> =>
      codesOf(await judge(people, text, { revoked: listText(people, { number: 4, ...list }), asked: more }));
    expect(await by({})).toBe('');
    expect(await by({ revoked: [{ id: token.id, at: iso(now), reason: 'Replaced.' }] })).toBe('revoked');
    expect(await by({ revoked: [{ id: `gt-${'f'.repeat(20)}`, at: iso(now), reason: 'Replaced.' }] })).toBe('');
    expect(await by({ number: 3 })).toBe('revocations');
    expect(await by({}, { revocationsFrom: 5 })).toBe('revocations');
    expect(await by({ nextUpdate: iso(now) })).toBe('revocations');
    expect(await by({ issuedAt: iso(now + hour), nextUpdate: iso(now + day) })).toBe('revocations');
    expect(await by({ nextUpdate: iso(now + 40 * day) })).toBe('revocations');
    expect(await by({ organisation: 'w0' })).toBe('revocations');
    const personal = signedText('{}', [people.release], 'application/vnd.hotwash.gate-revocations+json');
    expect(codesOf(await judge(people, text, { revoked: personal }))).toBe('revocations');
    expect(codesOf(await judge(people, text, { asked: { requireRevocations: true } }))).toBe('revocations');
  });
});
