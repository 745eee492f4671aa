import { sign } from 'node:crypto';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';
import { signEnvelope } from '../signing/dsse.ts';
import { signSsh } from '../signing/sshsig.ts';
import { forgedSignatures, mirrored, order, readNumbers, trueForm } from './forged-signatures.ts';
import { pick, sha256Of, type Files, type Random } from './record-memory.ts';
import { fileLike, flip, rewrite, type Change, type Mutator } from './record-mutators.ts';

type Members = { [key: string]: Json };
type Signature = { keyid: string; sig: string };
type EnvelopeJson = { payload: string; payloadType: string; signatures: Signature[] };

const envelopeOf = (bytes: Buffer): EnvelopeJson | undefined => {
  try {
    const json = JSON.parse(bytes.toString()) as EnvelopeJson;
    return typeof json.payload === 'string' && typeof json.signatures[0]?.sig === 'string' ? json : undefined;
  } catch {
    return undefined;
  }
};

/** Edits one envelope as text made of its members; a record that an earlier change left without one is flipped instead. */
function editEnvelope(files: Files, random: Random, edit: (json: EnvelopeJson, random: Random) => string): Change {
  const path = fileLike(files, /\.dsse\.json$/, random);
  rewrite(files, path, (bytes) => {
    const json = envelopeOf(bytes);
    return json === undefined ? flip(bytes, random) : Buffer.from(edit(json, random));
  });
  return { what: path };
}

const withSignature = (json: EnvelopeJson, change: (one: Signature) => object): string =>
  canonicalJson({ ...json, signatures: json.signatures.map((one) => ({ ...one, ...change(one) })) });
const withSig = (json: EnvelopeJson, change: (der: Buffer) => Buffer): string =>
  withSignature(json, ({ sig }) => ({ sig: change(Buffer.from(sig, 'base64')).toString('base64') }));

const base64Forms: readonly ((text: string) => string)[] = [
  (text) => text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '.'),
  (text) => (text.endsWith('=') ? text.replace(/=+$/, '') : `${text}=`),
  (text) => `${text.slice(0, 8)}\n${text.slice(8)}`,
  (text) => ` ${text}`,
  (text) => `${text}AAAA`,
  (text) => text.slice(0, -1),
  (text) => (text.endsWith('=') ? text.replace(/.(=+)$/, (_, pad: string) => `/${pad}`) : `=${text}`),
  (text) => `${text.slice(0, 4)}=${text.slice(4)}`,
  (text) => text.toLowerCase(),
  // The same bytes again: only bits that no byte has are turned.
  (text) =>
    text.replace(
      /.(=+)$/,
      (last) => `${base64Letters[base64Letters.indexOf(last[0] ?? '') ^ 1] ?? ''}${last.slice(1)}`,
    ),
];

const base64Letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const jsonForms: readonly ((json: EnvelopeJson) => string)[] = [
  (json) => JSON.stringify(json, null, 1),
  (json) => `${canonicalJson(json)}\n`,
  (json) => ` ${canonicalJson(json)}`,
  (json) => `\ufeff${canonicalJson(json)}`,
  (json) => `{"payload":"",${canonicalJson(json).slice(1)}`,
  (json) => `${canonicalJson(json).slice(0, -1)},"payload":""}`,
  (json) => canonicalJson(json).replace('"keyid"', '"keyid":"x","keyid"'),
  (json) => canonicalJson(json).replace('"payload"', String.raw`"p\u0061yload"`),
  (json) => JSON.stringify({ signatures: json.signatures, payloadType: json.payloadType, payload: json.payload }),
  (json) => canonicalJson({ ...json, note: 'x' }),
  (json) => canonicalJson({ ...json, signatures: [] }),
  (json) => canonicalJson({ ...json, signatures: [...json.signatures, ...json.signatures] }),
  (json) => canonicalJson({ ...json, signatures: json.signatures[0] ?? null }),
  (json) => withSignature(json, () => ({ cert: 'x' })),
  (json) => canonicalJson({ ...json, payloadType: 'application/json' }),
  (json) => canonicalJson({ ...json, payloadType: `${json.payloadType} ` }),
  (json) => canonicalJson([{ ...json }]),
  (json) => `[${'['.repeat(5000)}${canonicalJson(json)}`,
];

