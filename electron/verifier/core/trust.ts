import { readTrustedCertificate } from './certificates-trust.ts';
import { sha256, utf8, type CryptoPort } from './crypto-port.ts';
import { readRsaSpki, rsaSpki, signed } from './rsa.ts';
import { readRoster, type Roster } from './roster.ts';
import { readPublicBlob, type PublicKey } from './ssh-wire.ts';
import { concat } from './concat.ts';
import { strictBase64, toBase64 } from './strict-base64.ts';
import type { Certificate } from './x509.ts';

/** One statement of trust the verifier's user passed in. */
export type TrustedKey = {
  readonly fingerprint: string;
  readonly key: PublicKey;
  /** OpenSSH pattern list of member ids the key speaks for; `null` for a bare PEM, which speaks for whom it claims. */
  readonly principals: string | null;
  /** Epoch ms, inclusive and exclusive. */
  readonly validAfter: number;
  readonly validBefore: number;
  /** Where a roster names the key: it alone speaks of it. */
  readonly roster?: RosterStanding;
};

/** What the rosters say of a key beside its window, which is that of the newest version that has it. */
export type RosterStanding = {
  readonly version: number;
  /** Epoch ms; positive infinity where it is not revoked. */
  readonly revokedAt: number;
  readonly revokedFor: string;
  /** What its member may sign as, by the versions that have the key. */
  readonly roles: ReadonlyMap<number, readonly string[]>;
};

export type Trust = {
  readonly keys: readonly TrustedKey[];
  /** Rosters as the user passed them, read and not judged yet. */
  readonly rosters?: readonly Roster[];
  /** Rosters were followed and hold: `keys` has what they say. */
  readonly isRuled?: boolean;
  /** Certificate authorities: what they vouch for in a record's certificates is known. */
  readonly authorities?: readonly Certificate[];
  /** Why a key's carried certificate was not accepted, by fingerprint; found while a record is read. */
  readonly notCertified?: ReadonlyMap<string, string>;
};

export type TrustFile = { readonly name: string; readonly text: string };

export type TrustOutcome =
  { readonly ok: true; readonly value: Trust } | { readonly ok: false; readonly message: string };

export const reviewNamespace = 'hotwash-review@v1';

/** Reads what `--trust` was given: allowed_signers files, PEM public keys, certificates and rosters. One bad line refuses the whole. */
export function parseTrust(files: readonly TrustFile[], crypto: CryptoPort): TrustOutcome {
  const keys: TrustedKey[] = [];
  const authorities: Certificate[] = [];
  const rosters: Roster[] = [];
  for (const { name, text } of files) {
    if (text.startsWith('{')) {
      const roster = readRoster(utf8(text), (pem) => readPublicPem(pem, crypto), crypto);
      if (!roster.ok) return { ok: false, message: `${name}: it is no roster: ${roster.why}` };
      rosters.push(roster.value);
      continue;
    }
    const read = text.includes('-----BEGIN ') ? readPem(text, authorities, crypto) : readAllowedSigners(text, crypto);
    if (typeof read === 'string') return { ok: false, message: `${name}: ${read}` };
    keys.push(...read);
  }
  if (keys.length + authorities.length + rosters.length === 0) return { ok: false, message: 'there is no key in it' };
  return { ok: true, value: { keys, authorities, rosters } };
}

/** `SHA256:...` as ssh-keygen -l prints it. */
export function fingerprintOf(blob: Uint8Array, crypto: CryptoPort): string {
  return `SHA256:${toBase64(sha256(crypto, blob)).replace('=', '')}`;
}

/** OpenSSH's pattern list: comma-separated, `*` and `?`, a match with `!` forbids. */
export function matchesPatternList(list: string, value: string): boolean {
  let matched = false;
  for (const item of list.split(',')) {
    const pattern = item.replace(/^!/, '');
    const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
    const hit = new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(value);
    if (hit && item.startsWith('!')) return false;
    matched ||= hit;
  }
  return matched;
}

const p256Spki = '3059301306072a8648ce3d020106082a8648ce3d030107034200';
const ed25519Spki = '302a300506032b6570032100';

/** The SPKI PEM of a key, as openssl writes it. */
export function pemOf(key: PublicKey): string | undefined {
  if (key.kind === 'weak') return undefined;
  const lines = toBase64(spkiOf(key)).match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----', ''].join('\n');
}

/** The bytes in a PEM, whatever they are; undefined where they are not base64. */
export const spkiOfPem = (pem: string): Uint8Array | undefined =>
  strictBase64(pem.replaceAll(/-----[A-Z ]+-----|\n/g, ''));

/** The SubjectPublicKeyInfo of a key, in DER. */
export function spkiOf(key: Exclude<PublicKey, { kind: 'weak' }>): Uint8Array {
  if (key.kind === 'rsa') return rsaSpki(key);
  return key.kind === 'p256' ? concat([fromHex(p256Spki), key.point]) : concat([fromHex(ed25519Spki), key.key]);
}

/** A public key in the one form of its PEM, as openssl writes it; undefined for any other text and for weak keys. */
export function readPublicPem(
  pem: string,
  crypto: CryptoPort,
): { readonly key: PublicKey; readonly fingerprint: string } | undefined {
  const spki = spkiOfPem(pem);
  const key = spki === undefined ? undefined : readSpki(spki);
  if (key === undefined || key.kind === 'weak' || pemOf(key) !== pem) return undefined;
  return { key, fingerprint: fingerprintOf(blobOf(key), crypto) };
}

