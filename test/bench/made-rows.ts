// Made-up rows for the bench, in the page as in Node: nothing here needs either.
import { encodeFrame, linesToPayload, type Frame, createFrameReader } from '../../shared/contract/frames.ts';
import type { RowId, ServiceId } from '../../shared/domain/ids.ts';
import { intakeGenesis, type IntakeLine, type RowChunk } from '../../shared/domain/release/intake-line.ts';
import type { Row, RowOf } from '../../shared/domain/release/rows.ts';
import { encodeRowChunk, rowChunkCapacity, summarizeRowChunk } from '../../shared/formats/row-chunk.ts';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';
import { sha256Hex } from '../../shared/journal/sha256.ts';

export const madeFrom = Date.UTC(2024, 0, 1);
const minute = 60_000;
const services = 60;
/** A version goes to this many stages and regions, one after the other. */
const perRelease = 10;

/** Deployment number `i` of an organisation that makes one every minute. */
export function madeDeployment(i: number): RowOf<'deployment'> {
  const release = Math.floor(i / perRelease);
  return {
    kind: 'deployment',
    id: `made:deployment:main:${i}` as RowId,
    revision: 0,
    service: `service-${String(release % services).padStart(2, '0')}` as ServiceId,
    version: `1.${Math.floor(release / services)}.0`,
    environment: i % perRelease < 3 ? 'staging' : 'production',
    startedAt: madeFrom + i * minute,
    finishedAt: madeFrom + i * minute + ((i * 7919) % 600) * 1000,
    result: i % 31 === 0 ? 'failure' : 'success',
    sha: ((i * 2_654_435_761) % 4_294_967_296).toString(16).padStart(8, '0').repeat(5),
  };
}

const madeBuild = (i: number): RowOf<'build'> => {
  const { service, startedAt, finishedAt, sha } = madeDeployment(i);
  const id = `made:build:main:${i}` as RowId;
  return {
    kind: 'build',
    id,
    revision: 0,
    service,
    name: 'main',
    number: i,
    startedAt,
    finishedAt,
    result: 'success',
    sha,
  };
};

const madeIncident = (i: number): RowOf<'incident'> => {
  const { service, version, startedAt } = madeDeployment(i);
  return {
    kind: 'incident',
    id: `made:incident:main:${i}` as RowId,
    revision: 0,
    service,
    title: 'Errors after a deployment',
    severity: 'major',
    impactStartedAt: null,
    detectedAt: startedAt + 5 * minute,
    acceptedAt: null,
    resolvedAt: startedAt + 35 * minute,
    release: version,
  };
};

/** What every way of keeping deployments `from` up to `to` must give back: their number and the sum of their minutes. */
export const rowChecksum = (from: number, to: number): string => `${to - from}/${((to - from) * (from + to - 1)) / 2}`;

export type SealedRows = { readonly chunk: RowChunk; readonly bytes: Uint8Array<ArrayBuffer> };

/** Deployments in sealed chunks; with `others`, builds and incidents besides, a tenth and a hundredth as many. */
export function* sealedRows(count: number, others = false): Generator<SealedRows> {
  yield* sealed(count, madeDeployment);
  if (others) yield* sealed(count / 10, (i) => madeBuild(i * 10));
  if (others) yield* sealed(count / 100, (i) => madeIncident(i * 100));
}

function* sealed(count: number, make: (i: number) => Row): Generator<SealedRows> {
  for (let from = 0; from < count; from += rowChunkCapacity) {
    const rows = Array.from({ length: Math.min(rowChunkCapacity, count - from) }, (_, i) => make(from + i));
    const bytes = encodeRowChunk(rows);
    yield { bytes, chunk: { ...summarizeRowChunk(rows), sha256: sha256Hex(bytes) } };
  }
}

/** An intake line after another: `after` is that one's sequence and hash. */
export function lineAfter(
  after: { readonly seq: number; readonly hash: string },
  more: Partial<IntakeLine>,
): { readonly seq: number; readonly hash: string; readonly text: string } {
  const line: IntakeLine = {
    seq: after.seq + 1,
    prev: after.hash,
    at: '2026-03-12T09:00:00.000Z',
    source: {
      name: 'made-up.csv',
      sha256: intakeGenesis,
      format: 'made-up',
      mapVersion: 1,
      mapping: { columns: {}, constants: {} },
    },
    rows: [],
    samples: [],
    quarantined: [],
    unchanged: 0,
    done: true,
    ...more,
  };
  const text = canonicalJson(line as unknown as Json);
  return { seq: line.seq, hash: sha256Hex(text), text };
}

export const beforeAll = { seq: 0, hash: intakeGenesis };
const chunksPerFrame = 16;

/** The frames that bring these chunks, sixteen and their line at a time. */
export function* framesOfRows(chunks: Iterable<SealedRows>): Generator<Uint8Array<ArrayBuffer>> {
  let last: { readonly seq: number; readonly hash: string } = beforeAll;
  let waiting: SealedRows[] = [];
  const flush = function* () {
    if (waiting.length === 0) return;
    const rows = waiting.map(({ chunk, bytes }) => ({ chunk, bytes: bytes.length }));
    yield encodeFrame(
      { kind: 'chunks', chunks: [], rows },
      waiting.map(({ bytes }) => bytes),
    );
    const line = lineAfter(last, { bulk: waiting.map(({ chunk }) => chunk) });
    yield lineFrame(line);
    last = line;
    waiting = [];
  };
  for (const chunk of chunks) {
    waiting.push(chunk);
    if (waiting.length === chunksPerFrame) yield* flush();
  }
  yield* flush();
}

const lineFrame = ({ seq, text }: { readonly seq: number; readonly text: string }): Uint8Array<ArrayBuffer> =>
  encodeFrame({ kind: 'intake', from: seq, to: seq }, [linesToPayload([text])]);

/** A frame of two lines with 500 single rows each, `from` counting deployments, after the line of this cursor. */
export function frameOfDelta(after: { readonly seq: number; readonly hash: string }, from: number): Frame {
  const rows = (start: number): Row[] => Array.from({ length: 500 }, (_, i) => madeDeployment(start + i));
  const first = lineAfter(after, { rows: rows(from) });
  const second = lineAfter(first, { rows: rows(from + 500) });
  const header = { kind: 'intake', from: first.seq, to: second.seq } as const;
  const [frame] = createFrameReader()(encodeFrame(header, [linesToPayload([first.text, second.text])]));
  if (frame === undefined) throw new Error('a frame came out as none');
  return frame;
}
