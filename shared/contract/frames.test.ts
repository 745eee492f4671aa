import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SeriesId } from '../domain/ids.ts';
import { rowKinds } from '../domain/release/rows.ts';
import {
  createFrameReader,
  encodeFrame,
  headsToPayload,
  linesToPayload,
  payloadToHeads,
  payloadToLines,
  type FrameHeader,
} from './frames.ts';

const seq = fc.nat({ max: 1e6 });
const chunk = fc.record({
  series: fc.string({ minLength: 1, maxLength: 40 }).map((text) => text as SeriesId),
  t0: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  t1: fc.integer(),
  count: fc.integer({ min: 1, max: 4096 }),
  min: fc.integer(),
  max: fc.integer(),
  sum: fc.integer(),
  sha256: fc.constant('ab'.repeat(32)),
});
const rowChunk = fc.record({
  kind: fc.constantFrom(...rowKinds),
  t0: fc.integer(),
  t1: fc.integer(),
  count: fc.integer({ min: 1, max: 4096 }),
  owners: fc.array(fc.string(), { maxLength: 3 }),
  sha256: fc.constant('cd'.repeat(32)),
});
const header: fc.Arbitrary<FrameHeader> = fc.oneof(
  fc.record({ kind: fc.constant('hello' as const), total: seq }),
  fc.record({ kind: fc.constant('fork' as const), stream: fc.string(), seq }),
  fc.record({ kind: fc.constant('journal' as const), stream: fc.string(), from: seq, to: seq, receipt: fc.string() }),
  fc.record({ kind: fc.constant('intake' as const), from: seq, to: seq }),
  fc.record({
    kind: fc.constant('chunks' as const),
    chunks: fc.array(fc.record({ chunk, bytes: fc.integer({ min: 1, max: 9 }) }), { maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant('chunks' as const),
    chunks: fc.array(fc.record({ chunk, bytes: fc.constant(3) }), { maxLength: 2 }),
    rows: fc.array(fc.record({ chunk: rowChunk, bytes: fc.integer({ min: 1, max: 9 }) }), { maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant('caught-up' as const) }),
);
const frame = fc.record({ header, parts: fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 3 }) });

describe('frames', () => {
  it('come out as they went in, however the bytes were divided', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 6 }), fc.array(fc.integer({ min: 1, max: 200 })), (sent, cuts) => {
        const bytes = join(sent.map(({ header, parts }) => encodeFrame(header, parts)));
        const read = createFrameReader();
        const received = [...divide(bytes, cuts)].flatMap(read);
        expect(received.map(({ header }) => JSON.stringify(header))).toEqual(
          sent.map(({ header }) => JSON.stringify(header)),
        );
        received.forEach(({ payload }, index) => expect([...payload]).toEqual([...join(sent[index]?.parts ?? [])]));
      }),
    );
  });

  it('are given to the page in a buffer of their own, so that it can be handed on without a copy', () => {
    const [first] = createFrameReader()(encodeFrame({ kind: 'caught-up' }, [new Uint8Array(7)]));
    expect(first?.payload.buffer.byteLength).toBe(7);
  });

  it('carry lines and heads as text', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string().map((text) => text.replaceAll('\n', '')),
          { minLength: 1 },
        ),
        (lines) => {
          expect(payloadToLines(linesToPayload(lines))).toEqual(lines.map((line) => line));
        },
      ),
    );
    const heads = [{ stream: 'workspace', seq: 3, hash: 'a' }];
    expect(payloadToHeads(headsToPayload(heads))).toEqual(heads);
  });

  it('stop at bytes that are not a frame', () => {
    expect(() => createFrameReader()(new Uint8Array(8).fill(255))).toThrow(/bound/);
    const wrong = encodeFrame({ kind: 'caught-up' });
    wrong[6] = 0;
    expect(() => createFrameReader()(wrong)).toThrow(SyntaxError);
  });
});

function join(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function* divide(bytes: Uint8Array, cuts: readonly number[]): Generator<Uint8Array> {
  let offset = 0;
  for (let i = 0; offset < bytes.length; i += 1) {
    const length = cuts[i % Math.max(1, cuts.length)] ?? 64;
    yield bytes.subarray(offset, offset + length);
    offset += length;
  }
}
