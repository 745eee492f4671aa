import { canonicalJson, type Json } from '../../../shared/journal/canonical-json.ts';
import { createMerkleTree } from '../../../shared/journal/merkle.ts';
import { hashToWords } from '../../../shared/journal/words.ts';
import { SourceFault } from './bundle-source.ts';
import { fromUtf8, sha256, toHex, utf8, type CryptoPort } from './crypto-port.ts';
import { finding, type Finding } from './report.ts';
import { concat } from './concat.ts';

export type History = {
  readonly size: number;
  readonly root: Uint8Array;
  /** How many events carry their body. */
  readonly bodies: number;
  /** Events without a body: its hash, by number. */
  readonly absent: ReadonlyMap<number, string>;
  /** Events that tell of an erasure, with their bodies. */
  readonly erasures: readonly { readonly seq: number; readonly body: Json }[];
  /** After which event the head was the words that were sought. */
  readonly wordsAt: number | undefined;
  /** The root over the first `rootAt` events, where there are so many. */
  readonly earlierRoot: Uint8Array | undefined;
  readonly fault: Finding | undefined;
};

/** What else is looked for on the way: the root at a size, and the event after which the head was these eight words. */
export type Sought = { readonly rootAt?: number | undefined; readonly words?: string | undefined };

const longestLine = 16 * 1024 * 1024;
/** What is held of each event until the end; a review has thousands. */
const mostEvents = 5_000_000;
const mostErasureBytes = 256 * 1024 * 1024;
const newline = 10;

/** Reads events.jsonl piece by piece: sequence, chain, bodies, Merkle root. Stops counting faults at the first. */
export async function readHistory(
  pieces: AsyncIterable<Uint8Array>,
  crypto: CryptoPort,
  { rootAt, words }: Sought = {},
): Promise<History> {
  const tree = createMerkleTree((bytes) => sha256(crypto, bytes));
  let prev = '0'.repeat(64);
  let fault: Finding | undefined;
  let earlierRoot: Uint8Array | undefined;
  let bodies = 0;
  let wordsAt: number | undefined;
  const absent = new Map<number, string>();
  const erasures: { seq: number; body: Json }[] = [];
  let erasureBytes = 0;
  const take = (line: Uint8Array): void => {
    const number = tree.size() + 1;
    if (number > mostEvents || erasureBytes > mostErasureBytes)
      throw new SourceFault(finding.unreadable('data/events.jsonl is too large to be the history of a review'));
    const read = readLine(line, number, prev, crypto);
    if (read.why !== undefined) fault ??= finding.historyBroken(number, read.why);
    tree.append(read.header);
    prev = toHex(sha256(crypto, read.header));
    if (read.hasBody) bodies += 1;
    if (read.absent !== undefined) absent.set(number, read.absent);
    if (read.erasure !== undefined) {
      erasures.push({ seq: number, body: read.erasure });
      erasureBytes += line.length;
    }
    if (words !== undefined && hashToWords(tree.root()).join(' ') === words) wordsAt = number;
    if (number === rootAt) earlierRoot = tree.root();
  };
  const rest = await eachLine(pieces, take);
  if (rest > 0) fault ??= finding.historyBroken(tree.size() + 1, 'the last line is cut short');
  return { size: tree.size(), root: tree.root(), bodies, absent, erasures, wordsAt, earlierRoot, fault };
}

/** Calls back per line without its newline; returns how many bytes were left after the last one. */
async function eachLine(pieces: AsyncIterable<Uint8Array>, take: (line: Uint8Array) => void): Promise<number> {
  let parts: Uint8Array[] = [];
  let held = 0;
  for await (const piece of pieces) {
    let start = 0;
    for (let end = piece.indexOf(newline); end >= 0; end = piece.indexOf(newline, start)) {
      take(parts.length === 0 ? piece.subarray(start, end) : concat([...parts, piece.subarray(start, end)]));
      parts = [];
      held = 0;
      start = end + 1;
    }
    // A copy, because a reader may reuse its buffer for the next piece; `slice` of a Buffer is none.
    if (start < piece.length && held <= longestLine) parts.push(new Uint8Array(piece.subarray(start)));
    held += piece.length - start;
  }
  return held;
}

const fields: { readonly [name: string]: (value: unknown) => boolean } = {
  actor: (value) => typeof value === 'string' && value.length > 0 && value.length <= 64,
  at: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value),
  bodyHash: (value) => isHex(value, 64),
  device: (value) => isHex(value, 16),
  prev: (value) => isHex(value, 64),
  seq: (value) => Number.isSafeInteger(value),
  type: (value) => typeof value === 'string' && /^[a-z][a-z.-]*\.v[1-9][0-9]*$/.test(value),
};

const isHex = (value: unknown, length: number): boolean =>
  typeof value === 'string' && value.length === length && /^[0-9a-f]+$/.test(value);

type LineRead = {
  readonly header: Uint8Array;
  readonly hasBody: boolean;
  readonly why: string | undefined;
  readonly absent?: string;
  readonly erasure?: Json;
};

function readLine(line: Uint8Array, number: number, prev: string, crypto: CryptoPort): LineRead {
  const text = fromUtf8(line);
  const value = text === undefined ? undefined : parseCanonical(text);
  if (value === undefined) return { header: line, hasBody: true, why: 'not a line of canonical JSON' };
  const { salt, body, ...header } = value;
  const headerBytes = utf8(canonicalJson(header));
  const hasBody = body !== undefined || salt !== undefined;
  const given = header['bodyHash'];
  const no = (why: string | undefined): LineRead => ({ header: headerBytes, hasBody, why });
  if (Object.keys(header).toSorted().join() !== Object.keys(fields).join()) return no('unknown or missing fields');
  const wrong = Object.entries(fields).find(([name, holds]) => !holds(header[name]));
  if (wrong !== undefined) return no(`${wrong[0]} is malformed`);
  if (header['seq'] !== number) return no(`it is numbered ${JSON.stringify(header['seq'])}`);
  if (header['prev'] !== prev) return no('it does not follow the event before it');
  if ((body === undefined) !== (salt === undefined)) return no('salt and body belong together');
  if (body === undefined) return { ...no(undefined), absent: typeof given === 'string' ? given : '' };
  if (typeof salt !== 'string' || !isHex(salt, 32)) return no('salt is malformed');
  const bodyHash = toHex(sha256(crypto, utf8(salt + canonicalJson(body))));
  if (bodyHash !== header['bodyHash']) return no('its body was changed');
  return header['type'] === 'bodies.erased.v1' ? { ...no(undefined), erasure: body } : no(undefined);
}

/** Text that equals its own canonical form names no key twice and hides no white space. */
function parseCanonical(text: string): { readonly [key: string]: Json } | undefined {
  try {
    const value = JSON.parse(text) as Json;
    if (typeof value !== 'object' || value === null || Array.isArray(value) || canonicalJson(value) !== text)
      return undefined;
    return value as { readonly [key: string]: Json };
  } catch {
    return undefined;
  }
}
