import { canonicalJson, type Json } from '../../../shared/journal/canonical-json.ts';
import { fromUtf8, sha256, toHex, utf8, type CryptoPort } from './crypto-port.ts';
import { readEnvelope } from './envelope.ts';
import type { History } from './history.ts';
import type { ErasureReport } from './history-report.ts';
import { finding, type Finding } from './report.ts';
import { verifyBy } from './sshsig.ts';
import { strictDerSignature } from './strict-der.ts';
import { isJsonObject, parseStrictJson } from './strict-json.ts';
import { matchesPatternList, type Trust, type TrustedKey } from './trust.ts';

/** The DSSE payload type of a signed erasure, and the type its payload states. */
const erasurePayloadType = 'application/vnd.hotwash.erasure+json';
const erasureType = 'https://hotwash.dev/erasure/v1';

type Erasure = {
  readonly review: string;
  readonly signer: string;
  readonly reason: string;
  readonly at: string;
  readonly erased: readonly { readonly seq: number; readonly bodyHash: string; readonly remains: string }[];
};

/**
 * Holds the bodies that are not here against the signed erasures that the history tells of: whose key erased which, and
 * how many nobody signed for. A missing body is no fault, since the chain holds without it; a false erasure is one.
 */
export async function checkErasures(
  history: History,
  reviewId: string,
  trust: Trust,
  crypto: CryptoPort,
): Promise<{ readonly findings: readonly Finding[]; readonly report: ErasureReport }> {
  const findings: Finding[] = [];
  const by: ErasureReport['by'][number][] = [];
  const signedFor = new Set<number>();
  for (const event of history.erasures) {
    const read = await readErasure(event.body, trust, crypto);
    const no = (why: string): void => void findings.push(finding.erasure(event.seq, why));
    if (typeof read === 'string') {
      no(read);
      continue;
    }
    const { erasure, keyid, trusted } = read;
    if (erasure.review !== reviewId) no('it is of another review');
    const wrong = erasure.erased.find(({ seq, bodyHash }) => history.absent.get(seq) !== bodyHash);
    if (wrong !== undefined) no(`the body of event ${wrong.seq} was not erased, or is not the one that was`);
    if (!sameRemains(event.body, erasure, crypto)) no('what it says of the erased bodies is not what was signed');
    erasure.erased.forEach(({ seq }) => signedFor.add(seq));
    const events = erasure.erased.map(({ seq }) => seq);
    by.push({ member: erasure.signer, fingerprint: keyid, trusted, events, reason: erasure.reason, at: erasure.at });
  }
  // A redacted copy carries no body at all; that it is one is said elsewhere.
  if (history.bodies === 0) return { findings, report: { count: 0, unsigned: 0, by } };
  const unsigned = [...history.absent.keys()].filter((seq) => !signedFor.has(seq)).length;
  return { findings, report: { count: history.absent.size, unsigned, by } };
}

type ReadErasure = { readonly erasure: Erasure; readonly keyid: string; readonly trusted: boolean };

async function readErasure(body: unknown, trust: Trust, crypto: CryptoPort): Promise<ReadErasure | string> {
  const text = envelopeOf(body);
  const envelope = text === undefined ? undefined : readEnvelope('', utf8(text), erasurePayloadType);
  if (envelope?.ok !== true) return 'its envelope is malformed';
  const erasure = readPayload(fromUtf8(envelope.value.payload) ?? '');
  if (erasure === undefined) return 'its statement is malformed';
  const { keyid, pae, sig } = envelope.value;
  const known = trust.keys.filter((one) => one.fingerprint === keyid);
  const key = known[0]?.key;
  if (key === undefined || key.kind === 'weak' || key.kind === 'ed25519') return { erasure, keyid, trusted: false };
  const raw = key.kind === 'rsa' ? sig : strictDerSignature(sig);
  const holds = raw !== undefined && (await verifyBy(crypto, key, 'SHA-256', pae, raw));
  if (!holds) return 'its signature does not match';
  return { erasure, keyid, trusted: known.some((one) => speaksFor(one, erasure)) };
}

/** Whether a key is the signer's own and was valid when they say that they erased. */
function speaksFor({ principals, validAfter, validBefore, roster }: TrustedKey, { signer, at }: Erasure): boolean {
  const time = Date.parse(at);
  const end = Math.min(validBefore, roster?.revokedAt ?? Number.POSITIVE_INFINITY);
  return time >= validAfter && time < end && (principals === null || matchesPatternList(principals, signer));
}

function envelopeOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('envelope' in body)) return undefined;
  return typeof body.envelope === 'string' ? body.envelope : undefined;
}

function readPayload(text: string): Erasure | undefined {
  const json = parseStrictJson(text);
  if (!json.ok || !isJsonObject(json.value)) return undefined;
  const { _type, review, signer, reason, at, erased } = json.value;
  if (_type !== erasureType || typeof review !== 'string' || typeof signer !== 'string') return undefined;
  if (typeof reason !== 'string' || typeof at !== 'string' || !Array.isArray(erased)) return undefined;
  const read = (erased as readonly (typeof json.value)[]).flatMap((item) => {
    if (!isJsonObject(item)) return [];
    const { seq, bodyHash, remains } = item;
    return typeof seq === 'number' && typeof bodyHash === 'string' && typeof remains === 'string'
      ? [{ seq, bodyHash, remains }]
      : [];
  });
  return read.length === erased.length ? { review, signer, reason, at, erased: read } : undefined;
}

/** What stands in place of each body is signed by its hash. */
function sameRemains(body: unknown, erasure: Erasure, crypto: CryptoPort): boolean {
  if (typeof body !== 'object' || body === null || !('erased' in body) || !Array.isArray(body.erased)) return false;
  const said = (body.erased as readonly ({ readonly seq?: Json; readonly remains?: Json } | null)[]).map(
    (each) =>
      `${canonicalJson(each?.seq ?? null)} ${toHex(sha256(crypto, utf8(canonicalJson(each?.remains ?? null))))}`,
  );
  return said.join() === erasure.erased.map(({ seq, remains }) => `${seq} ${remains}`).join();
}
