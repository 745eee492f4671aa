/** Ones before a value is written plainly, in {@link plainBits}, instead of by Rice's code. */
const longestUnary = 20;
const plainBits = 24;
/** What can be read at once, wherever in a byte it begins. */
const windowBits = 25;

/** Bits in a row, most significant first, in bytes that grow. Values are below 2^24. */
export class BitWriter {
  bytes = new Uint8Array(1 << 16);
  /** Bits written. */
  size = 0;

  bits(value: number, count: number): void {
    if ((this.size + count + 7) >> 3 >= this.bytes.length) this.grow();
    let left = count;
    while (left > 0) {
      const room = 8 - (this.size & 7);
      const taken = left < room ? left : room;
      const part = (value >>> (left - taken)) & ((1 << taken) - 1);
      const at = this.size >> 3;
      this.bytes[at] = (this.bytes[at] as number) | (part << (room - taken));
      this.size += taken;
      left -= taken;
    }
  }

  /** Golomb-Rice: the value's upper bits in unary, its lower `parameter` bits plainly (R. F. Rice, 1979). */
  rice(value: number, parameter: number): void {
    const upper = value >>> parameter;
    if (upper >= longestUnary) {
      this.bits((1 << longestUnary) - 1, longestUnary);
      this.bits(value, plainBits);
      return;
    }
    this.bits((1 << (upper + 1)) - 2, upper + 1);
    if (parameter > 0) this.bits(value & ((1 << parameter) - 1), parameter);
  }

  /** Writes over `count` bits at `at`, which were zeros. */
  patch(at: number, value: number, count: number): void {
    const end = this.size;
    this.size = at;
    this.bits(value, count);
    this.size = end;
  }

  /** Goes on at the next whole byte; answers which that is. */
  align(): number {
    this.size = (this.size + 7) & ~7;
    return this.size >> 3;
  }

  private grow(): void {
    const larger = new Uint8Array(this.bytes.length * 2);
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

/** Reads what a {@link BitWriter} wrote. The bytes go on for at least four after what is read. */
export class BitReader {
  bytes: Uint8Array;
  /** The bit to be read next. */
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  /** The next 25 bits, topmost first in 32. */
  private window(): number {
    const bytes = this.bytes;
    const from = this.at >> 3;
    const word =
      ((bytes[from] as number) << 24) |
      ((bytes[from + 1] as number) << 16) |
      ((bytes[from + 2] as number) << 8) |
      (bytes[from + 3] as number);
    return word << (this.at & 7);
  }

  bits(count: number): number {
    if (count === 0) return 0;
    const value = this.window() >>> (32 - count);
    this.at += count;
    return value;
  }

  rice(parameter: number): number {
    const window = this.window();
    const upper = Math.clz32(~window);
    const length = upper + 1 + parameter;
    // Mostly all of it is in one window.
    if (length <= windowBits && upper < longestUnary) {
      this.at += length;
      return parameter === 0 ? upper : (upper << parameter) | ((window << (upper + 1)) >>> (32 - parameter));
    }
    if (upper >= longestUnary) {
      this.at += longestUnary;
      return this.bits(plainBits);
    }
    this.at += upper + 1;
    return parameter === 0 ? upper : (upper << parameter) | this.bits(parameter);
  }
}

/** The parameter that writes `count` values with this sum in about the fewest bits, for values that fall off evenly. */
export function riceParameter(sum: number, count: number): number {
  const scaled = 1 + (0.69 * sum) / count;
  return Math.min(15, 31 - Math.clz32(scaled));
}
