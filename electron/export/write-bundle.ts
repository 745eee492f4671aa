import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import {
  bagInfoText,
  bagitText,
  manifestText,
  payloadManifestName,
  tagManifestName,
  type BagFile,
} from '../../shared/record/bag.ts';
import { blindReview, withBlind } from '../../shared/record/blind.ts';
import { leafFiles } from '../../shared/record/leaves.ts';
import { isBundleFileName } from '../../shared/record/names.ts';
import { verifyText } from '../../shared/record/verify-text.ts';
import { fsyncDirectory } from '../platform/files.ts';
import { leafSecretOf, type LeafSecret } from './leaf-secret.ts';
import { exists, fillNewFile, makeFolder, syncFile, writing, type Content, type WriteFault } from './bag-files.ts';

/** What a closed review hands over to become a record. Everything is finished; nothing is computed from it here. */
export type BundleParts = {
  readonly reviewId: string;
  readonly title: string;
  /** Epoch ms of closing. */
  readonly sealedAt: number;
  /** Canonical JSON with `reviewId` and `requiredRoles` at the top. */
  readonly reviewJson: string;
  readonly eventsJsonl: Content;
  readonly checkpoint: string;
  readonly reportHtml: string;
  readonly reportPdf: Uint8Array | null;
  readonly actionsCsv: string;
  readonly evidence: readonly { readonly name: string; readonly bytes: Content }[];
  /** Further payload beside the above, such as `fishbone.svg`, `five-whys.json`. */
  readonly attachments?: readonly { readonly name: string; readonly bytes: Content }[];
  /** Payload whose bytes somebody chose, their own blind included: a transcript. Written as it comes. */
  readonly asChosen?: readonly { readonly name: string; readonly bytes: Content }[];
  /** The offline verifier's page, see `loadVerifyPage`. */
  readonly verifyHtml: string;
  /** The SPKI PEM of the device that signed the checkpoint. */
  readonly devicePem: string;
};

const reviewJsonSchema = z.looseObject({ reviewId: z.string(), requiredRoles: z.array(z.string()) });
const nothingKept = 'Nothing was written; the review and its journal are as they were.';

/**
 * Writes a record as a BagIt folder that must not exist yet. It is built beside its place and renamed when every byte is
 * on the disk, so that a kill or a full disk leaves either the whole record or none. What an earlier kill left is removed.
 */
export async function writeBundle(dir: string, parts: BundleParts): Promise<Result<{ dir: string }, WriteFault>> {
  const wrong = faultInParts(parts);
  if (wrong !== undefined) return err({ code: 'wrong-parts', message: wrong, kept: nothingKept });
  const target = resolve(dir);
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.writing`);
  const written = await writing(nothingKept, async () => {
    if (await exists(target)) throw Object.assign(new Error('exists'), { code: 'EEXIST' });
    if (!(await exists(dirname(target)))) await mkdir(dirname(target), { recursive: true });
    await removeLeftovers(target);
    await writeBag(temporary, parts);
    await rename(temporary, target);
    await fsyncDirectory(dirname(target));
  });
  if (written.ok) return ok({ dir: target });
  await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
  return written;
}

function faultInParts(parts: BundleParts): string | undefined {
  const names = [...parts.evidence, ...(parts.attachments ?? []), ...(parts.asChosen ?? [])].map(({ name }) => name);
  const wrongName = names.find((name) => !isBundleFileName(name));
  if (wrongName !== undefined)
    return `The name "${wrongName}" cannot stand in a record; use a-z, 0-9, dot, dash and underscore.`;
  let review: unknown;
  try {
    review = JSON.parse(parts.reviewJson);
  } catch {
    return 'The review is not JSON.';
  }
  const parsed = reviewJsonSchema.safeParse(review);
  if (!parsed.success) return `The review lacks ${parsed.error.issues[0]?.path.join('.') ?? 'a field'}.`;
  if (parsed.data.reviewId !== parts.reviewId) return 'The review carries another id than the record.';
  if (canonicalJson(review as Json) !== parts.reviewJson) return 'The review is not in canonical form.';
  if (!parts.checkpoint.startsWith(`hotwash/${parts.reviewId}\n`)) return 'The checkpoint is of another review.';
  return undefined;
}

async function removeLeftovers(target: string): Promise<void> {
  for (const name of await readdir(dirname(target)))
    if (name.startsWith(`.${basename(target)}.`) && name.endsWith('.writing'))
      await rm(join(dirname(target), name), { recursive: true, force: true });
}

async function writeBag(root: string, parts: BundleParts): Promise<void> {
  await makeFolder(root);
  await makeFolder(join(root, 'data'));
  if (parts.evidence.length > 0) await makeFolder(join(root, 'data', 'evidence'));
  await makeFolder(join(root, 'trust'));
  const write = async (path: string, content: Content): Promise<BagFile> => ({
    path,
    ...(await fillNewFile(join(root, path), content)),
  });
  const payload = [await write('data/events.jsonl', parts.eventsJsonl)];
  const secret = await leafSecretOf(join(root, 'data/events.jsonl'));
  for (const { path, content } of payloadOf(parts, secret)) payload.push(await write(path, content));
  const tags = [
    await write('bagit.txt', bagitText),
    await write('bag-info.txt', bagInfoText({ ...parts, payload })),
    await write(payloadManifestName, manifestText(payload)),
    await write('VERIFY.txt', verifyText(parts.reviewId)),
    await write('verify.html', parts.verifyHtml),
    await write('trust/device.pem', parts.devicePem),
  ];
  const last = await write(tagManifestName, manifestText(tags));
  for (const { path } of [...payload, ...tags, last]) await syncFile(join(root, path));
  for (const folder of ['data/evidence', 'data', 'trust', ''])
    if (folder !== 'data/evidence' || parts.evidence.length > 0) await fsyncDirectory(join(root, folder));
}

/** Everything below data/ but events.jsonl. What is made from the review carries its blind; what somebody chose is as it came. */
function payloadOf(parts: BundleParts, secret: LeafSecret): readonly { path: string; content: Content }[] {
  const reviewJson = blindReview(parts.reviewJson, secret('blind data/review.json'));
  const { leaves, salts } = leafFiles(reviewJson, (path) => secret(`leaf ${path}`));
  const made = [
    { path: 'data/report.html', content: parts.reportHtml },
    { path: 'data/actions.csv', content: parts.actionsCsv },
    ...(parts.attachments ?? []).map(({ name, bytes }) => ({ path: `data/${name}`, content: bytes })),
  ];
  return [
    { path: 'data/review.json', content: reviewJson },
    { path: 'data/leaves.txt', content: leaves },
    { path: 'data/salts.json', content: salts },
    { path: 'data/checkpoint.txt', content: parts.checkpoint },
    ...(parts.reportPdf === null ? [] : [{ path: 'data/report.pdf', content: parts.reportPdf }]),
    ...made.map(({ path, content }) => ({
      path,
      content: blinded(path, content, secret(`blind ${path}`)),
    })),
    ...(parts.asChosen ?? []).map(({ name, bytes }) => ({ path: `data/${name}`, content: bytes })),
    ...parts.evidence.map(({ name, bytes }) => ({ path: `data/evidence/${name}`, content: bytes })),
  ];
}

const textual = /\.(?:csv|drawio|html|json|md|mmd|svg|vtt)$/;

function blinded(path: string, content: Content, blind: string): Content {
  if (typeof content === 'string') return withBlind(path, content, blind);
  return content instanceof Uint8Array && textual.test(path)
    ? withBlind(path, new TextDecoder('utf-8', { ignoreBOM: true }).decode(content), blind)
    : content;
}
