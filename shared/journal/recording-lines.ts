import { recordingEntrySchema, type RecordingEntry } from '../domain/recording/entry.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { canonicalJson } from './canonical-json.ts';

/** One line of a recording's list, without its end. */
export const serializeEntry = (entry: RecordingEntry): string => canonicalJson(entry);

const whole = '(0|[1-9]\\d{0,15})';
/** The one form of a chunk's line: four hours of sound have some 60,000, and little else. */
const chunkLine = new RegExp(
  `^\\{"at":${whole},"bytes":([1-9]\\d{0,15}),"kind":"chunk","ms":${whole},"part":([1-9]\\d{0,4}),"sha256":"([0-9a-f]{64})"\\}$`,
);
const latest = 8_640_000_000_000_000;

function parseChunk(text: string): RecordingEntry | undefined {
  const match = chunkLine.exec(text);
  if (match === null) return undefined;
  const [at, bytes, ms, part] = [Number(match[1]), Number(match[2]), Number(match[3]), Number(match[4])];
  const isInRange = at <= latest && Math.max(bytes, ms) <= Number.MAX_SAFE_INTEGER && part <= 10_000;
  return isInRange ? { kind: 'chunk', part, ms, bytes, sha256: match[5] ?? '', at } : undefined;
}

/** The entry a line says, where it is one and written in its one form. */
export function parseEntry(text: string): Result<RecordingEntry, { readonly message: string }> {
  const chunk = parseChunk(text);
  if (chunk !== undefined) return ok(chunk);
  const parsed = recordingEntrySchema.safeParse(toJson(text));
  return parsed.success && serializeEntry(parsed.data) === text
    ? ok(parsed.data)
    : err({ message: 'This line is not an entry of a recording.' });
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
