import { emptyMapping } from '../../shared/domain/release/column-mapping.ts';
import { detectShape } from '../../shared/formats/detect-format.ts';
import type { UnreadableRecord } from '../../shared/formats/format.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { carriedFileAt, openCarried } from '../intake/carried-file.ts';
import { createReader, inspectHead, type RecordReader } from '../intake/inspect-head.ts';
import { onDisk } from '../platform/files.ts';

export type ReadFault = { readonly message: string };
/** A record of a table or of JSON by its columns; `row` counts as a person finds it there. */
export type PlainRecord = { readonly row: number; readonly values: { readonly [column: string]: unknown } };
export type Skipped = { readonly row: number; readonly message: string };

/** A series with a day of samples every second is some 3 million characters. */
const longestRecord = 16 * 1024 * 1024;

/** Opens a file named on the command line, and refuses one that is empty, packed or in UTF-16, in words. */
export async function openNamed(
  path: string,
): Promise<
  Result<{ readonly name: string; readonly head: string; readonly text: () => AsyncIterable<string> }, ReadFault>
> {
  const opened = await onDisk(async () => openCarried(await carriedFileAt(path)));
  if (!opened.ok) return err({ message: 'There is no such file, or it may not be read.' });
  const { head, whole, all, close } = opened.value;
  const checked = inspectHead('file', head, whole, { mapping: emptyMapping, now: 0 });
  const wrong = checked.ok ? null : checked.error;
  if (
    wrong !== null &&
    (wrong.code === 'empty' || wrong.code === 'wrong-encoding' || /zip|gzip|zstd|PDF/.test(wrong.message))
  ) {
    await close();
    return err({ message: wrong.message });
  }
  const decoder = new TextDecoder('utf-8');
  async function* text(): AsyncIterable<string> {
    for await (const part of all()) yield decoder.decode(part, { stream: true });
    yield decoder.decode();
  }
  return ok({ name: path, head: new TextDecoder('utf-8').decode(head), text });
}

/** Reads CSV, JSON or NDJSON into records, streaming. Records that cannot be cut out are told with their row. */
export async function* readRecords(
  head: string,
  text: () => AsyncIterable<string>,
): AsyncIterable<PlainRecord | UnreadableRecord> {
  const found = detectShape(head);
  const isTable = found === 'csv' || found === 'json' || found === 'ndjson';
  const reader = createReader(isTable ? found : /^\s*[[{]/.test(head) ? 'json' : 'csv', longestRecord);
  let header: readonly string[] | null = null;
  const plain = function* (records: ReturnType<RecordReader['push']>): Iterable<PlainRecord | UnreadableRecord> {
    for (const record of records) {
      if (record.kind === 'unreadable') yield record;
      else if (record.kind === 'value') yield { row: record.row, values: record.value };
      else if (header === null) header = record.cells.map((cell) => cell.trim());
      else
        yield { row: record.row, values: Object.fromEntries(header.map((name, i) => [name, record.cells[i] ?? ''])) };
    }
  };
  for await (const part of text()) yield* plain(reader.push(part));
  yield* plain(reader.end());
}
