import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';
import { allowedSignersLine } from '../../shared/record/allowed-signers.ts';
import {
  gatePayloadType,
  gateTokenText,
  gateTokenType,
  revocationListText,
  revocationsPayloadType,
  type GateToken,
  type RevocationList,
} from '../../shared/record/gate-token.ts';
import { judgeToken, type GateAsked } from '../gate/judge-token.ts';
import type { GateReport } from '../gate/gate-report.ts';
import { createDeviceKey, type DeviceKey } from '../signing/device-key.ts';
import { keysForGate } from '../gate/roster-keys.ts';
import { signEnvelope } from '../signing/dsse.ts';
import type { PersonKey } from '../signing/person-key.ts';
import { parseTrust } from '../verifier/core/trust.ts';
import { nodeCrypto } from '../verifier/node-crypto.ts';
import { makePerson, valueOf } from './record-fixture.ts';

export const now = Date.parse('2026-03-20T12:00:00.000Z');
const iso = (time: number): string => new Date(time).toISOString();
const hex = (letter: string): string => letter.repeat(64);

export type TokenFixture = {
  readonly release: PersonKey;
  readonly facilitator: PersonKey;
  readonly device: DeviceKey;
  readonly trust: string;
};

/** Two people and a device, and a trust file with all three. */
export async function makePeople(): Promise<TokenFixture> {
  const [release, facilitator] = [await makePerson(), await makePerson()];
  const { key: device } = createDeviceKey();
  const trust =
    allowedSignersLine({ principal: 'rel-01', publicPem: release.publicPem }) +
    allowedSignersLine({ principal: 'ops-02', publicPem: facilitator.publicPem });
  return { release, facilitator, device, trust };
}

/** A token of checkout 4.18.0, valid at {@link now}, as nobody changed it. */
export function tokenOf({ release }: TokenFixture): Extract<GateToken, { kind: 'release' }> {
  return {
    kind: 'release',
    id: `gt-${'0123456789'.repeat(2)}`,
    organisation: 'w0123456789abcdef',
    service: 'checkout',
    version: '4.18.0',
    artifacts: [`sha256:${hex('a')}`],
    environment: 'production',
    record: {
      reviewId: 'r-2026-118',
      manifest: hex('b'),
      signOffs: [hex('c'), hex('d')],
      checkpoint: { origin: 'hotwash/r-2026-118', size: 7, root: `${'A'.repeat(43)}=` },
    },
    tier: 'full',
    policy: { base: { id: 'standard', version: 1, sha256: hex('e') }, overlay: null },
    issuedAt: iso(now - 3_600_000),
    notBefore: iso(now - 3_600_000),
    expiresAt: iso(now + 86_400_000),
    revocations: 0,
    issuers: [{ member: 'rel-01', role: 'release-manager', key: release.fingerprint }],
  };
}

/** The same, overridden by two people. */
export function overrideOf(people: TokenFixture): Extract<GateToken, { kind: 'override' }> {
  const { issuers, kind: _kind, ...rest } = tokenOf(people);
  return {
    ...rest,
    kind: 'override',
    issuers: [...issuers, { member: 'ops-02', role: 'facilitator', key: people.facilitator.fingerprint }],
    reason: 'Payments are down.',
    refused: [{ rule: 'M7.6', message: 'The review was held without a quorum.' }],
  };
}

type Signature = { readonly keyid: string; readonly sig: string };
type Envelope = { readonly payload: string; readonly payloadType: string; readonly signatures: readonly Signature[] };

/** Signs any payload as a token, by these keys in their order. */
export function signedText(payload: string, keys: readonly PersonKey[], type: string = gatePayloadType): string {
  const made = keys.map((key) => JSON.parse(signEnvelope(key, payload, type)) as Envelope);
  const [first] = made;
  return canonicalJson({ ...first, signatures: made.flatMap(({ signatures }) => signatures) });
}

export const signed = (token: GateToken, ...keys: readonly PersonKey[]): string =>
  signedText(gateTokenText(token), keys);

/** Any JSON as the payload of a token: members that no token has, or of another form. */
export const signedJson = (payload: { readonly [name: string]: Json }, ...keys: readonly PersonKey[]): string =>
  signedText(canonicalJson({ _type: gateTokenType, ...payload }), keys);

export const listText = ({ device }: TokenFixture, list: Partial<RevocationList> = {}): string =>
  signEnvelope(
    { fingerprint: device.id, privateKey: device.privateKey },
    revocationListText({
      organisation: 'w0123456789abcdef',
      number: 1,
      issuedAt: iso(now - 60_000),
      nextUpdate: iso(now + 60_000),
      revoked: [],
      ...list,
    }),
    revocationsPayloadType,
  );

/** What a strict gate asks for; passes {@link tokenOf}. */
export const asked: GateAsked = {
  service: 'checkout',
  version: '4.18.0',
  artifacts: [`sha256:${hex('a')}`],
  environment: 'production',
  feature: null,
  tier: 'full',
  policies: [hex('e')],
  kinds: ['release'],
  issuers: [],
  maxAge: null,
  requireRevocations: false,
  requireRoles: false,
  revocationsFrom: 0,
};

export type Case = {
  readonly asked?: Partial<GateAsked>;
  /** Files of the trust folder, each by its text; the device's key lies beside them. */
  readonly trust?: string | readonly string[];
  readonly revoked?: string;
  readonly at?: number;
};

/** Judges a token's text at {@link now} unless the case says otherwise. */
export async function judge(people: TokenFixture, text: string | Uint8Array, one: Case = {}): Promise<GateReport> {
  const files = [
    ...[one.trust ?? people.trust].flat().map((text) => ({ name: 'trust', text })),
    { name: 'device.pem', text: people.device.publicPem },
  ];
  const parsed = parseTrust(files, nodeCrypto);
  const trust = await keysForGate(valueOf(parsed.ok ? parsed : { ok: false, error: parsed }), nodeCrypto);
  const keys = trust.ok ? trust.keys : [];
  const revoked = one.revoked === undefined ? null : Buffer.from(one.revoked, 'utf8');
  const bytes = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
  return judgeToken(
    bytes,
    { ...asked, ...one.asked },
    { trust: keys, revoked, record: null },
    one.at ?? now,
    nodeCrypto,
  );
}

export const codesOf = (report: GateReport): string => report.findings.map(({ code }) => code).join(' ');
