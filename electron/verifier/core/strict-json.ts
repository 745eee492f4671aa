export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [key: string]: JsonValue };

export type JsonOutcome =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly why: 'duplicate key' | 'not JSON' | 'too deep' };

const deepest = 64;

/**
 * RFC 8259 with nothing left to a parser's taste: an object that names a key twice is refused, because two readers could
 * pick different values, and so is a number beyond a double or half of a surrogate pair, which have no canonical form
 * (RFC 8785). Objects come back without a prototype, so that `__proto__` is a key like any other.
 */
export function parseStrictJson(text: string): JsonOutcome {
  const reader = new Reader(text);
  try {
    const value = reader.value(0);
    return reader.atEnd() ? { ok: true, value } : { ok: false, why: 'not JSON' };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, why: error.why };
    throw error;
  }
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

class Refusal extends Error {
  constructor(readonly why: 'duplicate key' | 'not JSON' | 'too deep') {
    super(why);
  }
}

const scalar = /(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)/y;
// oxlint-disable-next-line no-control-regex -- JSON forbids exactly these characters inside a string
const plain = /[^"\\\u0000-\u001f]*/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const loneSurrogate = /\p{Surrogate}/u;
const space = /[ \t\n\r]*/y;

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  atEnd(): boolean {
    this.skip();
    return this.at === this.text.length;
  }

  value(depth: number): JsonValue {
    if (depth > deepest) throw new Refusal('too deep');
    this.skip();
    const first = this.text[this.at];
    if (first === '{') return this.object(depth);
    if (first === '[') return this.array(depth);
    return first === '"' ? this.string() : this.scalar();
  }

  private scalar(): JsonValue {
    const value = JSON.parse(this.match(scalar)) as JsonValue;
    if (typeof value === 'number' && !Number.isFinite(value)) throw new Refusal('not JSON');
    return value;
  }

  private object(depth: number): JsonObject {
    const members = Object.create(null) as { [key: string]: JsonValue };
    this.list('}', () => {
      this.skip();
      const key = this.string();
      if (Object.hasOwn(members, key)) throw new Refusal('duplicate key');
      this.skip();
      this.expect(':');
      members[key] = this.value(depth + 1);
    });
    return members;
  }

  private array(depth: number): readonly JsonValue[] {
    const items: JsonValue[] = [];
    this.list(']', () => items.push(this.value(depth + 1)));
    return items;
  }

  /** Piece by piece: one expression for the whole string overflows on a string of 15 MiB. */
  private string(): string {
    const start = this.at;
    this.expect('"');
    this.match(plain);
    while (this.text[this.at] === '\\') {
      this.match(escape);
      this.match(plain);
    }
    this.expect('"');
    const value = JSON.parse(this.text.slice(start, this.at)) as string;
    if (loneSurrogate.test(value)) throw new Refusal('not JSON');
    return value;
  }

  private list(end: string, item: () => void): void {
    this.at += 1;
    this.skip();
    if (this.text[this.at] === end) {
      this.at += 1;
      return;
    }
    for (;;) {
      item();
      this.skip();
      if (this.text[this.at] === end) break;
      this.expect(',');
    }
    this.at += 1;
  }

  private expect(letter: string): void {
    if (this.text[this.at] !== letter) throw new Refusal('not JSON');
    this.at += 1;
  }

  private skip(): void {
    this.match(space);
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) throw new Refusal('not JSON');
    this.at += found.length;
    return found;
  }
}
