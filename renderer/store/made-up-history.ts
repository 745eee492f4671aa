// Histories for the store's tests, made with the same functions the main process uses, and the frames it would send.
import {
  createFrameReader,
  encodeFrame,
  headsToPayload,
  intakeStream,
  linesToPayload,
  type Frame,
  type FrameHeader,
  type StreamHead,
} from '../../shared/contract/frames.ts';
import type { SeriesId } from '../../shared/domain/ids.ts';
import { intakeGenesis, type IntakeLine, type SampleChunk } from '../../shared/domain/release/intake-line.ts';
import { rowKinds, type Row } from '../../shared/domain/release/rows.ts';
import { encodeChunk, summarize } from '../../shared/formats/chunk.ts';
import { encodeRowChunk, summarizeRowChunk } from '../../shared/formats/row-chunk.ts';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';
import { genesis, hashBody, hashLine, serializeLine, type JournalLine } from '../../shared/journal/line.ts';
import { sha256Hex } from '../../shared/journal/sha256.ts';
import { findRow, readRows } from './read-rows.ts';
import { readReleases } from './release-list.ts';
import type { Store } from './schema.ts';
import type { Cursors } from './sync-loop.ts';

export type History = {
  readonly journals: ReadonlyMap<string, readonly string[]>;
  readonly intake: readonly string[];
  readonly chunks: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
};

const salt = '00112233445566778899aabbccddeeff';

/** A journal whose events say the given words. */
export const makeJournal = (words: readonly string[], type = 'word.said.v1'): string[] =>
  chained(
    type,
    words.map((word) => ({ word })),
  );

/** A workspace's journal in which it is given one name after the other. */
export const makeWorkspace = (names: readonly string[]): string[] =>
  chained(
    'workspace.named.v1',
    names.map((name, index) => ({ command: `name${index}`, name, zone: 'UTC' })),
  );

function chained(type: string, bodies: readonly (JournalLine['body'] & object)[]): string[] {
  let prev = genesis;
  return bodies.map((body, index) => {
    const line: JournalLine = {
      seq: index + 1,
      prev,
      at: new Date(Date.UTC(2026, 2, 12, 9, 0, index)).toISOString(),
      device: '0123456789abcdef',
      actor: 'ops-01',
      type,
      bodyHash: hashBody(salt, body),
      salt,
      body,
    };
    prev = hashLine(line);
    return serializeLine(line);
  });
}

export type MadeBatch = {
  readonly rows: readonly Row[];
  /** Rows of one kind each, ascending in time, that the line names as sealed. */
  readonly bulk?: readonly (readonly Row[])[];
  readonly samples: readonly {
    readonly series: string;
    readonly times: readonly number[];
    readonly values: readonly number[];
  }[];
  /** What else its line says, where it matters. */
  readonly line?: Partial<IntakeLine>;
};

export function makeIntake(batches: readonly MadeBatch[]): Pick<History, 'intake' | 'chunks'> {
  const chunks = new Map<string, Uint8Array<ArrayBuffer>>();
  const keep = (bytes: Uint8Array<ArrayBuffer>): string => {
    const sha256 = sha256Hex(bytes);
    chunks.set(sha256, bytes);
    return sha256;
  };
  const intake: string[] = [];
  for (const { rows, bulk, samples, line: more } of batches) {
    const packed = samples.map(({ series, times, values }): SampleChunk => {
      const arrays = [Float64Array.from(times), Float64Array.from(values)] as const;
      const sha256 = keep(encodeChunk(series, ...arrays));
      return { ...summarize(series, ...arrays), series: series as SeriesId, sha256 };
    });
    const sealed = bulk?.map((ofKind) => ({ ...summarizeRowChunk(ofKind), sha256: keep(encodeRowChunk(ofKind)) }));
    const last = intake.at(-1);
    const line: IntakeLine = {
      seq: intake.length + 1,
      prev: last === undefined ? intakeGenesis : sha256Hex(last),
      at: '2026-03-12T09:00:00.000Z',
      source: sourceNamed('carried'),
      rows: [...rows],
      samples: packed,
      ...(sealed === undefined ? {} : { bulk: sealed }),
      quarantined: [],
      unchanged: 0,
      done: true,
      ...more,
    };
    intake.push(canonicalJson(line as unknown as Json));
  }
  return { intake, chunks };
}

