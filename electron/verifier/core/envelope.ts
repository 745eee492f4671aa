import { canonicalJson } from '../../../shared/journal/canonical-json.ts';
import { fromUtf8, utf8 } from './crypto-port.ts';
import { finding, type Finding } from './report.ts';
import { concat } from './concat.ts';
import { strictBase64 } from './strict-base64.ts';
import { isJsonObject, parseStrictJson, type JsonObject, type JsonValue } from './strict-json.ts';

export const largestEnvelope = 16 * 1024 * 1024;
const payloadType = 'application/vnd.in-toto+json';
const statementType = 'https://in-toto.io/Statement/v1';
const predicateType = 'https://hotwash.dev/sign-off/v1';

export type Envelope = {
  readonly payload: Uint8Array;
  readonly keyid: string;
  /** The signature's bytes: strict DER by ECDSA, the plain number by RSA. */
  readonly sig: Uint8Array;
  readonly pae: Uint8Array;
};

export type Statement = {
  readonly subjects: ReadonlyMap<string, string>;
  readonly reviewId: string;
  readonly role: string;
  readonly act: string;
  readonly signer: string;
  readonly claimedAt: string;
  readonly rosterVersion: number;
  /** SHA-256 of that roster's payload; null where none was published; undefined in statements of before rosters. */
  readonly rosterSha256: string | null | undefined;
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly root: string };
  readonly covers: readonly string[];
};

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly finding: Finding };

/** Reads a DSSE envelope in its one canonical form. Verifies nothing. */
export function readEnvelope(path: string, bytes: Uint8Array, expected: string = payloadType): Read<Envelope> {
  const no = (why: string): Read<never> => ({ ok: false, finding: finding.malformed(path, why) });
  const text = fromUtf8(bytes);
  if (text === undefined) return no('not UTF-8');
  const json = parseStrictJson(text);
  if (!json.ok) return no(json.why);
  if (!isJsonObject(json.value) || !hasKeys(json.value, ['payload', 'payloadType', 'signatures']))
    return no('not a DSSE envelope');
  const { payload, payloadType: type, signatures } = json.value;
  if (!Array.isArray(signatures) || typeof payload !== 'string' || typeof type !== 'string')
    return no('not a DSSE envelope');
  if (signatures.length !== 1) return no(`${signatures.length} signatures, expected exactly one`);
  const signature = (signatures as readonly JsonValue[])[0];
  if (!isJsonObject(signature) || !hasKeys(signature, ['keyid', 'sig']))
    return no('its signature has not exactly keyid and sig');
  const { keyid, sig } = signature;
  if (typeof keyid !== 'string' || typeof sig !== 'string') return no('its signature has not exactly keyid and sig');
  const body = strictBase64(payload);
  const signed = strictBase64(sig);
  if (body === undefined || signed === undefined) return no('base64 is not canonical');
  if (canonicalJson(json.value) !== text) return no('not in canonical form');
  if (type !== expected) return { ok: false, finding: finding.unknownType(path, type) };
  const pae = concat([utf8(`DSSEv1 ${utf8(type).length} ${type} ${body.length} `), body]);
  return { ok: true, value: { payload: body, keyid, sig: signed, pae } };
}

/** Reads the signed statement; its signature was checked before. */
export function readStatement(path: string, payload: Uint8Array): Read<Statement> {
  const no = (why: string): Read<never> => ({ ok: false, finding: finding.malformed(path, why) });
  const text = fromUtf8(payload);
  const json = text === undefined ? undefined : parseStrictJson(text);
  if (json === undefined) return no('its statement is not UTF-8');
  if (!json.ok) return no(`its statement: ${json.why}`);
  if (!isJsonObject(json.value)) return no('its statement is no object');
  if (canonicalJson(json.value) !== text) return no('its statement is not in canonical form');
  const { _type, predicateType: type, subject, predicate } = json.value;
  if (_type !== statementType) return { ok: false, finding: finding.unknownType(path, typeName(_type)) };
  if (type !== predicateType) return { ok: false, finding: finding.unknownType(path, typeName(type)) };
  const subjects = readSubjects(subject);
  const claim = isJsonObject(predicate) ? readPredicate(predicate) : undefined;
  if (subjects === undefined) return no('its subjects are malformed');
  if (claim === undefined || !hasKeys(json.value, ['_type', 'predicate', 'predicateType', 'subject']))
    return no('its predicate is malformed');
  return { ok: true, value: { subjects, ...claim } };
}

const typeName = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null);

function readSubjects(value: JsonValue | undefined): ReadonlyMap<string, string> | undefined {
  if (!Array.isArray(value)) return undefined;
  const subjects = new Map<string, string>();
  for (const item of value as readonly JsonValue[]) {
    if (!isJsonObject(item) || !hasKeys(item, ['digest', 'name']) || typeof item['name'] !== 'string') return undefined;
    // Another digest beside the SHA-256 would be signed, believed by some reader, and checked by nobody here.
    if (!isJsonObject(item['digest']) || !hasKeys(item['digest'], ['sha256'])) return undefined;
    const digest = item['digest']['sha256'];
    if (typeof digest !== 'string' || !/^[0-9a-f]{64}$/.test(digest) || subjects.has(item['name'])) return undefined;
    subjects.set(item['name'], digest);
  }
  return subjects;
}

const predicateKeys = ['act', 'checkpoint', 'claimedAt', 'covers', 'reviewId', 'role', 'rosterVersion', 'signer'];
const withRoster = [...predicateKeys, 'rosterSha256'].toSorted();

function readPredicate(value: JsonObject): Omit<Statement, 'subjects'> | undefined {
  const { act, checkpoint, claimedAt, covers, reviewId, role, rosterSha256, rosterVersion, signer } = value;
  if (!hasKeys(value, rosterSha256 === undefined ? predicateKeys : withRoster)) return undefined;
  if (!(rosterSha256 === undefined || rosterSha256 === null || isSha256(rosterSha256))) return undefined;
  if (typeof reviewId !== 'string' || typeof role !== 'string' || typeof signer !== 'string') return undefined;
  if (typeof act !== 'string' || !['facilitated', 'accepted', 'countersigned'].includes(act)) return undefined;
  if (typeof claimedAt !== 'string' || !isTime(claimedAt) || typeof rosterVersion !== 'number') return undefined;
  if (!Array.isArray(covers) || !covers.every((item) => typeof item === 'string')) return undefined;
  if (!isJsonObject(checkpoint) || !hasKeys(checkpoint, ['origin', 'root', 'size'])) return undefined;
  const { origin, root, size } = checkpoint;
  if (typeof origin !== 'string' || typeof root !== 'string' || typeof size !== 'number') return undefined;
  const claim = { act, claimedAt, covers, reviewId, role, rosterVersion, rosterSha256, signer };
  return { ...claim, checkpoint: { origin, root, size } };
}

/** A time that there is: `Date` reads the 31st of February as the 3rd of March. */
function isTime(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text.slice(0, 19));
}

const isSha256 = (value: JsonValue): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

function hasKeys(value: JsonObject, keys: readonly string[]): boolean {
  return Object.keys(value).toSorted().join() === keys.join();
}