/** What a forger would like the statement to say; the signature is the old one. */
const statementEdits: readonly ((statement: Members, predicate: Members, random: Random, files: Files) => void)[] = [
  (_, predicate, random) => (predicate['role'] = pick(['product-manager', 'release-manager', 'facilitator'], random)),
  (_, predicate) => (predicate['signer'] = 'dev-99'),
  (_, predicate, random) => (predicate['act'] = pick(['accepted', 'countersigned', 'facilitated'], random)),
  (_, predicate) => (predicate['claimedAt'] = '2020-01-01T00:00:00.000Z'),
  (_, predicate) => (predicate['rosterVersion'] = 1),
  (_, predicate) => (predicate['covers'] = []),
  (_, predicate) => (predicate['reviewId'] = 'r-2026-999'),
  (_, predicate) => (predicate['checkpoint'] = { ...(predicate['checkpoint'] as Members), size: 3 }),
  (statement) => (statement['predicateType'] = 'https://slsa.dev/provenance/v1'),
  (statement) => (statement['_type'] = 'https://in-toto.io/Statement/v0.1'),
  (statement, _, random) => (statement['subject'] as Json[]).splice(random(5), 1),
  (statement, _, _random, files) =>
    (statement['subject'] = (statement['subject'] as Members[]).map((one) => {
      const bytes = files.get(one['name'] as string);
      return bytes === undefined ? one : { ...one, digest: { sha256: sha256Of(bytes) } };
    })),
];

function editStatement(json: EnvelopeJson, random: Random, files: Files): string {
  const statement = JSON.parse(Buffer.from(json.payload, 'base64').toString()) as Members;
  pick(statementEdits, random)(statement, statement['predicate'] as Members, random, files);
  return canonicalJson({ ...json, payload: Buffer.from(canonicalJson(statement)).toString('base64') });
}

export const envelopeMutators: { readonly [name: string]: Mutator } = {
  "an envelope's JSON": (files, random) => editEnvelope(files, random, (json) => pick(jsonForms, random)(json)),
  'base64 of an envelope': (files, random) =>
    editEnvelope(files, random, (json) => {
      const form = pick(base64Forms, random);
      return random(2) === 0
        ? canonicalJson({ ...json, payload: form(json.payload) })
        : withSignature(json, ({ sig }) => ({ sig: form(sig) }));
    }),
  'bytes of a payload': (files, random) =>
    editEnvelope(files, random, (json) =>
      canonicalJson({ ...json, payload: flip(Buffer.from(json.payload, 'base64'), random).toString('base64') }),
    ),
  'bytes of a signature': (files, random) =>
    editEnvelope(files, random, (json) => withSig(json, (der) => flip(der, random))),
  'DER of a signature': (files, random) =>
    editEnvelope(files, random, (json) => withSig(json, (der) => pick(forgedSignatures(der), random).der)),
  'the name of a key': (files, random) =>
    editEnvelope(files, random, (json) =>
      withSignature(json, ({ keyid }) => ({
        keyid: pick([`${keyid}=`, keyid.toLowerCase(), keyid.slice(7), ''], random),
      })),
    ),
  'what a statement says': (files, random) => editEnvelope(files, random, (json) => editStatement(json, random, files)),
  'what a statement says, signed by a stranger': (files, random, { stranger }) =>
    editEnvelope(files, random, (json) => {
      const said = random(3) === 0 ? json : (JSON.parse(editStatement(json, random, files)) as EnvelopeJson);
      const signed = signEnvelope(stranger, Buffer.from(said.payload, 'base64').toString());
      const keyid = json.signatures[0]?.keyid ?? '';
      return random(2) === 0 ? signed : withSignature(JSON.parse(signed) as EnvelopeJson, () => ({ keyid }));
    }),
  'a signature over something else': (files, random, { stranger }) =>
    editEnvelope(files, random, (json) => withSig(json, () => sign('sha256', Buffer.from('x'), stranger.privateKey))),
  'r and n - s in an envelope': (files, random) => editEnvelope(files, random, (json) => withSig(json, mirrored)),
};

