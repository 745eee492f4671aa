/**
 * How whole numbers stand in a chunk: row i is `base + unit * n[i]`, `n` in `width` bytes each, little-endian. The
 * greatest `n` of a width stands for null; width 0 has no bytes, every row is `base`.
 */
export type WholeHead = { readonly base: number; readonly unit: number; readonly width: 0 | 1 | 2 | 4 };
export type Steps = Uint8Array | Uint16Array | Uint32Array;

/** Steps in as many bytes as the width says; undefined stands for a null. */
export function packSteps(width: 1 | 2 | 4, steps: readonly (number | undefined)[]): Uint8Array<ArrayBuffer> {
  const none = noStep(width);
  const bytes = new Uint8Array(steps.length * width);
  const packed = stepsOf(width, bytes.buffer, 0, steps.length);
  steps.forEach((step, row) => (packed[row] = step ?? none));
  return bytes;
}

/** A view on steps, which must begin on a boundary of their width. */
export function stepsOf(width: 1 | 2 | 4, buffer: ArrayBufferLike, start: number, count: number): Steps {
  if (width === 1) return new Uint8Array(buffer, start, count);
  return width === 2 ? new Uint16Array(buffer, start, count) : new Uint32Array(buffer, start, count);
}

/** The step that stands for null. */
export const noStep = (width: 1 | 2 | 4): number => 2 ** (width * 8) - 1;

/** The least width that has room for steps up to `most` and for null; undefined where there is none. */
export const widthFor = (most: number): 1 | 2 | 4 | undefined =>
  ([1, 2, 4] as const).find((width) => most < noStep(width));

/**
 * Packs numbers that are whole and lie near each other, such as times; undefined where they do not or would come back as
 * others. What is no number is null.
 */
export function packWholes(
  values: readonly unknown[],
): { readonly head: WholeHead; readonly bytes: Uint8Array<ArrayBuffer> } | undefined {
  let [base, most, count] = [Infinity, -Infinity, 0];
  for (const value of values) {
    if (typeof value !== 'number') continue;
    // -0 would come back as 0.
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) return undefined;
    count += 1;
    if (value < base) base = value;
    if (value > most) most = value;
  }
  if (count === 0 || !Number.isSafeInteger(most - base)) return undefined;
  if (most === base && count === values.length) return { head: { base, unit: 1, width: 0 }, bytes: new Uint8Array() };
  let unit = 0;
  for (const value of values) if (typeof value === 'number' && unit !== 1) unit = divisor(unit, value - base);
  unit = Math.max(1, unit);
  const width = widthFor((most - base) / unit);
  if (width === undefined) return undefined;
  const steps = values.map((value) => (typeof value === 'number' ? (value - base) / unit : undefined));
  return { head: { base, unit, width }, bytes: packSteps(width, steps) };
}

/** All numbers of a column, NaN for null. */
export function unpackWholes({ base, unit, width }: WholeHead, steps: Steps | undefined, count: number): Float64Array {
  const numbers = new Float64Array(count);
  if (width === 0 || steps === undefined) return numbers.fill(base);
  const none = noStep(width);
  for (let row = 0; row < count; row += 1) {
    const step = steps[row] ?? none;
    numbers[row] = step === none ? NaN : base + unit * step;
  }
  return numbers;
}

function divisor(a: number, b: number): number {
  let [greater, less] = [a, b];
  while (less !== 0) [greater, less] = [less, greater % less];
  return greater;
}
