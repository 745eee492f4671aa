import { z } from 'zod';
import { createHexTexts, createTexts, hexBytes, packHex, packTexts, sharedPrefix } from './column-texts.ts';
import { noStep, packSteps, packWholes, stepsOf, unpackWholes, widthFor, type Steps } from './whole-numbers.ts';

const common = { name: z.string().regex(/^[A-Za-z]\w{0,60}$/), states: z.boolean() };
const width = z.union([z.literal(1), z.literal(2), z.literal(4)]);

/**
 * How the values of one member stand in a chunk of rows. `states` says whether a byte for each row stands before them: 0 a
 * value, 1 null, 2 that the row lacks the member.
 * - `code`: a dictionary, and codes of `width` bytes; the greatest is null.
 * - `whole`: steps from a base (whole-numbers.ts). `number`: Float64, NaN for null.
 * - `text` and `json`: offsets of `width` bytes, one more than there are rows, into UTF-8; before each text its `prefix`.
 * - `hex`: the bytes of hashes, `each` of them.
 */
export const columnHeadSchema = z.discriminatedUnion('type', [
  z.object({ ...common, type: z.literal('code'), dictionary: z.array(z.string()), width: width.default(4) }),
  z.object({ ...common, type: z.literal('number') }),
  z.object({
    ...common,
    type: z.literal('whole'),
    base: z.int(),
    unit: z.int().min(1),
    width: z.union([z.literal(0), width]),
  }),
  z.object({ ...common, type: z.literal('text'), prefix: z.string().default(''), width: width.default(4) }),
  z.object({ ...common, type: z.literal('json'), width: width.default(4) }),
  z.object({ ...common, type: z.literal('hex'), each: z.int().min(1).max(1024) }),
]);
export type ColumnHead = z.infer<typeof columnHeadSchema>;

/** One member of all rows of a chunk. `at` gives undefined where a row lacks it. */
export type RowColumn = {
  readonly name: string;
  readonly at: (row: number) => unknown;
  /** Its values as numbers, NaN for null or absent; undefined where they are not numbers. */
  readonly numbers: (() => Float64Array) | undefined;
  /** Its values as codes, {@link noCode} for null or absent; undefined where they are not strings. */
  readonly codes: () => StringCodes | undefined;
};
export type StringCodes = { readonly codes: Uint32Array; readonly dictionary: readonly string[] };

export const noCode = 0xffffffff;

/** Bytes of a part with the zeros up to the next boundary of eight, where every part begins. */
export const aligned = (length: number): number => Math.ceil(length / 8) * 8;

type Packed = { readonly head: ColumnHead; readonly parts: Uint8Array[] };

/** Packs one member of all rows: `undefined` where a row lacks it. The parts stand one after the other, each aligned. */
export function encodeColumn(name: string, values: readonly unknown[]): Packed {
  const there = values.filter((value) => value !== null && value !== undefined);
  const lacks = values.includes(undefined);
  const packed = there.every((value) => typeof value === 'string')
    ? packStrings(name, values, there, lacks)
    : there.every((value) => typeof value === 'number')
      ? packNumbers(name, values, lacks)
      : packJson(name, values, lacks || there.length < values.length);
  return packed.head.states ? { ...packed, parts: [Uint8Array.from(values, stateOf), ...packed.parts] } : packed;
}

function packNumbers(name: string, values: readonly unknown[], states: boolean): Packed {
  const wholes = packWholes(values);
  if (wholes !== undefined) return { head: { name, type: 'whole', states, ...wholes.head }, parts: [wholes.bytes] };
  const numbers = Float64Array.from(values, (value) => (typeof value === 'number' ? value : NaN));
  return { head: { name, type: 'number', states }, parts: [new Uint8Array(numbers.buffer)] };
}

/** Strings that repeat stand by a dictionary, hashes as bytes, others as text. */
function packStrings(name: string, values: readonly unknown[], there: readonly string[], lacks: boolean): Packed {
  const isRepeating = new Set(there).size <= Math.max(16, there.length / 2);
  if (isRepeating) {
    const { codes, dictionary } = packCodes(values);
    const width = widthFor(dictionary.length) ?? 4;
    const steps = Array.from(codes, (code) => (code === noCode ? undefined : code));
    return {
      head: { name, type: 'code', states: lacks, dictionary: [...dictionary], width },
      parts: [packSteps(width, steps)],
    };
  }
  const states = there.length < values.length;
  const each = hexBytes(there);
  if (each !== undefined) {
    const texts = values.map((value) => (typeof value === 'string' ? value : undefined));
    return { head: { name, type: 'hex', states, each }, parts: [packHex(texts, each)] };
  }
  // A lone half of a surrogate pair has no UTF-8; JSON escapes it.
  if (there.some((value) => /\p{Cs}/u.test(value))) return packJson(name, values, states);
  const prefix = sharedPrefix(there);
  const texts = values.map((value) => (typeof value === 'string' ? value : prefix));
  const { width, offsets, blob } = packTexts(texts, prefix);
  return { head: { name, type: 'text', states, prefix, width }, parts: [offsets, blob] };
}

function packJson(name: string, values: readonly unknown[], states: boolean): Packed {
  const texts = values.map((value) => (value === null || value === undefined ? '' : JSON.stringify(value)));
  const { width, offsets, blob } = packTexts(texts, '');
  return { head: { name, type: 'json', states, width }, parts: [offsets, blob] };
}

