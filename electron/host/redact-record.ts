import { stat } from 'node:fs/promises';
import { namesOf } from '../../shared/domain/disclosure/name-forms.ts';
import { indexNames, type NameIndex } from '../../shared/domain/disclosure/find-names.ts';
import { scanCopy, type Leak, type Scanned } from '../../shared/domain/disclosure/scan-copy.ts';
import type { RosterPerson } from '../../shared/domain/wording/finding.ts';
import type { Json } from '../../shared/journal/canonical-json.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { planDisclosure, type DisclosureChoice, type DisclosurePlan } from '../../shared/record/disclosure.ts';
import { bundleName } from '../../shared/record/names.ts';
import {
  eventHeader,
  eventsPath,
  redactionName,
  redactionText,
  type Confirmed,
} from '../../shared/record/redaction.ts';
import { writeRedactedCopy, type CopyFile } from '../export/redacted-copy.ts';
import { loadVerifyPage } from '../export/verify-page.ts';
import { SourceFault, type BundleSource, type OpenedSource } from '../verifier/core/bundle-source.ts';
import { verifyRecord } from '../verifier/core/verify.ts';
import { openFolder } from '../verifier/folder-source.ts';
import { nodeCrypto } from '../verifier/node-crypto.ts';
import { openZip } from '../verifier/zip-source.ts';
import { filePieces, redactionPieces } from './redacted-pieces.ts';

/** Why no copy can be made; `not-read` where the record itself does not hold or cannot be opened. */
export type RedactFault = {
  readonly code: 'not-read' | 'no-leaves' | 'leaks' | 'not-written';
  readonly message: string;
};

/** A word that looks like a name and is none: the `key` of its leak, and why. */
export type Confirmation = { readonly key: string; readonly reason: string };

export type RedactRequest = {
  readonly choice: DisclosureChoice;
  readonly roster: readonly RosterPerson[];
  readonly confirmations: readonly Confirmation[];
};

export type RedactPreview = {
  readonly reviewId: string;
  readonly plan: DisclosurePlan;
  /** Finds that nobody confirmed; while there is one, nothing is written. */
  readonly leaks: readonly Leak[];
  readonly confirmed: readonly Confirmed[];
};

type Read = {
  readonly source: BundleSource;
  readonly review: { readonly reviewId: string; readonly [name: string]: Json };
  readonly salts: readonly string[];
  readonly digests: ReadonlyMap<string, string>;
};
type Prepared = RedactPreview & {
  readonly files: readonly CopyFile[];
  readonly withheldTags: readonly { path: string; sha256: string }[];
};

/** Files larger than this are not searched. */
const largestSearched = 64 * 1024 * 1024;

/** What a copy would hold and what in it names somebody. Writes nothing. */
export const previewRedaction = (record: string, request: RedactRequest): Promise<Result<RedactPreview, RedactFault>> =>
  withRecord(record, async (read) => ok(await prepare(read, request)));

/** Makes the copy where nothing in it names anybody; else writes nothing (R17). */
export const redactRecord = (
  record: string,
  out: string,
  request: RedactRequest,
): Promise<Result<RedactPreview, RedactFault>> =>
  withRecord(record, async (read) => {
    const prepared = await prepare(read, request);
    if (prepared.leaks.length > 0)
      return err({ code: 'leaks', message: prepared.leaks.map(({ message }) => message).join('\n') });
    const written = await writeRedactedCopy(out, {
      name: bundleName(prepared.reviewId),
      files: prepared.files,
      withheldTags: prepared.withheldTags,
      fault: faultOfCopy,
    });
    return written.ok
      ? ok(prepared)
      : err({ code: 'not-written', message: `${written.error.message} ${written.error.kept}` });
  });

async function withRecord<T>(
  path: string,
  use: (read: Read) => Promise<Result<T, RedactFault>>,
): Promise<Result<T, RedactFault>> {
  const opened = await openRecord(path);
  if (!opened.ok) return err({ code: 'not-read', message: opened.finding.message });
  try {
    const read = await readRecord(opened.source);
    return read.ok ? await use(read.value) : read;
  } catch (error) {
    if (error instanceof SourceFault) return err({ code: 'not-read', message: error.finding.message });
    throw error;
  } finally {
    await opened.close();
  }
}

async function openRecord(path: string): Promise<OpenedSource> {
  const about = await stat(path).catch(() => undefined);
  const noRecord = { case: 0, message: 'The record is not there or cannot be opened.', path: null, exit: 2 } as const;
  if (about === undefined) return { ok: false, finding: noRecord };
  try {
    if (!about.isDirectory()) return await openZip(path);
    return { ok: true, source: await openFolder(path), close: async () => undefined };
  } catch (error) {
    return { ok: false, finding: error instanceof SourceFault ? error.finding : noRecord };
  }
}

