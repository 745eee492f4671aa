import { createHash } from 'node:crypto';
import { emptyMapping } from '../../shared/domain/release/column-mapping.ts';
import { formats } from '../../shared/formats/formats.ts';
import { scrubText } from '../../shared/formats/scrub.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { SourceFailed, type CarriedFile } from '../platform/carried.ts';
import { onDisk } from '../platform/files.ts';
import { baseName, openCarried, storeRaw, type OpenedFile } from './carried-file.ts';
import { createReader, inspectHead, type Inspection } from './inspect-head.ts';
import type { TakeFault, TakeOptions, TakeReport } from './intake.ts';
import { inspectRaw, mapRaw, nothingKept } from './map-raw.ts';
import { scrubbedCopy, type Scrubbing } from './scrub-records.ts';
import type { TakeContext } from './take-context.ts';

/** Takes one carried file in: raw copy first, then batches of mapped rows, each on the disk before the next is read. */
export async function takeFile(
  context: TakeContext,
  file: CarriedFile,
  options: TakeOptions,
): Promise<Result<TakeReport, TakeFault>> {
  const name = baseName(file.name);
  const opened = await openSource(file);
  if (!opened.ok) return opened;
  const { head, whole, all, close } = opened.value;
  try {
    const choice = { format: options.format, mapping: options.mapping ?? emptyMapping, now: context.now() };
    const inspected = inspectHead(name, head, whole, choice);
    if (!inspected.ok) return err({ ...inspected.error, kept: nothingKept });
    const scrubbing = scrubbingOf(inspected.value);
    if (scrubbing !== null) return await takeScrubbed(context, name, all(), inspected.value, scrubbing, options);
    const raw = await onDisk(() => storeRaw(context.rawDirectory, all(), options.signal));
    if (!raw.ok) return err({ ...raw.error, kept: nothingKept });
    return await mapRaw(context, { name, ...raw.value }, inspected.value, options);
  } catch (error) {
    if (error instanceof SourceFailed) return err({ code: 'source-failed', message: error.message, kept: nothingKept });
    if (options.signal?.aborted !== true) throw error;
    return err({ code: 'cancelled', message: 'Cancelled before anything was taken in.', kept: nothingKept });
  } finally {
    await close();
  }
}

/** [I33] What is kept of a file with personal data is its scrubbed records; the carried bytes only pass by. */
async function takeScrubbed(
  context: TakeContext,
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  { format, mapping, why }: Inspection,
  scrubbing: Scrubbing,
  options: TakeOptions,
): Promise<Result<TakeReport, TakeFault>> {
  const carried = createHash('sha256');
  const copy = scrubbedCopy(bytes, scrubbing, carried);
  const stored = await onDisk(() => storeRaw(context.rawDirectory, copy, options.signal));
  if (!stored.ok) return err({ ...stored.error, kept: nothingKept });
  const raw = { name: scrubText(name).text, ...stored.value };
  const inspected = await inspectRaw(context, raw, format, mapping);
  if (!inspected.ok) return inspected;
  const taken = await mapRaw(context, raw, { ...inspected.value, why }, options);
  return taken.ok ? ok({ ...taken.value, original: carried.digest('hex') }) : taken;
}

/** How a file is scrubbed; null where its format has no personal data. */
export function scrubbingOf({ format, shape, header }: Inspection): Scrubbing | null {
  const { scrub, maxRecord } = formats[format];
  if (scrub === undefined) return null;
  return { reader: createReader(shape, maxRecord), header, isRaw: shape === 'raw', scrub };
}

export async function openSource(file: CarriedFile): Promise<Result<OpenedFile, TakeFault>> {
  const opened = await onDisk(() => openCarried(file)).catch((error: unknown) => {
    if (error instanceof SourceFailed) return err({ code: 'source-failed' as const, message: error.message });
    throw error;
  });
  if (opened.ok) return opened;
  const { code, message } = opened.error;
  const unreadable = code === 'read-only' || code === 'not-found';
  return err({
    code: unreadable ? 'unreadable' : code,
    message: unreadable ? 'The file cannot be opened. Check that it is there and may be read.' : message,
    kept: nothingKept,
  });
}