function packCodes(values: readonly unknown[]): StringCodes & { readonly codes: Uint32Array<ArrayBuffer> } {
  const known = new Map<string, number>();
  const codes = Uint32Array.from(values, (value) => {
    if (typeof value !== 'string') return noCode;
    const code = known.get(value) ?? known.size;
    if (code === known.size) known.set(value, code);
    return code;
  });
  return { codes, dictionary: [...known.keys()] };
}

const stateOf = (value: unknown): number => (value === undefined ? 2 : value === null ? 1 : 0);

/** Finds where in a chunk the next so many bytes begin, seen from the buffer's start; undefined past the chunk's end. */
type TakePart = (length: number) => number | undefined;

/**
 * Reads one column's parts, which begin at `offset`, a boundary of eight in the buffer; `next` is where the following
 * column begins. Undefined where the parts are not what the head says.
 */
export function readColumn(
  head: ColumnHead,
  bytes: Uint8Array,
  offset: number,
  count: number,
): { readonly column: RowColumn; readonly next: number } | undefined {
  let next = offset;
  const part: TakePart = (length) => {
    const start = next;
    next = start + aligned(length);
    return next <= bytes.length ? bytes.byteOffset + start : undefined;
  };
  const stated = head.states ? part(count) : undefined;
  if (head.states && stated === undefined) return undefined;
  const states = stated === undefined ? undefined : new Uint8Array(bytes.buffer, stated, count);
  const column = readValues(head, bytes.buffer, part, count, states);
  return column === undefined ? undefined : { column, next };
}

function readValues(
  head: ColumnHead,
  buffer: ArrayBufferLike,
  part: TakePart,
  count: number,
  states: Uint8Array | undefined,
): RowColumn | undefined {
  const { name } = head;
  if (head.type === 'number') {
    const start = part(count * 8);
    if (start === undefined) return undefined;
    const numbers = new Float64Array(buffer, start, count);
    return numberColumn(
      name,
      (row) => numbers[row] ?? NaN,
      () => numbers,
      states,
    );
  }
  if (head.type === 'whole') {
    const { base, unit, width } = head;
    const start = part(count * width);
    if (start === undefined) return undefined;
    const steps = width === 0 ? undefined : stepsOf(width, buffer, start, count);
    const none = width === 0 ? NaN : noStep(width);
    let all: Float64Array | undefined;
    const one = (row: number): number => {
      const step = steps === undefined ? 0 : steps[row];
      return step === undefined || step === none ? NaN : base + unit * step;
    };
    return numberColumn(name, one, () => (all ??= unpackWholes(head, steps, count)), states);
  }
  if (head.type === 'code') {
    const start = part(count * head.width);
    if (start === undefined) return undefined;
    return codeColumn(name, stepsOf(head.width, buffer, start, count), noStep(head.width), head.dictionary, states);
  }
  if (head.type === 'hex') {
    const start = part(count * head.each);
    if (start === undefined) return undefined;
    return textColumn(head, createHexTexts(new Uint8Array(buffer, start, count * head.each), head.each), count, states);
  }
  const start = part((count + 1) * head.width);
  if (start === undefined) return undefined;
  const offsets = stepsOf(head.width, buffer, start, count + 1);
  const length = offsets[count] ?? 0;
  const blob = part(length);
  if (blob === undefined || !isAscending(offsets)) return undefined;
  const texts = createTexts(new Uint8Array(buffer, blob, length), offsets, head.type === 'text' ? head.prefix : '');
  return textColumn(head, texts, count, states);
}

function isAscending(offsets: Steps): boolean {
  if (offsets[0] !== 0) return false;
  for (let i = 1; i < offsets.length; i += 1) if ((offsets[i] ?? 0) < (offsets[i - 1] ?? 0)) return false;
  return true;
}

function numberColumn(
  name: string,
  one: (row: number) => number,
  numbers: () => Float64Array,
  states: Uint8Array | undefined,
): RowColumn {
  const at = (row: number): unknown => {
    if (states?.[row] === 2) return undefined;
    const value = one(row);
    return Number.isNaN(value) ? null : value;
  };
  return { name, at, numbers, codes: () => undefined };
}

function codeColumn(
  name: string,
  steps: Steps,
  none: number,
  dictionary: readonly string[],
  states: Uint8Array | undefined,
): RowColumn | undefined {
  for (const step of steps) if (step >= dictionary.length && step !== none) return undefined;
  const at = (row: number): unknown => (states?.[row] === 2 ? undefined : (dictionary[steps[row] ?? none] ?? null));
  let codes: Uint32Array | undefined;
  const wide = (): Uint32Array => Uint32Array.from(steps, (step) => (step === none ? noCode : step));
  return { name, at, numbers: undefined, codes: () => ({ codes: (codes ??= wide()), dictionary }) };
}

function textColumn(
  { name, type }: ColumnHead,
  texts: (row: number) => string,
  count: number,
  states: Uint8Array | undefined,
): RowColumn {
  const at = (row: number): unknown => {
    const state = states?.[row] ?? 0;
    if (state !== 0) return state === 2 ? undefined : null;
    return type === 'json' ? JSON.parse(texts(row)) : texts(row);
  };
  const codes = (): StringCodes | undefined => {
    const values = Array.from({ length: count }, (_, row) => at(row) ?? null);
    return values.every((value) => value === null || typeof value === 'string') ? packCodes(values) : undefined;
  };
  return { name, at, numbers: undefined, codes };
}