/** The fields of an SSHSIG after its magic: version, key, namespace, reserved, hash, signature. */
function sshParts(bytes: Buffer): Buffer[] {
  const raw = Buffer.from(bytes.toString().replaceAll(/-----[A-Z ]+-----|\n/g, ''), 'base64');
  const parts: Buffer[] = [raw.subarray(6, 10)];
  for (let at = 10; at + 4 <= raw.length;) {
    const length = raw.readUInt32BE(at);
    parts.push(raw.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return parts;
}

const sshString = (body: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
};

function armor(parts: readonly Buffer[], width = 70): string {
  const raw = Buffer.concat([Buffer.from('SSHSIG'), parts[0] ?? Buffer.alloc(0), ...parts.slice(1).map(sshString)]);
  const lines = raw.toString('base64').match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
  return ['-----BEGIN SSH SIGNATURE-----', ...lines, '-----END SSH SIGNATURE-----', ''].join('\n');
}

const sshEdits: readonly ((parts: Buffer[], random: Random) => string)[] = [
  (parts) => armor(parts, 64),
  (parts) => armor(parts, 76),
  (parts) => armor(parts).replaceAll('\n', '\r\n'),
  (parts) => `${armor(parts)}\n`,
  (parts) => `x\n${armor(parts)}`,
  (parts) => armor(parts) + armor(parts),
  (parts) => armor(parts).replaceAll('SSH SIGNATURE', 'SSH  SIGNATURE'),
  (parts) => armor(parts.with(0, Buffer.of(0, 0, 0, 2))),
  (parts, random) =>
    armor(parts.with(2, Buffer.from(pick(['file', 'hotwash-review@v2', 'hotwash-review@v1\0', ''], random)))),
  (parts) => armor(parts.with(3, Buffer.from('x'))),
  (parts, random) => armor(parts.with(4, Buffer.from(pick(['sha256', 'sha1', 'SHA512', ''], random)))),
  (parts, random) => armor(parts.with(1, flip(parts[1] ?? Buffer.alloc(1), random))),
  (parts, random) => armor(parts.with(5, flip(parts[5] ?? Buffer.alloc(1), random))),
  (parts) => armor([...parts, Buffer.alloc(0)]),
  (parts) => armor(parts.slice(0, -1)),
  (parts) => armor(parts.with(5, Buffer.concat([parts[5] ?? Buffer.alloc(0), Buffer.of(0)]))),
  (parts, random) =>
    armor(
      parts.with(
        5,
        sshNumbers(parts[5] ?? Buffer.alloc(0), (number) =>
          pick(
            [
              Buffer.concat([Buffer.of(0), number]),
              Buffer.of(0),
              Buffer.alloc(0),
              Buffer.from(order.toString(16).padStart(66, '0'), 'hex'),
            ],
            random,
          ),
        ),
      ),
    ),
];

/** Rewrites s of an SSH ECDSA signature blob. */
function sshNumbers(blob: Buffer, change: (s: Buffer) => Buffer): Buffer {
  const typeEnd = 4 + (blob.length < 4 ? 0 : blob.readUInt32BE(0));
  if (blob.length < typeEnd + 12) return blob.subarray(1);
  const inner = blob.subarray(typeEnd + 4);
  const rEnd = 4 + inner.readUInt32BE(0);
  const changed = Buffer.concat([inner.subarray(0, rEnd), sshString(change(inner.subarray(rEnd + 4)))]);
  return Buffer.concat([blob.subarray(0, typeEnd), sshString(changed)]);
}

export const sshMutators: { readonly [name: string]: Mutator } = {
  'an SSH signature': (files, random) => {
    const path = fileLike(files, /\.manifest\.sig$/, random);
    rewrite(files, path, (bytes) => Buffer.from(pick(sshEdits, random)(sshParts(bytes), random)));
    return { what: path };
  },
  'an SSH signature by a stranger': (files, random, { stranger }) => {
    const path = fileLike(files, /\.manifest\.sig$/, random);
    files.set(path, Buffer.from(signSsh(stranger, files.get('manifest-sha256.txt') ?? Buffer.alloc(0))));
    return { what: path };
  },
  'r and n - s in an SSH signature': (files, random) => {
    const path = fileLike(files, /\.manifest\.sig$/, random);
    rewrite(files, path, (bytes) => Buffer.from(withSshS(bytes, (s) => order - s)));
    return { what: path };
  },
};

function withSshS(bytes: Buffer, change: (s: bigint) => bigint): string {
  const parts = sshParts(bytes);
  const numbers = sshNumbers(parts[5] ?? Buffer.alloc(0), (s) => {
    const hex = change(BigInt(`0x${s.toString('hex')}`)).toString(16);
    const digits = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
    return (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits;
  });
  return armor(parts.with(5, numbers));
}

/**
 * What a record says, whatever is not said by anybody taken away: of the two signatures that anybody can compute from each
 * other, the smaller; and the tag manifest, which is signed by nobody and follows from the rest. Two records of one form say
 * the same; an accepted record has the form of one that was really signed.
 */
export function normalForm(files: Files): Files {
  const smaller = (s: bigint): bigint => (s < order - s ? s : order - s);
  const form: Files = new Map(files);
  form.delete('tagmanifest-sha256.txt');
  for (const [path, bytes] of files) {
    try {
      const rewritten = inSmaller(path, bytes, smaller);
      // A file in another form than its one form stays as it is, so that it equals no record.
      if (rewritten !== undefined && inSmaller(path, bytes, (s) => s) === bytes.toString())
        form.set(path, Buffer.from(rewritten));
    } catch {
      // Not of any form: the same.
    }
  }
  return form;
}

function inSmaller(path: string, bytes: Buffer, change: (s: bigint) => bigint): string | undefined {
  if (path.endsWith('.manifest.sig')) return withSshS(bytes, change);
  const json = path.endsWith('.dsse.json') ? envelopeOf(bytes) : undefined;
  return json === undefined ? undefined : withSig(json, (der) => canonicalSigned(der, change));
}

/** Only a signature in its one form is brought to the smaller s; a forged one must not become a true one here. */
function canonicalSigned(der: Buffer, change: (s: bigint) => bigint): Buffer {
  const { r, s } = readNumbers(der);
  return trueForm(r, s).equals(der) ? trueForm(r, change(s)) : der;
}
