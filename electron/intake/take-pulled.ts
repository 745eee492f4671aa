import { createHash } from 'node:crypto';
import { emptyMapping } from '../../shared/domain/release/column-mapping.ts';
import type { IntakeLine, Pulled } from '../../shared/domain/release/intake-line.ts';
import type { PulledBatch } from '../../shared/domain/release/pulled-batch.ts';
import { formatIds, formats, type FormatId } from '../../shared/formats/formats.ts';
import { scrubText } from '../../shared/formats/scrub.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { onDisk } from '../platform/files.ts';
import { baseName, headBytes, storeRaw } from './carried-file.ts';
import { noFile, plainMapping } from './file-ledger.ts';
import { inspectHead, type Inspection } from './inspect-head.ts';
import type { PulledReport, TakeFault, TakeOptions } from './intake.ts';
import { inspectRaw, mapRaw, notePull, nothingKept, type RawFile } from './map-raw.ts';
import { scrubbedCopy } from './scrub-records.ts';
import type { TakeContext } from './take-context.ts';
import { scrubbingOf } from './take-file.ts';

type Body = NonNullable<PulledBatch['body']> & { readonly format: FormatId };

/**
 * Takes in what a connector pulled: the answer's bytes first, then its rows, and in the last line how far the source is
 * read. An answer that cannot be taken leaves the source where it was, and its bytes are kept.
 */
export async function takePulled(
  context: TakeContext,
  { name, pulled, body }: PulledBatch,
  options: Pick<TakeOptions, 'acceptBad' | 'courier'>,
): Promise<Result<PulledReport, TakeFault>> {
  const called = baseName(name.replaceAll('/', ' '));
  if (body === null) return notePullFailure(context, called, pulled);
  const format = formatIds.find((id) => id === body.format);
  if (format === undefined)
    return refuse({ code: 'unknown-format', message: `There is no format "${body.format.slice(0, 40)}".` });
  return takeBody(context, called, { ...body, format }, pulled, options);
}

async function takeBody(
  context: TakeContext,
  name: string,
  body: Body,
  pulled: Pulled,
  { acceptBad, courier }: Pick<TakeOptions, 'acceptBad' | 'courier'>,
): Promise<Result<PulledReport, TakeFault>> {
  const choice = { format: body.format, mapping: body.mapping, now: context.now() };
  const head = body.bytes.subarray(0, headBytes);
  const inspected = inspectHead(name, head, head.length === body.bytes.length, choice);
  const isEmpty = head.length === body.bytes.length && /^\s*(\[\s*\])?\s*$/.test(new TextDecoder().decode(head));
  const mayKeep = inspected.ok || formats[body.format].scrub === undefined;
  if (!inspected.ok && !mayKeep && !isEmpty) return refuse(inspected.error);
  const raw = await storeBody(context, name, body.bytes, inspected.ok ? inspected.value : null);
  if (!raw.ok) return raw;
  if (!inspected.ok && !isEmpty) return refuse(inspected.error);
  // Of an answer whose records are scrubbed one by one, an empty list leaves no byte.
  const isNothing = isEmpty || (formats[body.format].scrub !== undefined && raw.value.size === 0);
  if (!inspected.ok || isNothing) return takeNothing(context, raw.value, body, pulled, courier);
  const read =
    formats[body.format].scrub === undefined
      ? inspected
      : await inspectRaw(context, raw.value, body.format, body.mapping);
  if (!read.ok) return read;
  const taken = await mapRaw(context, raw.value, read.value, { acceptBad, courier, pulled });
  if (!taken.ok || taken.value.stopped === null) return taken;
  const { accepted, unchanged, stopped } = taken.value;
  return err({ code: 'too-many-bad', message: stopped.message, kept: { accepted, unchanged } });
}

/** Keeps an answer's bytes, or of one with personal data its scrubbed records. */
async function storeBody(
  context: TakeContext,
  name: string,
  bytes: Uint8Array,
  inspection: Inspection | null,
): Promise<Result<RawFile, TakeFault>> {
  const scrubbing = inspection === null ? null : scrubbingOf(inspection);
  const parts = inPieces(bytes);
  const kept = scrubbing === null ? parts : scrubbedCopy(parts, scrubbing, createHash('sha256'));
  const stored = await onDisk(() => storeRaw(context.rawDirectory, kept, undefined));
  if (!stored.ok) return refuse(stored.error);
  return ok({ name: scrubbing === null ? name : scrubText(name).text, ...stored.value });
}

const pieceBytes = 1 << 20;

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += pieceBytes) yield bytes.subarray(from, from + pieceBytes);
}

/** An answer without records: the source has nothing, which is an answer too. */
async function takeNothing(
  context: TakeContext,
  { name, sha256 }: RawFile,
  { format, mapping }: Body,
  pulled: Pulled,
  courier: TakeOptions['courier'],
): Promise<Result<PulledReport, TakeFault>> {
  const { mapVersion } = formats[format];
  const brought = courier === undefined ? {} : { courier };
  const source = { name, sha256, format, mapVersion, mapping: plainMapping(mapping), ...brought };
  const noted = await notePull(context, source, pulled);
  return noted.ok ? ok(reportNothing(source, format)) : refuse(noted.error);
}

/**
 * A pull that failed is told once, until the source answers again or fails in another way: a line without rows whose
 * source has the configured source's name, no format and the hash of no file.
 */
async function notePullFailure(
  context: TakeContext,
  name: string,
  pulled: Pulled,
): Promise<Result<PulledReport, TakeFault>> {
  const source: IntakeLine['source'] = {
    name,
    sha256: noFile,
    format: '',
    mapVersion: 1,
    mapping: plainMapping(emptyMapping),
  };
  const { outcome } = pulled;
  const isTold = outcome.kind === 'failed' && context.pulls.state(pulled.source)?.failed?.code === outcome.code;
  const noted = isTold ? ok(null) : await notePull(context, source, pulled);
  return noted.ok ? ok(reportNothing(source, null)) : refuse(noted.error);
}

const reportNothing = ({ name, sha256, mapping }: IntakeLine['source'], format: FormatId | null): PulledReport => ({
  name,
  sha256,
  format,
  why: format === null ? 'the source did not answer' : 'the format was named',
  accepted: 0,
  unchanged: 0,
  quarantined: [],
  quarantinedTotal: 0,
  byKind: {},
  passedOver: {},
  unknownColumns: [],
  mapping,
  stopped: null,
});

const refuse = (fault: Pick<TakeFault, 'code' | 'message'>): Result<never, TakeFault> =>
  err({ code: fault.code, message: fault.message, kept: nothingKept });
