import type { IncomingMessage } from 'node:http';

/** A request body read only as fast as the handler takes it, and cut off at the cap whatever its length header said. */
export type CappedBody = { readonly stream: ReadableStream<Uint8Array>; isOverCap(): boolean };

/** Rejects the reader with this name, so that a handler can tell it from a dropped connection. */
const OVER_CAP = 'BodyOverCap';

/** @param capBytes the most that is read; one byte more ends the stream with an error named `BodyOverCap` */
export function cappedBody(request: IncomingMessage, capBytes: number): CappedBody {
  const chunks = request[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let read = 0;
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next();
        if (next.done) {
          controller.close();
          return;
        }
        read += next.value.byteLength;
        if (read > capBytes) {
          controller.error(Object.assign(new Error('The request is too large.'), { name: OVER_CAP }));
          return;
        }
        controller.enqueue(new Uint8Array(next.value.buffer, next.value.byteOffset, next.value.byteLength));
      },
      // Not destroying the request: its socket still has to carry the answer.
      cancel() {
        request.pause();
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, isOverCap: () => read > capBytes };
}
