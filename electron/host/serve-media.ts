import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { reviewIdSchema, type ReviewId } from '../../shared/domain/ids.ts';
import { bundleName } from '../../shared/record/names.ts';
import { exists } from '../export/bag-files.ts';
import { zipStream } from '../export/zip-bundle.ts';
import { errorCode } from '../platform/files.ts';

const types = { zip: 'application/zip', pdf: 'application/pdf', html: 'text/html; charset=utf-8' } as const;
type Ending = keyof typeof types;

/** Serves `/media/record/ID.zip` and `/media/report/ID.pdf|html` from the folder of the review's record. */
export async function serveMedia(folderOf: (review: ReviewId) => string, pathname: string): Promise<Response> {
  const match = /^\/media\/(?:record\/([a-z0-9-]+)\.(zip)|report\/([a-z0-9-]+)\.(pdf|html))$/.exec(pathname);
  const review = reviewIdSchema.safeParse(match?.[1] ?? match?.[3]);
  if (match === null || !review.success) return notFound('Not found');
  const ending = (match[2] ?? match[4]) as Ending;
  const folder = folderOf(review.data);
  // Looked at before the first header goes out: an answer that has begun can only break off.
  if (!(await exists(join(folder, 'bagit.txt')))) return notFound('There is no record of this review yet.');
  const headers = { 'content-type': types[ending], 'content-disposition': disposition(review.data, ending) };
  if (ending === 'zip') return stream(await zipStream(folder, bundleName(review.data)), headers);
  try {
    const file = await open(join(folder, 'data', `report.${ending}`));
    const { size } = await file.stat();
    return stream(file.createReadStream(), { ...headers, 'content-length': String(size) });
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    return notFound(`This record has no report.${ending}: no browser was at hand to print it when it was written.`);
  }
}

const stream = (body: Readable, headers: Record<string, string>): Response =>
  new Response(Readable.toWeb(body) as ReadableStream<Uint8Array>, { headers });

const notFound = (text: string): Response =>
  new Response(text, { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } });

/** Everything is a download: nothing the page serves beside itself is ever run as a page. */
const disposition = (review: ReviewId, ending: Ending): string =>
  `attachment; filename="${bundleName(review)}.${ending}"`;
