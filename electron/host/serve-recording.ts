import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { errorCode } from '../platform/files.ts';
import type { RecordingStore } from '../recordings/recording-store.ts';

/**
 * Serves `/media/recording/REVIEW/RECORDING.webm`, whole or one range of it (RFC 9110, section 14). Only what was verified
 * is served: before a recording is put together there is nothing to seek in.
 */
export async function serveRecording(
  store: Pick<RecordingStore, 'review' | 'files' | 'list'>,
  request: Request,
  pathname: string,
): Promise<Response> {
  const [, review, id] = /^\/media\/recording\/(r-[a-z0-9-]{3,80})\/([a-z][a-z0-9]{3,31})\.webm$/.exec(pathname) ?? [];
  const files = id === undefined || store.review(id) !== review ? undefined : store.files(id);
  if (files === undefined || id === undefined) return text(404, 'There is no such recording.');
  const { media, purged } = await store.list(id);
  if (purged !== null) return text(410, 'The sound of this recording was deleted.');
  if (media === null) return text(404, 'This recording was not put together yet.');
  let file: FileHandle;
  try {
    file = await open(files.media);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return text(404, 'The sound of this recording is not on this disk.');
    throw error;
  }
  const { size } = await file.stat();
  if (size !== media.bytes) {
    await file.close();
    return text(409, "The recording's file is not the one that was verified. Bring it back from a backup.");
  }
  const range = parseRange(request.headers.get('range'), size);
  if (range === 'unsatisfiable') {
    await file.close();
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } });
  }
  const { from, to } = range ?? { from: 0, to: size - 1 };
  const headers = new Headers({
    'content-type': 'video/webm',
    'content-length': String(to - from + 1),
    'accept-ranges': 'bytes',
    etag: `"${media.sha256}"`,
  });
  if (range !== null) headers.set('content-range', `bytes ${from}-${to}/${size}`);
  const status = range === null ? 200 : 206;
  if (request.method === 'HEAD' || size === 0) {
    await file.close();
    return new Response(null, { status, headers });
  }
  const body = Readable.toWeb(file.createReadStream({ start: from, end: to })) as ReadableStream<Uint8Array>;
  return new Response(body, { status, headers });
}

/** One range of a file; null where the whole is asked for, or more than one range, which may be answered with it. */
export function parseRange(
  header: string | null,
  size: number,
): { readonly from: number; readonly to: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (match === null || (first === '' && last === '')) return null;
  if (first === '') {
    const count = Math.min(Number(last), size);
    return count === 0 ? 'unsatisfiable' : { from: size - count, to: size - 1 };
  }
  const from = Number(first);
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < from) return null;
  return from >= size ? 'unsatisfiable' : { from, to };
}

const text = (status: number, message: string): Response =>
  new Response(message, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
