import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { ConnectorFault } from './connector.ts';

const broken = (message: string): Result<never, ConnectorFault> => err({ code: 'broken-answer', message });

/**
 * Reads an answer whole, at most `maxBytes` of it. A body that is cut short (fewer bytes than announced, a chunked body
 * without its end, JSON that stops in the middle) is a fault, never an answer: half a page looks like a quiet day.
 */
export async function readWhole(response: Response, maxBytes: number): Promise<Result<Uint8Array, ConnectorFault>> {
  const announced = announcedLength(response);
  if (announced !== null && announced > maxBytes) return tooLarge(response, maxBytes);
  const parts: Uint8Array[] = [];
  let length = 0;
  if (response.body !== null) {
    for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
      length += part.length;
      if (length > maxBytes) return tooLarge(null, maxBytes);
      parts.push(part);
    }
  }
  const bytes = new Uint8Array(Buffer.concat(parts, length));
  if (announced !== null && announced !== length)
    return broken(`The answer was cut short: ${length} of ${announced} bytes came. Nothing of it was kept; try again.`);
  if (isJson(response) && !endsAsJson(bytes))
    return broken('The answer was cut short: its JSON does not end. Nothing of it was kept; try again.');
  return ok(bytes);
}

async function tooLarge(response: Response | null, maxBytes: number): Promise<Result<never, ConnectorFault>> {
  await response?.body?.cancel();
  return broken(
    `The answer is larger than ${Math.floor(maxBytes / 1_048_576)} MiB. Nothing of it was kept; ask for a shorter time.`,
  );
}

/** Content-Length counts the bytes on the wire, so it says nothing about a body that was packed. */
function announcedLength(response: Response): number | null {
  const length = response.headers.get('content-length');
  const isPacked = response.headers.has('content-encoding');
  return length === null || isPacked || !/^\d+$/.test(length) ? null : Number(length);
}

const isJson = (response: Response): boolean =>
  /^application\/([\w.-]+\+)?json\b/i.test(response.headers.get('content-type') ?? '');

const ends: ReadonlyMap<string, string> = new Map([
  ['{', '}'],
  ['[', ']'],
]);

/** Looks at both ends only; whoever reads the answer parses it. An empty body is no JSON. */
function endsAsJson(bytes: Uint8Array): boolean {
  const first =
    Buffer.from(bytes.subarray(0, 64))
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .trimStart()[0] ?? '';
  const last = Buffer.from(bytes.subarray(-64)).toString('latin1').trimEnd().at(-1) ?? '';
  const expected = ends.get(first);
  return expected === undefined ? first !== '' : last === expected;
}
