import { array, assert, double, integer, nat, property, record } from 'fast-check';
import { expect, it } from 'vitest';
import { BitReader, BitWriter } from './bits.ts';
import {
  createDocumentList,
  readAllBlocks,
  readBlocks,
  readDocuments,
  segmentCapacity,
  writePostings,
} from './postings.ts';
import { layOut } from './segment.ts';

it('reads numbers as they were written, in any number of bits', () => {
  const number = record({ value: nat((1 << 24) - 1), parameter: nat(15) });
  assert(
    property(array(number, { maxLength: 60 }), (numbers) => {
      const out = new BitWriter();
      for (const { value, parameter } of numbers) {
        out.rice(value, parameter);
        out.bits(value & 7, 3);
      }
      const reader = new BitReader(out.bytes, 0);
      for (const { value, parameter } of numbers) {
        expect(reader.rice(parameter)).toBe(value);
        expect(reader.bits(3)).toBe(value & 7);
      }
    }),
    { numRuns: 200 },
  );
});

const documentsWith = record({
  /** Blocks of each document, and how densely the word is among them. */
  blocks: array(integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 300 }),
  density: double({ min: 0.002, max: 1, noNaN: true }),
  often: integer({ min: 1, max: 40 }),
  seed: nat(),
});

it('reads the documents and blocks of a word as they were written, one by one and all', () => {
  assert(
    property(documentsWith, ({ blocks, density, often, seed }) => {
      const layout = layOut(blocks);
      const entries: number[] = [];
      let state = seed;
      const random = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
      for (let block = 0; block < layout.documentOf.length; block += 1)
        if (random() < density) entries.push((block << 8) | (1 + Math.floor(random() * often)));
      if (entries.length === 0) return;
      const out = new BitWriter();
      out.bits(1, 3);
      const at = out.align();
      const count = writePostings(out, layout, Uint32Array.from(entries), 0, entries.length);
      const list = createDocumentList(segmentCapacity);
      readDocuments(out.bytes, at, layout, count, list);
      const all: number[] = [];
      readAllBlocks(out.bytes, layout, 70, list, (document, found, numbers, times) => {
        for (let i = 0; i < found; i += 1)
          all.push((((layout.firstBlock[document] ?? 0) + (numbers[i] ?? 0)) << 8) | (times[i] ?? 0));
      });
      expect(all).toEqual(entries);
      const [into, times] = [new Uint32Array(70), new Uint32Array(70)];
      for (const nth of [0, Math.floor(count / 2), count - 1]) {
        const document = list.documents[nth] ?? 0;
        const found = readBlocks(out.bytes, layout, list, nth, into, times);
        const own = entries.filter((entry) => layout.documentOf[entry >>> 8] === document);
        expect(
          Array.from(
            { length: found },
            (_, i) => (((layout.firstBlock[document] ?? 0) + (into[i] ?? 0)) << 8) | (times[i] ?? 0),
          ),
        ).toEqual(own);
      }
    }),
    { numRuns: 150 },
  );
});
