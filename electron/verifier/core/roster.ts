import { canonicalJson } from '../../../shared/journal/canonical-json.ts';
import { concat } from './concat.ts';
import { fromUtf8, sha256, toHex, utf8, type CryptoPort } from './crypto-port.ts';
import type { PublicKey } from './ssh-wire.ts';
import { strictBase64 } from './strict-base64.ts';
import { isJsonObject, parseStrictJson, type JsonObject, type JsonValue } from './strict-json.ts';

export const rosterPayloadType = 'application/vnd.hotwash.roster+json';
const rosterType = 'https://hotwash.dev/roster/v1';
/** A roster of thousands of people stays far below. */
const largestRoster = 16 * 1024 * 1024;
const mostSignatures = 200;

/** Times in epoch ms; an end that is not set is positive infinity. */
export type RosterKey = {
  readonly member: string;
  readonly fingerprint: string;
  readonly pem: string;
  readonly key: PublicKey;
  readonly validFrom: number;
  readonly validUntil: number;
  readonly revokedAt: number;
  readonly revokedFor: string;
};

export type RosterDevice = {
  readonly id: string;
  readonly pem: string;
  readonly key: PublicKey;
  readonly validFrom: number;
  readonly validUntil: number;
};

export type PastVersion = { readonly version: number; readonly issuedAt: number; readonly sha256: string };

/** One version of a roster, read and not believed. */
export type Roster = PastVersion & {
  readonly previous: string | null;
  readonly threshold: number;
  readonly keepers: readonly string[];
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly keys: readonly RosterKey[];
  readonly devices: readonly RosterDevice[];
  readonly history: readonly PastVersion[];
  readonly signatures: readonly { readonly keyid: string; readonly sig: Uint8Array }[];
  /** The bytes that were signed. */
  readonly pae: Uint8Array;
};

export type RosterRead = { readonly ok: true; readonly value: Roster } | { readonly ok: false; readonly why: string };

/** Reads a public key's PEM: the key and its fingerprint, or undefined where the text is not the one form of a key. */
export type ReadPem = (pem: string) => { readonly key: PublicKey; readonly fingerprint: string } | undefined;

/** Reads a roster file in its one canonical form: envelope, payload, every field. Verifies no signature. */
export function readRoster(bytes: Uint8Array, readPem: ReadPem, crypto: CryptoPort): RosterRead {
  const no = (why: string): RosterRead => ({ ok: false, why });
  if (bytes.length > largestRoster) return no('over 16 MiB');
  const envelope = readJson(bytes);
  if (typeof envelope === 'string') return no(envelope);
  const { payload, payloadType, signatures } = envelope;
  if (!hasKeys(envelope, 'payload payloadType signatures') || payloadType !== rosterPayloadType)
    return no('not the envelope of a roster');
  const body = typeof payload === 'string' ? strictBase64(payload) : undefined;
  const signed = readSignatures(signatures);
  if (body === undefined || signed === undefined) return no('its payload or a signature is malformed');
  const roster = readJson(body);
  if (typeof roster === 'string') return no(`its payload is ${roster}`);
  const pae = concat([utf8(`DSSEv1 ${rosterPayloadType.length} ${rosterPayloadType} ${body.length} `), body]);
  return readPayload(roster, { signatures: signed, pae, sha256: toHex(sha256(crypto, body)) }, readPem);
}

function readJson(bytes: Uint8Array): JsonObject | string {
  const text = fromUtf8(bytes);
  if (text === undefined) return 'not UTF-8';
  const json = parseStrictJson(text);
  if (!json.ok) return json.why;
  if (!isJsonObject(json.value)) return 'no object';
  return canonicalJson(json.value) === text ? json.value : 'not in canonical form';
}

function readSignatures(value: JsonValue | undefined): Roster['signatures'] | undefined {
  if (!isArray(value) || value.length > mostSignatures) return undefined;
  const signatures = value.map((item) => {
    if (!isJsonObject(item) || !hasKeys(item, 'keyid sig')) return undefined;
    const { keyid, sig } = item;
    const bytes = typeof sig === 'string' ? strictBase64(sig) : undefined;
    return typeof keyid !== 'string' || bytes === undefined ? undefined : { keyid, sig: bytes };
  });
  return allOf(signatures);
}

