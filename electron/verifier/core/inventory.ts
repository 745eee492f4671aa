import type { BundleSource } from './bundle-source.ts';
import { sha256, toHex, type CryptoPort, type Hasher } from './crypto-port.ts';
import { largestEnvelope } from './envelope.ts';
import { readHistory, type History, type Sought } from './history.ts';
import { finding, type Finding } from './report.ts';
import { concat } from './concat.ts';

export const signedTagFiles = [
  'VERIFY.txt',
  'bag-info.txt',
  'bagit.txt',
  'manifest-sha256.txt',
  'verify.html',
] as const;
const requiredFiles = [
  ...signedTagFiles,
  'tagmanifest-sha256.txt',
  'data/review.json',
  'data/events.jsonl',
  'data/checkpoint.txt',
  'data/report.html',
];
/** What a redacted copy has beside the record it was taken from; signed by nobody. */
export const redactionFile = 'redaction.json';
export const redactedReport = 'redacted-report.html';
const redactionFiles: readonly string[] = [redactionFile, redactedReport];
const knownFolders = new Set(['data', 'data/evidence', 'signatures', 'timestamps', 'trust']);
const signOffFile = /^signatures\/([0-9]{2}-[a-z0-9-]+)\.(dsse\.json|manifest\.sig)$/;
const trustFile = /^trust\/(?:allowed_signers|device\.pem|[0-9]{2}-[a-z0-9-]+\.(?:pem|crt))$/;
const rosterFile = /^trust\/roster-[1-9][0-9]{0,5}\.dsse\.json$/;
export const isRosterPath = (path: string): boolean => rosterFile.test(path);
const timestampFile = /^timestamps\/[0-9]{2}\.(?:tsq|tsr)$/;
const payloadFile = /^data\/(?:evidence\/)?[a-z0-9_-][a-z0-9._-]{0,99}$/;
/** Files that must be held whole to be read; a record's are far smaller. */
const largestHeld = 64 * 1024 * 1024;
/** All of them together, whatever their number. */
const mostHeld = 256 * 1024 * 1024;

/** Everything that lies in a bundle, hashed once. `contents` holds the small files that are read further. */
export type Inventory = {
  readonly digests: ReadonlyMap<string, string>;
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** Stems such as `01-facilitator` of every sign-off of which any file is there, in order. */
  readonly stems: readonly string[];
  readonly history: History | undefined;
  readonly findings: readonly Finding[];
};

export async function takeInventory(source: BundleSource, crypto: CryptoPort, sought: Sought = {}): Promise<Inventory> {
  const findings: Finding[] = [];
  const digests = new Map<string, string>();
  const contents = new Map<string, Uint8Array>();
  let history: History | undefined;
  let heldBytes = 0;
  for (const { path, size } of source.files) {
    if (!isKnown(path)) {
      findings.push(finding.unlisted(path));
      continue;
    }
    const held = isHeld(path);
    const fault = held ? tooLarge(path, size, heldBytes) : undefined;
    if (fault !== undefined) findings.push(fault);
    else if (held) heldBytes += size;
    const hasher = crypto.createSha256();
    const pieces = tap(source.read(path), hasher);
    if (path === 'data/events.jsonl') history = await readHistory(pieces, crypto, sought);
    else if (held && fault === undefined) contents.set(path, await collect(pieces));
    else for await (const _ of pieces);
    digests.set(path, toHex(hasher.digest()));
  }
  for (const path of requiredFiles) if (!digests.has(path)) findings.push(finding.missing(path));
  for (const folder of source.folders) if (!knownFolders.has(folder)) findings.push(finding.unlisted(`${folder}/`));
  const stems = [...digests.keys()].flatMap((path) => signOffFile.exec(path)?.[1] ?? []);
  return { digests, contents, stems: [...new Set(stems)].toSorted(), history, findings };
}

function isKnown(path: string): boolean {
  return (
    requiredFiles.includes(path) ||
    redactionFiles.includes(path) ||
    signOffFile.test(path) ||
    trustFile.test(path) ||
    rosterFile.test(path) ||
    timestampFile.test(path) ||
    payloadFile.test(path)
  );
}

const heldPayload = new Set([
  'data/review.json',
  'data/checkpoint.txt',
  'data/log-proof.txt',
  'data/leaves.txt',
  'data/salts.json',
]);
const isHeld = (path: string): boolean =>
  path.startsWith('data/') ? heldPayload.has(path) : path !== 'verify.html' && path !== redactedReport;

function tooLarge(path: string, size: number, heldBytes: number): Finding | undefined {
  if (path.endsWith('.dsse.json') && size > largestEnvelope) return finding.malformed(path, 'over 16 MiB');
  return size > largestHeld || heldBytes + size > mostHeld
    ? finding.unreadable(`${path} is too large to be what it says`)
    : undefined;
}

/** Passes the pieces on and hashes each on its way, so that what is judged is what was hashed. */
async function* tap(read: AsyncIterable<Uint8Array>, hasher: Hasher): AsyncIterable<Uint8Array> {
  for await (const piece of read) {
    hasher.update(piece);
    yield piece;
  }
}

async function collect(read: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  // Copies: a reader may reuse its buffer, and `slice` of a Buffer is a view of it.
  for await (const piece of read) pieces.push(new Uint8Array(piece));
  return concat(pieces);
}

/** For what was computed on the way, such as an envelope's own digest. */
export const hexSha256 = (bytes: Uint8Array, crypto: CryptoPort): string => toHex(sha256(crypto, bytes));
