import { canonicalJson } from '../../shared/journal/canonical-json.ts';
import { concat } from '../verifier/core/concat.ts';
import { fromUtf8, utf8 } from '../verifier/core/crypto-port.ts';
import { strictBase64 } from '../verifier/core/strict-base64.ts';
import { isJsonObject, parseStrictJson, type JsonObject, type JsonValue } from '../verifier/core/strict-json.ts';

/** Bytes of the largest envelope that is read; Hotwash writes none of a tenth of that. */
export const largestGateFile = 2 * 1024 * 1024;

export type OpenedEnvelope = {
  /** The payload as strict JSON in its canonical form. */
  readonly payload: JsonObject;
  readonly signatures: readonly { readonly keyid: string; readonly sig: Uint8Array }[];
  /** DSSE's pre-authentication encoding: what the signatures are over. */
  readonly signed: Uint8Array;
};

export type Opened =
  { readonly ok: true; readonly value: OpenedEnvelope } | { readonly ok: false; readonly why: string };

/**
 * Reads a DSSE envelope of this payload type, in its one canonical form, whose payload is canonical JSON too. One or two
 * signatures. Verifies none of them. `why` goes on after "The token ".
 */
export function openGateEnvelope(bytes: Uint8Array, payloadType: string): Opened {
  const no = (why: string): Opened => ({ ok: false, why });
  if (bytes.length > largestGateFile) return no('is far too long.');
  const envelope = readCanonical(bytes);
  if (typeof envelope === 'string') return no(`is not a DSSE envelope: ${envelope}.`);
  if (!hasExactly(envelope, ['payload', 'payloadType', 'signatures'])) return no('is not a DSSE envelope.');
  const { payload, payloadType: type, signatures } = envelope;
  if (typeof payload !== 'string' || typeof type !== 'string') return no('is not a DSSE envelope.');
  if (type !== payloadType) return no(`is signed as something else: ${type.slice(0, 100)}.`);
  const read = readSignatures(signatures);
  const body = strictBase64(payload);
  if (read === undefined || body === undefined) return no('has a malformed signature or payload.');
  const content = readCanonical(body);
  if (typeof content === 'string') return no(`has a malformed payload: ${content}.`);
  const header = utf8(`DSSEv1 ${utf8(type).length} ${type} ${body.length} `);
  return { ok: true, value: { payload: content, signatures: read, signed: concat([header, body]) } };
}

function readCanonical(bytes: Uint8Array): JsonObject | string {
  const text = fromUtf8(bytes);
  if (text === undefined) return 'it is not UTF-8';
  const json = parseStrictJson(text);
  if (!json.ok) return json.why;
  if (!isJsonObject(json.value)) return 'it is no object';
  return isCanonical(json.value, text) ? json.value : 'it is not in canonical form';
}

/** A lone surrogate has no canonical form, and the writer of canonical JSON stops at it. */
function isCanonical(value: JsonObject, text: string): boolean {
  try {
    return canonicalJson(value) === text;
  } catch {
    return false;
  }
}

function readSignatures(value: JsonValue | undefined): OpenedEnvelope['signatures'] | undefined {
  if (!Array.isArray(value) || value.length < 1 || value.length > 2) return undefined;
  const signatures: { keyid: string; sig: Uint8Array }[] = [];
  for (const item of value as readonly JsonValue[]) {
    if (!isJsonObject(item) || !hasExactly(item, ['keyid', 'sig'])) return undefined;
    const { keyid, sig } = item;
    const bytes = typeof sig === 'string' ? strictBase64(sig) : undefined;
    if (typeof keyid !== 'string' || bytes === undefined) return undefined;
    signatures.push({ keyid, sig: bytes });
  }
  return signatures;
}

/** Whether an object has these keys, given in order, and no other. */
export const hasExactly = (value: JsonObject, keys: readonly string[]): boolean =>
  Object.keys(value).toSorted().join() === keys.join();