function readPayload(
  value: JsonObject,
  signed: Pick<Roster, 'signatures' | 'pae' | 'sha256'>,
  readPem: ReadPem,
): RosterRead {
  const no = (why: string): RosterRead => ({ ok: false, why });
  const fields = '_type devices history issuedAt keepers members organisation previous threshold version';
  if (!hasKeys(value, fields) || value['_type'] !== rosterType) return no('its payload is no roster');
  const { version, previous, threshold, organisation } = value;
  const issuedAt = timeOf(value['issuedAt']);
  const keepers = namesOf(value['keepers']);
  const history = readList(value['history'], readPast);
  const devices = readList(value['devices'], (item) => readDevice(item, readPem));
  const people = readList(value['members'], (item) => readMember(item, readPem));
  if (!isCount(version) || !isCount(threshold) || typeof organisation !== 'string' || issuedAt === undefined)
    return no('its version, threshold or time is malformed');
  if (!(previous === null || isSha256(previous)) || history === undefined) return no('its history is malformed');
  if (keepers === undefined || new Set(keepers).size !== keepers.length) return no('its keepers are malformed');
  if (devices === undefined || people === undefined) return no('a member, key or device is malformed');
  const keys = people.flatMap((one) => one.keys);
  if (new Set(people.map(({ id }) => id)).size !== people.length) return no('it names a member twice');
  if (new Set(keys.map(({ fingerprint }) => fingerprint)).size !== keys.length) return no('it names a key twice');
  if (new Set(devices.map(({ id }) => id)).size !== devices.length) return no('it names a device twice');
  const members = new Map(people.map(({ id, roles }) => [id, roles]));
  return {
    ok: true,
    value: { ...signed, version, previous, threshold, issuedAt, keepers, members, keys, devices, history },
  };
}

/** None of the signs that a list of patterns gives a meaning to. */
const memberId = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

function readMember(
  item: JsonValue,
  readPem: ReadPem,
): { readonly id: string; readonly roles: readonly string[]; readonly keys: readonly RosterKey[] } | undefined {
  if (!isJsonObject(item) || !hasKeys(item, 'id keys roles')) return undefined;
  const { id } = item;
  const roles = namesOf(item['roles']);
  if (typeof id !== 'string' || !memberId.test(id) || roles === undefined) return undefined;
  const keys = readList(item['keys'], (key) => readKey(id, key, readPem));
  return keys === undefined ? undefined : { id, roles, keys };
}

function readKey(member: string, item: JsonValue, readPem: ReadPem): RosterKey | undefined {
  if (!isJsonObject(item) || !hasKeys(item, 'fingerprint publicPem revokedAt revokedFor validFrom validUntil'))
    return undefined;
  const { fingerprint, publicPem, revokedFor } = item;
  const read = typeof publicPem === 'string' ? readPem(publicPem) : undefined;
  const [validFrom, validUntil, revokedAt] = [
    timeOf(item['validFrom']),
    endOf(item['validUntil']),
    endOf(item['revokedAt']),
  ];
  if (typeof publicPem !== 'string' || read === undefined || read.fingerprint !== fingerprint) return undefined;
  if (validFrom === undefined || validUntil === undefined || revokedAt === undefined) return undefined;
  if (revokedAt === Number.POSITIVE_INFINITY ? revokedFor !== null : typeof revokedFor !== 'string') return undefined;
  return {
    member,
    fingerprint,
    pem: publicPem,
    key: read.key,
    validFrom,
    validUntil,
    revokedAt,
    revokedFor: typeof revokedFor === 'string' ? revokedFor : '',
  };
}

function readDevice(item: JsonValue, readPem: ReadPem): RosterDevice | undefined {
  if (!isJsonObject(item) || !hasKeys(item, 'id publicPem validFrom validUntil')) return undefined;
  const { id, publicPem } = item;
  const key = typeof publicPem === 'string' ? readPem(publicPem)?.key : undefined;
  const [validFrom, validUntil] = [timeOf(item['validFrom']), endOf(item['validUntil'])];
  if (typeof id !== 'string' || typeof publicPem !== 'string' || key?.kind !== 'ed25519') return undefined;
  if (validFrom === undefined || validUntil === undefined) return undefined;
  return { id, pem: publicPem, key, validFrom, validUntil };
}

function readPast(item: JsonValue): PastVersion | undefined {
  if (!isJsonObject(item) || !hasKeys(item, 'issuedAt sha256 version')) return undefined;
  const { version, sha256: hash } = item;
  const issuedAt = timeOf(item['issuedAt']);
  return !isCount(version) || !isSha256(hash) || issuedAt === undefined
    ? undefined
    : { version, issuedAt, sha256: hash };
}

const isArray = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);

function readList<T>(value: JsonValue | undefined, read: (item: JsonValue) => T | undefined): readonly T[] | undefined {
  return isArray(value) ? allOf(value.map(read)) : undefined;
}

const allOf = <T>(items: readonly (T | undefined)[]): readonly T[] | undefined => {
  const found = items.filter((item) => item !== undefined);
  return found.length === items.length ? found : undefined;
};

const namesOf = (value: JsonValue | undefined): readonly string[] | undefined =>
  readList(value, (item) => (typeof item === 'string' ? item : undefined));

const isCount = (value: JsonValue | undefined): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;

const isSha256 = (value: JsonValue | undefined): value is string =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

/** The one form of a time: `2026-03-16T10:15:00.000Z`. */
function timeOf(value: JsonValue | undefined): number | undefined {
  if (typeof value !== 'string') return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) || new Date(time).toISOString() !== value ? undefined : time;
}

const endOf = (value: JsonValue | undefined): number | undefined =>
  value === null ? Number.POSITIVE_INFINITY : timeOf(value);

const hasKeys = (value: JsonObject, keys: string): boolean => Object.keys(value).toSorted().join(' ') === keys;