export const sourceNamed = (name: string): IntakeLine['source'] => ({
  name: `${name}.csv`,
  sha256: sha256Hex(name),
  format: 'made-up',
  mapVersion: 1,
  mapping: { columns: {}, constants: {} },
});

export function headsOf(history: History): StreamHead[] {
  const journals = [...history.journals].map(([stream, lines]) => ({
    stream,
    seq: lines.length,
    hash: lines.length === 0 ? genesis : hashLine(JSON.parse(lines.at(-1) ?? '') as JournalLine),
  }));
  const last = history.intake.at(-1);
  const hash = last === undefined ? intakeGenesis : sha256Hex(last);
  return [...journals, { stream: intakeStream, seq: history.intake.length, hash }];
}

/** What the main process sends for these cursors, `perFrame` lines a frame. */
export function framesFor(history: History, cursors: Cursors, perFrame: number): Frame[] {
  const heads = headsOf(history);
  const frames: Frame[] = [frameOf({ kind: 'hello', total: 0 }, [headsToPayload(heads)])];
  for (const { stream } of heads) {
    const lines = stream === intakeStream ? history.intake : (history.journals.get(stream) ?? []);
    for (let from = cursors[stream]?.seq ?? 0; from < lines.length; from += perFrame) {
      const some = lines.slice(from, from + perFrame);
      const range = { from: from + 1, to: from + some.length };
      if (stream === intakeStream) frames.push(...chunkFrames(history, some));
      const header: FrameHeader =
        stream === intakeStream
          ? { kind: 'intake', ...range }
          : { kind: 'journal', stream, ...range, receipt: `receipt for ${stream} ${range.to}` };
      frames.push(frameOf(header, [linesToPayload(some)]));
    }
  }
  return [...frames, frameOf({ kind: 'caught-up' })];
}

function chunkFrames(history: History, lines: readonly string[]): Frame[] {
  const bytesOfChunk = (sha256: string): Uint8Array => history.chunks.get(sha256) ?? new Uint8Array();
  return lines.flatMap((text) => {
    const { samples, bulk = [] } = JSON.parse(text) as IntakeLine;
    const sampled = samples.map((chunk) => {
      const bytes = bytesOfChunk(chunk.sha256);
      return frameOf({ kind: 'chunks', chunks: [{ chunk, bytes: bytes.length }] }, [bytes]);
    });
    const sealed = bulk.map((chunk) => {
      const bytes = bytesOfChunk(chunk.sha256);
      return frameOf({ kind: 'chunks', chunks: [], rows: [{ chunk, bytes: bytes.length }] }, [bytes]);
    });
    return [...sampled, ...sealed];
  });
}

function frameOf(header: FrameHeader, parts: readonly Uint8Array[] = []): Frame {
  const [frame] = createFrameReader()(encodeFrame(header, parts));
  if (frame === undefined) throw new Error('a frame came out as none');
  return frame;
}

/** The bytes of frames, as a response's body would bring them. */
export const bytesOf = (frames: readonly Frame[]): Uint8Array<ArrayBuffer>[] =>
  frames.map(({ header, payload }) => encodeFrame(header, [payload]));

/** Everything a store tells its readers, in a form that can be compared, however it is laid out. */
export async function dump(store: Store): Promise<unknown> {
  const logs = await Promise.all(
    [store.lines, store.intake, store.cursors, store.forked, store.directory, store.files, store.sources].map((table) =>
      table.toArray(),
    ),
  );
  const chunks = (await store.chunks.toArray()).map(({ bytes, ...key }) => ({
    ...key,
    bytes: sha256Hex(new Uint8Array(bytes)),
  }));
  const rows = await Promise.all(rowKinds.map((kind) => readRows(store, kind, -Infinity, Infinity)));
  const origins = await Promise.all(
    rows.flat().map(async ({ kind, id }) => [kind, id, (await findRow(store, kind, id))?.seq]),
  );
  return { logs, chunks, rows, origins, releases: await readReleases(store), bad: await store.badLines.toArray() };
}
