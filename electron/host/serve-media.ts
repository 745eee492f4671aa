import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { reviewIdSchema, type ReviewId } from '../../shared/domain/ids.ts';
import { bundleName } from '../../shared/record/names.ts';
import { exists } from '../export/bag-files.ts';
import { zipStream } from '../export/zip-bundle.ts';
import { errorCode } from '../platform/files.ts';

const types = { zip: 'application/zip', pdf: 'application/pdf', html: 'text/html; charset=utf-8' } as const;
type Ending = keyof typeof types;

/** Where what is served lies: the folders of a review's record and of its package. */
type MediaFolders = {
  readonly records: { readonly folder: (review: ReviewId) => string };
  readonly packages: { readonly folder: (review: ReviewId) => string };
  /** Of a hand-off packet. */
  readonly escalations: { readonly folder: (packet: string) => string };
  /** Of bundles for another machine. */
  readonly couriers: { readonly folder: string };
};

/**
 * Serves `/media/record/ID.zip` and `/media/report/ID.pdf|html` from the folder of the review's record, and
 * `/media/package/ID.pdf|html` from that of its package; `/media/courier/NAME.zip` is a packed bundle,
 * `/media/escalation/PACKET.zip` a hand-off packet, `/media/redacted/ID.zip` the last redacted copy.
 */
export async function serveMedia(folders: MediaFolders, pathname: string): Promise<Response> {
  const courier = /^\/media\/courier\/(hotwash-courier-[0-9a-f-]+\.zip)$/.exec(pathname)?.[1];
  if (courier !== undefined)
    return serveFile(
      join(folders.couriers.folder, courier),
      { 'content-type': types.zip, 'content-disposition': `attachment; filename="${courier}"` },
      'There is no such bundle here. Pack it again.',
    );
  const redacted = /^\/media\/redacted\/(r-[a-z0-9-]{3,80})\.zip$/.exec(pathname)?.[1];
  if (redacted !== undefined)
    return serveFile(
      join(dirname(folders.records.folder(reviewIdSchema.parse(redacted))), `redacted-${redacted}.zip`),
      { 'content-type': types.zip, 'content-disposition': `attachment; filename="hotwash-${redacted}-redacted.zip"` },
      'There is no redacted copy of this review yet.',
    );
  const packet = /^\/media\/escalation\/(r-[a-z0-9-]{3,110})\.zip$/.exec(pathname)?.[1];
  if (packet !== undefined) {
    const folder = folders.escalations.folder(packet);
    if (!(await exists(join(folder, 'packet.json')))) return notFound('There is no such packet here.');
    const headers = {
      'content-type': types.zip,
      'content-disposition': `attachment; filename="hand-off-${packet}.zip"`,
    };
    return stream(await zipStream(folder, `hand-off-${packet}`), headers);
  }
  const match = /^\/media\/(?:(record)\/([a-z0-9-]+)\.(zip)|(report|package)\/([a-z0-9-]+)\.(pdf|html))$/.exec(
    pathname,
  );
  const review = reviewIdSchema.safeParse(match?.[2] ?? match?.[5]);
  if (match === null || !review.success) return notFound('Not found');
  const ending = (match[3] ?? match[6]) as Ending;
  const headers = { 'content-type': types[ending], 'content-disposition': disposition(review.data, ending) };
  if (match[4] === 'package')
    return serveFile(
      join(folders.packages.folder(review.data), `package.${ending}`),
      { ...headers, 'content-disposition': `attachment; filename="package-${review.data}.${ending}"` },
      'There is no package of this review in that form yet. Send it to the attendees first.',
    );
  const folder = folders.records.folder(review.data);
  // Looked at before the first header goes out: an answer that has begun can only break off.
  if (!(await exists(join(folder, 'bagit.txt')))) return notFound('There is no record of this review yet.');
  if (ending === 'zip') return stream(await zipStream(folder, bundleName(review.data)), headers);
  return serveFile(
    join(folder, 'data', `report.${ending}`),
    headers,
    `This record has no report.${ending}: no browser was at hand to print it when it was written.`,
  );
}

async function serveFile(path: string, headers: Record<string, string>, otherwise: string): Promise<Response> {
  try {
    const file = await open(path);
    const { size } = await file.stat();
    return stream(file.createReadStream(), { ...headers, 'content-length': String(size) });
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    return notFound(otherwise);
  }
}

const stream = (body: Readable, headers: Record<string, string>): Response =>
  new Response(Readable.toWeb(body) as ReadableStream<Uint8Array>, { headers });

const notFound = (text: string): Response =>
  new Response(text, { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } });

/** Everything is a download: nothing the page serves beside itself is ever run as a page. */
const disposition = (review: ReviewId, ending: Ending): string =>
  `attachment; filename="${bundleName(review)}.${ending}"`;
