import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordingEntrySchema, type RecordingEntry } from '../domain/recording/entry.ts';
import { canonicalJson } from './canonical-json.ts';
import { parseEntry, serializeEntry } from './recording-lines.ts';

const chunk: RecordingEntry = {
  kind: 'chunk',
  part: 1,
  ms: 240,
  bytes: 900,
  sha256: 'ab'.repeat(32),
  at: 1_773_651_600_000,
};

describe('a line of a recording', () => {
  it('is read back as it was written', () => {
    const count = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    const chunks = fc.record({
      kind: fc.constant('chunk' as const),
      part: fc.integer({ min: 1, max: 10_000 }),
      ms: count,
      bytes: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
      at: fc.integer({ min: 0, max: 8_640_000_000_000_000 }),
    });
    const others = fc.record({ kind: fc.constant('cut' as const), fromMs: count, toMs: count, at: fc.constant(5) });
    fc.assert(
      fc.property(fc.oneof(chunks, others), (entry) => {
        expect(parseEntry(serializeEntry(entry))).toEqual({ ok: true, value: entry });
      }),
    );
  });

  it('is judged by its schema alone, however a chunk is written', () => {
    const odd = fc.constantFrom(-1, 0, 1, 1.5, 10_000, 10_001, 8_640_000_000_000_001, 2 ** 53, 1e21);
    const whichever = fc.record({
      kind: fc.constant('chunk'),
      part: odd,
      ms: odd,
      bytes: odd,
      at: odd,
      sha256: fc.constantFrom('ab'.repeat(32), 'AB'.repeat(32), 'ab'),
    });
    fc.assert(
      fc.property(whichever, (entry) => {
        expect(parseEntry(canonicalJson(entry)).ok).toBe(recordingEntrySchema.safeParse(entry).success);
      }),
    );
  });

  it.each([
    ['another order', JSON.stringify(chunk)],
    ['spaces', serializeEntry(chunk).replace(':240', ': 240')],
    ['a leading zero', serializeEntry(chunk).replace(':240', ':0240')],
    ['a member more', serializeEntry(chunk).replace('{', '{"a":1,')],
    ['half of it', serializeEntry(chunk).slice(0, 40)],
    ['nothing', ''],
  ])('is none with %s', (_what, text) => {
    expect(parseEntry(text).ok).toBe(false);
  });
});