/** The SSH blob of a key, which its fingerprint is over. */
export function blobOf(key: PublicKey): Uint8Array {
  const part = (bytes: Uint8Array): Uint8Array => {
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, bytes.length);
    return concat([length, bytes]);
  };
  if (key.kind === 'p256') return concat([part(utf8('ecdsa-sha2-nistp256')), part(utf8('nistp256')), part(key.point)]);
  if (key.kind === 'ed25519') return concat([part(utf8('ssh-ed25519')), part(key.key)]);
  if (key.kind === 'rsa') return concat([part(utf8('ssh-rsa')), part(signed(key.exponent)), part(signed(key.modulus))]);
  return new Uint8Array();
}

const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** Keys of a PEM file; authorities among its certificates are put to `authorities`. */
function readPem(text: string, authorities: Certificate[], crypto: CryptoPort): readonly TrustedKey[] | string {
  const keys: TrustedKey[] = [];
  for (const [, label, body] of text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([\sA-Za-z0-9+/=]*)-----END \1-----/g)) {
    if (label === 'CERTIFICATE') {
      const read = readTrustedCertificate(body ?? '');
      if (typeof read === 'string') return read;
      if (read.kind === 'authority') authorities.push(read.certificate);
      else {
        const { key, principals, validAfter, validBefore } = read;
        keys.push({ fingerprint: fingerprintOf(blobOf(key), crypto), key, principals, validAfter, validBefore });
      }
      continue;
    }
    if (label !== 'PUBLIC KEY') return `it holds a ${label ?? ''}, neither a public key nor a certificate`;
    const spki = strictBase64((body ?? '').replaceAll(/\s/g, ''));
    if (spki === undefined) return 'a key is not base64';
    const key = readSpki(spki);
    // Another curve or a weak key: such a signature is refused wherever it appears.
    if (key === undefined || key.kind === 'weak') continue;
    keys.push({ fingerprint: fingerprintOf(blobOf(key), crypto), key, principals: null, ...always });
  }
  return keys;
}

const always = { validAfter: Number.NEGATIVE_INFINITY, validBefore: Number.POSITIVE_INFINITY };

function readSpki(spki: Uint8Array): PublicKey | undefined {
  const startsWith = (prefix: string): boolean => fromHex(prefix).every((byte, index) => spki[index] === byte);
  if (spki.length === 91 && startsWith(p256Spki) && spki[26] === 4) return { kind: 'p256', point: spki.slice(26) };
  if (spki.length === 44 && startsWith(ed25519Spki)) return { kind: 'ed25519', key: spki.slice(12) };
  return readRsaSpki(spki);
}

function readAllowedSigners(text: string, crypto: CryptoPort): readonly TrustedKey[] | string {
  const keys: TrustedKey[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const read = readLine(line, crypto);
    if (typeof read === 'string') return `line ${index + 1} ${read}`;
    if (read !== undefined) keys.push(read);
  }
  return keys;
}

const keyTypes = /^(?:ssh-[a-z0-9-]+|ecdsa-sha2-[a-z0-9-]+|sk-[a-z0-9@.-]+)$/;

function readLine(line: string, crypto: CryptoPort): TrustedKey | string | undefined {
  const [, principals, rest] = /^("[^"]*"|\S+)\s+(.*)$/.exec(line) ?? [];
  if (principals === undefined || rest === undefined) return 'is not an allowed_signers line';
  const hasOptions = !keyTypes.test(rest.split(/\s/, 1)[0] ?? '');
  const optionText = hasOptions ? (/^(?:[^\s"]|"[^"]*")+/.exec(rest)?.[0] ?? '') : '';
  const [type, base64] = rest.slice(optionText.length).trim().split(/\s+/);
  if (type === undefined || !keyTypes.test(type) || base64 === undefined) return 'has no public key';
  const blob = strictBase64(base64);
  const key = blob === undefined ? undefined : readPublicBlob(blob);
  if (blob === undefined || key === undefined) return 'has a malformed public key';
  const options = readOptions(optionText);
  if (typeof options === 'string') return options;
  if (!matchesPatternList(options.namespaces, reviewNamespace)) return undefined;
  const { validAfter, validBefore } = options;
  return {
    fingerprint: fingerprintOf(blob, crypto),
    key,
    principals: principals.replaceAll('"', ''),
    validAfter,
    validBefore,
  };
}

function readOptions(text: string): { namespaces: string; validAfter: number; validBefore: number } | string {
  let namespaces = '*';
  let { validAfter, validBefore } = always;
  const options = [...text.matchAll(/([^,="]+)(?:="([^"]*)")?(?:,|$)/g)];
  const names = new Set(options.map(([, name]) => name));
  // What is passed over or said twice would be a limit that does not hold.
  if (options.map(([whole]) => whole).join('') !== text || names.size !== options.length)
    return 'has malformed options';
  for (const [, name, value = ''] of options) {
    const time = sshTime(value);
    if (name === 'namespaces') namespaces = value;
    else if (name === 'valid-after' && time !== undefined) validAfter = time;
    else if (name === 'valid-before' && time !== undefined) validBefore = time;
    else return `has an option this verifier does not know: ${(name ?? '').slice(0, 40)}`;
  }
  return { namespaces, validAfter, validBefore };
}

/** `YYYYMMDD[HHMM[SS]][Z]`; without the Z it is local time, as ssh-keygen reads it. */
function sshTime(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(Z?)$/.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const utc = Date.UTC(year, month - 1, day, hour, minute, second);
  const digits = text.replace('Z', '').padEnd(14, '0');
  // A 13th month would count on into the next year.
  if (new Date(utc).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14) !== digits) return undefined;
  return match[7] === 'Z' ? utc : new Date(year, month - 1, day, hour, minute, second).getTime();
}
