/**
 * How the values of one member stand in a chunk of rows. `code`: a dictionary and Uint32 codes, 0xffffffff for null.
 * `number`: Float64, NaN for null. `text` and `json`: Uint32 offsets, one more than there are rows, into UTF-8. `states`
 * says whether a byte for each row stands before them: 0 a value, 1 null, 2 that the row lacks the member.
 */
export type ColumnHead = {
  readonly name: string;
  readonly type: 'code' | 'number' | 'text' | 'json';
  readonly states: boolean;
  /** Of codes alone. */
  readonly dictionary?: readonly string[];
};

/** One member of all rows of a chunk. `at` gives undefined where a row lacks it. */
export type RowColumn = {
  readonly name: string;
  readonly at: (row: number) => unknown;
  /** Its values as numbers, NaN for null or absent; undefined where they are not numbers. */
  readonly numbers: Float64Array | undefined;
  /** Its values as codes, {@link noCode} for null or absent; undefined where they are not strings. */
  readonly codes: () => StringCodes | undefined;
};
export type StringCodes = { readonly codes: Uint32Array; readonly dictionary: readonly string[] };

export const noCode = 0xffffffff;

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes of a part with the zeros up to the next boundary of eight, where every part begins. */
export const aligned = (length: number): number => Math.ceil(length / 8) * 8;

/** Packs one member of all rows: `undefined` where a row lacks it. The parts stand one after the other, each aligned. */
export function encodeColumn(name: string, values: readonly unknown[]): { head: ColumnHead; parts: Uint8Array[] } {
  const type = typeOf(values);
  const isText = type === 'text' || type === 'json';
  const states = values.some((value) => value === undefined || (value === null && isText));
  const parts = states ? [Uint8Array.from(values, stateOf)] : [];
  if (type === 'number') {
    parts.push(bytesOf(Float64Array.from(values, (value) => (typeof value === 'number' ? value : NaN))));
    return { head: { name, type, states }, parts };
  }
  if (isText) {
    const texts = values.map((value) => textOf(type, value));
    const blobs = texts.map((text) => utf8.encode(text));
    const offsets = new Uint32Array(values.length + 1);
    blobs.forEach((blob, row) => (offsets[row + 1] = (offsets[row] ?? 0) + blob.length));
    parts.push(bytesOf(offsets), utf8.encode(texts.join('')));
    return { head: { name, type, states }, parts };
  }
  const { codes, dictionary } = packCodes(values);
  parts.push(bytesOf(codes));
  return { head: { name, type, states, dictionary }, parts };
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

/** What the values are decides how they are kept: strings that repeat by a dictionary, others as text. */
function typeOf(values: readonly unknown[]): ColumnHead['type'] {
  const there = values.filter((value) => value !== null && value !== undefined);
  if (there.every((value) => typeof value === 'string')) {
    const isRepeating = new Set(there).size <= Math.max(16, there.length / 2);
    // A lone half of a surrogate pair has no UTF-8; JSON escapes it.
    return isRepeating ? 'code' : there.some((value) => /\p{Cs}/u.test(value)) ? 'json' : 'text';
  }
  return there.every((value) => typeof value === 'number') ? 'number' : 'json';
}

const stateOf = (value: unknown): number => (value === undefined ? 2 : value === null ? 1 : 0);

function textOf(type: 'text' | 'json', value: unknown): string {
  if (value === null || value === undefined) return '';
  return type === 'text' && typeof value === 'string' ? value : JSON.stringify(value);
}

const bytesOf = (array: Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  new Uint8Array(array.buffer);

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
  const part = (length: number): number | undefined => {
    const start = next;
    next = start + aligned(length);
    return next <= bytes.length ? bytes.byteOffset + start : undefined;
  };
  let states: Uint8Array | undefined;
  if (head.states) {
    const start = part(count);
    if (start === undefined) return undefined;
    states = new Uint8Array(bytes.buffer, start, count);
  }
  const start = part(head.type === 'number' ? count * 8 : head.type === 'code' ? count * 4 : count * 4 + 4);
  if (start === undefined) return undefined;
  if (head.type === 'number')
    return { column: numberColumn(head.name, new Float64Array(bytes.buffer, start, count), states), next };
  if (head.type === 'code') {
    const dictionary = head.dictionary ?? [];
    const codes = new Uint32Array(bytes.buffer, start, count);
    if (codes.some((code) => code >= dictionary.length && code !== noCode)) return undefined;
    return { column: codeColumn(head.name, codes, dictionary, states), next };
  }
  const offsets = new Uint32Array(bytes.buffer, start, count + 1);
  const length = offsets[count] ?? 0;
  const blob = part(length);
  if (blob === undefined || !isAscending(offsets)) return undefined;
  const texts = createTexts(new Uint8Array(bytes.buffer, blob, length), offsets);
  return { column: textColumn(head, texts, count, states), next };
}

const isAscending = (offsets: Uint32Array): boolean =>
  offsets[0] === 0 && offsets.every((offset, index) => index === 0 || offset >= (offsets[index - 1] ?? 0));

/** Texts that are decoded one by one before all of a column are decoded at once. */
const fewTexts = 64;

/** Gives one text of many; where many are asked for, ASCII is decoded once for all, since then characters are bytes. */
function createTexts(blob: Uint8Array, offsets: Uint32Array): (row: number) => string {
  let asked = 0;
  let all: string | undefined;
  return (row) => {
    const [start, end] = [offsets[row] ?? 0, offsets[row + 1] ?? 0];
    asked += 1;
    if (asked > fewTexts) all ??= fromUtf8.decode(blob);
    return all?.length === blob.length ? all.slice(start, end) : fromUtf8.decode(blob.subarray(start, end));
  };
}

function numberColumn(name: string, numbers: Float64Array, states: Uint8Array | undefined): RowColumn {
  const at = (row: number): unknown => {
    if (states?.[row] === 2) return undefined;
    const value = numbers[row] ?? NaN;
    return Number.isNaN(value) ? null : value;
  };
  return { name, at, numbers, codes: () => undefined };
}

function codeColumn(
  name: string,
  codes: Uint32Array,
  dictionary: readonly string[],
  states: Uint8Array | undefined,
): RowColumn {
  const at = (row: number): unknown => (states?.[row] === 2 ? undefined : (dictionary[codes[row] ?? noCode] ?? null));
  return { name, at, numbers: undefined, codes: () => ({ codes, dictionary }) };
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
