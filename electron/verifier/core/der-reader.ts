/** Thrown where bytes are not DER of the expected shape; every reader's entry turns it into an answer. */
export class DerFault extends Error {
  override readonly name = 'DerFault';
}

/** One value: its identifier octet, its content, and the value as a whole. */
export type DerValue = { readonly tag: number; readonly content: Uint8Array; readonly whole: Uint8Array };

/** Identifier octets of X.690 that certificates and timestamps use. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  printable: 0x13,
  ia5: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The identifier octet of a constructed, context-specific value: `[n]`. */
export const context = (number: number): number => 0xa0 + number;

/** Walks over the values of a DER text, each in its one form: definite, shortest length, low tag number. */
export class DerCursor {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get atEnd(): boolean {
    return this.at === this.bytes.length;
  }

  /** The next value, of any tag. */
  any(): DerValue {
    const value = valueAt(this.bytes, this.at);
    this.at += value.whole.length;
    return value;
  }

  take(tag: number): DerValue {
    if (!this.isAt(tag)) throw new DerFault(`a value of another kind than 0x${tag.toString(16)}`);
    return this.any();
  }

  isAt(tag: number): boolean {
    return this.bytes[this.at] === tag;
  }

  optional(tag: number): DerValue | undefined {
    return this.isAt(tag) ? this.any() : undefined;
  }

  /** Goes into the next value, which must be of this tag. */
  into(tag: number): DerCursor {
    return new DerCursor(this.take(tag).content);
  }

  intoOptional(tag: number): DerCursor | undefined {
    const value = this.optional(tag);
    return value === undefined ? undefined : new DerCursor(value.content);
  }

  /** Refuses whatever comes after what was read. */
  end(): void {
    if (!this.atEnd) throw new DerFault('something stands after its end');
  }

  /** All values that are left. */
  rest(): readonly DerValue[] {
    const values: DerValue[] = [];
    while (!this.atEnd) values.push(this.any());
    return values;
  }
}

function valueAt(bytes: Uint8Array, at: number): DerValue {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) throw new DerFault('it ends too early');
  if ((tag & 0x1f) === 0x1f) throw new DerFault('a tag number above 30');
  const more = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || more > 3) throw new DerFault('a length that is not definite, or too long');
  let length = more === 0 ? first : 0;
  for (let index = 0; index < more; index += 1) length = length * 256 + (bytes[at + 2 + index] ?? 0);
  if (more > 0 && (length < 0x80 || length < 2 ** (8 * (more - 1))))
    throw new DerFault('a length not in its shortest form');
  const start = at + 2 + more;
  const end = start + length;
  if (end > bytes.length) throw new DerFault('it ends too early');
  return { tag, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) };
}

export type DerRead<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

/** Runs a reader over one value that must fill the bytes; a fault of form becomes an answer in words. */
export function readDer<T>(
  bytes: Uint8Array,
  tag: number,
  read: (inside: DerCursor, whole: DerValue) => T,
): DerRead<T> {
  try {
    const outer = new DerCursor(bytes);
    const whole = outer.take(tag);
    outer.end();
    const inside = new DerCursor(whole.content);
    const value = read(inside, whole);
    inside.end();
    return { ok: true, value };
  } catch (error) {
    if (error instanceof DerFault) return { ok: false, why: error.message };
    throw error;
  }
}