/** A copy is made only of a record that holds by itself; whom its keys belong to is asked when it is verified. */
async function readRecord(source: BundleSource): Promise<Result<Read, RedactFault>> {
  const report = await verifyRecord(source, { trust: { keys: [] } }, nodeCrypto);
  const wrong = report.findings.find(({ exit }) => exit < 3);
  if (wrong !== undefined)
    return err({ code: 'not-read', message: `The record does not hold, so no copy was made. ${wrong.message}` });
  if (report.redaction !== undefined)
    return err({ code: 'not-read', message: 'This is a redacted copy itself. Take the whole record.' });
  const has = new Set(source.files.map(({ path }) => path));
  if (!has.has('data/leaves.txt'))
    return err({
      code: 'no-leaves',
      message: 'This record was made before fields could be withheld one by one; it has no data/leaves.txt.',
    });
  const text = async (path: string): Promise<string> => Buffer.from(await bytesOf(source, path)).toString('utf8');
  const manifests = `${await text('manifest-sha256.txt')}${await text('tagmanifest-sha256.txt')}`;
  const digests = new Map(
    [...manifests.matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm)].map(([, sha256 = '', path = '']) => [path, sha256]),
  );
  return ok({
    source,
    digests,
    review: JSON.parse(await text('data/review.json')) as { readonly reviewId: string; readonly [name: string]: Json },
    salts: JSON.parse(await text('data/salts.json')) as readonly string[],
  });
}

async function prepare(read: Read, { choice, roster, confirmations }: RedactRequest): Promise<Prepared> {
  const paths = read.source.files.map(({ path }) => path);
  const plan = planDisclosure(read.review, paths, choice, new Set(roster.map(({ id }) => id)));
  const away = new Set(plan.files.flatMap(({ path, withheld }) => (withheld === null ? [] : [path])));
  const files = paths
    .filter((path) => !away.has(path) && path !== 'tagmanifest-sha256.txt')
    .map((path) => copyFile(read, path));
  const index = indexNames(namesOf(roster));
  const found: Leak[] = [];
  // One by one: a record may be far larger than memory.
  for await (const piece of piecesOf(read, plan, files)) found.push(...scanCopy([piece], index));
  const reasons = new Map(
    confirmations.flatMap(({ key, reason }) => (reason.trim() === '' ? [] : [[key, reason.trim()] as const])),
  );
  const confirmed = found.flatMap(({ key, file, place, form }) => {
    const reason = reasons.get(key);
    return reason === undefined ? [] : [{ file: `${file} ${place}`.trim(), form, reason }];
  });
  const leaks = [...found.filter(({ key }) => !reasons.has(key)), ...leaksInReasons(confirmed, plan, index)];
  const digests = new Map([...read.digests].filter(([path]) => !path.startsWith('trust/')));
  const redaction: CopyFile = {
    path: redactionName,
    content: redactionText(plan, read.salts, digests, confirmed),
    sha256: null,
  };
  const withheldTags = [...away].flatMap((path) =>
    path === 'bag-info.txt' ? [{ path, sha256: digests.get(path) ?? '' }] : [],
  );
  return {
    reviewId: read.review.reviewId,
    plan,
    leaks,
    confirmed,
    files: [...files, redaction],
    withheldTags,
  };
}

const leaksInReasons = (confirmed: readonly Confirmed[], plan: DisclosurePlan, index: NameIndex): readonly Leak[] =>
  scanCopy(redactionPieces({ ...plan, leaves: [] }, confirmed), index);

const copyFile = ({ source, digests }: Read, path: string): CopyFile =>
  path === eventsPath
    ? { path, content: headersOf(source.read(path)), sha256: null }
    : { path, content: source.read(path), sha256: digests.get(path) ?? null };

async function* headersOf(pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield Buffer.from(`${eventHeader(line)}\n`);
  }
}

/** Everything that will lie in the copy. The program's own page for verifying is the same in every record. */
async function* piecesOf(read: Read, plan: DisclosurePlan, files: readonly CopyFile[]): AsyncIterable<Scanned> {
  yield* redactionPieces(plan, []);
  const page = await loadVerifyPage();
  for (const { path } of files) {
    const { size = 0 } = read.source.files.find((each) => each.path === path) ?? {};
    if (size > largestSearched) {
      yield { kind: 'unread', file: path, why: 'it is larger than 64 MiB' };
      continue;
    }
    const bytes = await bytesOf({ read: () => read.source.read(path) }, path);
    if (path === 'verify.html' && page.ok && Buffer.from(bytes).toString('utf8') === page.value) continue;
    if (path === eventsPath) {
      const headers = await all(headersOf(read.source.read(path)));
      yield { kind: 'file', file: path, text: Buffer.concat(headers).toString('utf8') };
    } else yield* filePieces(path, bytes);
  }
}

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const held: T[] = [];
  for await (const item of items) held.push(item);
  return held;
}

async function bytesOf({ read }: Pick<BundleSource, 'read'>, path: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of read(path)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

/** The finished copy has to hold like any other: the verifier of strangers looks at it before it gets its name. */
async function faultOfCopy(dir: string): Promise<string | null> {
  const report = await verifyRecord(await openFolder(dir), { trust: { keys: [] } }, nodeCrypto);
  const wrong = report.findings.find(({ exit }) => exit < 3);
  return wrong === undefined ? null : `The copy does not hold: ${wrong.message}.`;
}
