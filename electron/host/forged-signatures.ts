/** The order of the P-256 group, and the prime of its field. */
export const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const prime = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;

export type Forged = { readonly name: string; readonly der: Buffer };

/** r and s of a signature in true DER, as the writer makes it. */
export function readNumbers(der: Buffer): { readonly r: bigint; readonly s: bigint } {
  const length = der[3] ?? 0;
  const number = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`);
  return { r: number(der.subarray(4, 4 + length)), s: number(der.subarray(6 + length)) };
}

/** The one true form. */
export const trueForm = (r: bigint, s: bigint): Buffer => tlv(0x30, Buffer.concat([integer(r), integer(s)]));

/** The other signature over the same statement by the same key that anybody can compute: (r, n - s). */
export function mirrored(der: Buffer): Buffer {
  const { r, s } = readNumbers(der);
  return trueForm(r, order - s);
}

const integer = (value: bigint): Buffer => tlv(2, content(value));

/** Shortest two's complement. */
function content(value: bigint): Buffer {
  let length = 1;
  while (value >= 1n << BigInt(8 * length - 1) || value < -(1n << BigInt(8 * length - 1))) length += 1;
  const hex = BigInt.asUintN(8 * length, value)
    .toString(16)
    .padStart(2 * length, '0');
  return Buffer.from(hex, 'hex');
}

function tlv(tag: number, body: Buffer, length: Buffer = Buffer.of(body.length)): Buffer {
  return Buffer.concat([Buffer.of(tag), length, body]);
}

/** Every way a length may be written that is not the short form of the true length. */
function lengths(length: number): readonly (readonly [string, Buffer])[] {
  const padded = [1, 2, 3, 4, 8, 16].map((count): readonly [string, Buffer] => {
    const bytes = Buffer.alloc(count + 1);
    bytes[0] = 0x80 | count;
    bytes[count] = length;
    return [`a long-form length of ${count}`, bytes];
  });
  return [
    ...padded,
    ['an indefinite length', Buffer.of(0x80)],
    ['the reserved length', Buffer.of(0xff)],
    ['a length of 0', Buffer.of(0)],
    ['a length too small', Buffer.of(length - 1)],
    ['a length too large', Buffer.of(length + 1)],
    ['a length over 32 bits', Buffer.concat([Buffer.of(0x85, 1, 0, 0, 0), Buffer.of(length)])],
    ['a length over 64 bits', Buffer.concat([Buffer.of(0x89, 1, 0, 0, 0, 0, 0, 0, 0), Buffer.of(length)])],
    ['a negative length', Buffer.of(0x84, 0xff, 0xff, 0xff, 0xff)],
  ];
}

/** Contents of an INTEGER that are not the number, or are not how it is written. */
function contents(value: bigint): readonly (readonly [string, Buffer])[] {
  const plain = content(value);
  const unsigned = Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
  const numbers: readonly (readonly [string, bigint])[] = [
    ['0', 0n],
    ['1', 1n],
    ['-1', -1n],
    ['itself negative', -value],
    ['itself + n', value + order],
    ['itself - n', value - order],
    ['itself + 2^256', value + (1n << 256n)],
    ['n', order],
    ['n - 1', order - 1n],
    ['n + 1', order + 1n],
    ['2n', 2n * order],
    ['p', prime],
    ['p - 3', prime - 3n],
    ['2^255', 1n << 255n],
    ['2^256 - 1', (1n << 256n) - 1n],
    ['2^256', 1n << 256n],
    ['of P-384 length', (1n << 380n) + value],
    ['of P-521 length', (1n << 520n) + value],
    ['itself + 1', value + 1n],
    ['itself shifted', value << 8n],
  ];
  const padding = [1, 2, 3, 8, 31].map((count): readonly [string, Buffer] => [
    `padded by ${count}`,
    Buffer.concat([Buffer.alloc(count), plain]),
  ]);
  return [
    ...numbers.map(([name, number]): readonly [string, Buffer] => [name, content(number)]),
    ...padding,
    ['empty', Buffer.alloc(0)],
    ['zero of two bytes', Buffer.alloc(2)],
    ['zero of 32 bytes', Buffer.alloc(32)],
    ['padded with ff', Buffer.concat([Buffer.of(0xff), plain])],
    [
      'without its sign byte',
      unsigned[0] !== undefined && unsigned[0] >= 0x80 ? unsigned : Buffer.concat([Buffer.of(0x80), unsigned]),
    ],
    ['backwards', Buffer.from(plain).reverse()],
    ['cut', plain.subarray(0, -1)],
    ['with a byte behind it', Buffer.concat([plain, Buffer.of(0)])],
    ['in ASCII', Buffer.from(value.toString(10).slice(0, 80))],
    ['an infinity', Buffer.of(0x09, 0x01, 0x80)],
  ];
}

const integerTags = [
  0x00, 0x01, 0x03, 0x04, 0x05, 0x06, 0x09, 0x0a, 0x0c, 0x10, 0x1f, 0x22, 0x30, 0x42, 0x82, 0xa2, 0xc2, 0xff,
];
const sequenceTags = [0x00, 0x02, 0x10, 0x11, 0x24, 0x2e, 0x31, 0x32, 0x3f, 0x50, 0x60, 0x70, 0xb0, 0xf0, 0xff];
const extras: readonly (readonly [string, Buffer])[] = [
  ['NULL', Buffer.of(5, 0)],
  ['a zero', Buffer.of(2, 1, 0)],
  ['an empty string', Buffer.of(4, 0)],
  ['TRUE', Buffer.of(1, 1, 0xff)],
  ['an end of contents', Buffer.of(0, 0)],
  ['an empty sequence', Buffer.of(0x30, 0)],
  ['one byte', Buffer.of(0)],
  ['a tag without a length', Buffer.of(2)],
];

/**
 * Every laxity of BER and every odd number that we could think of, around a signature in true DER. None of them is that
 * signature's one form; some are numbers that hold for nothing.
 */
export function forgedSignatures(der: Buffer): readonly Forged[] {
  const { r, s } = readNumbers(der);
  const [first, second] = [integer(r), integer(s)];
  const body = Buffer.concat([first, second]);
  const forged: Forged[] = [];
  const add = (name: string, bytes: Buffer): void => void forged.push({ name, der: bytes });
  const around = (one: Buffer, two: Buffer): Buffer => tlv(0x30, Buffer.concat([one, two]));
  for (const [name, bytes] of contents(r)) add(`r ${name}`, around(tlv(2, bytes), second));
  for (const [name, bytes] of contents(s)) add(`s ${name}`, around(first, tlv(2, bytes)));
  for (const [name, bytes] of contents(r))
    for (const [other, same] of contents(s))
      if (name === other) add(`both ${name}`, around(tlv(2, bytes), tlv(2, same)));
  for (const tag of integerTags) {
    add(`r with tag ${tag}`, around(tlv(tag, content(r)), second));
    add(`s with tag ${tag}`, around(first, tlv(tag, content(s))));
  }
  for (const tag of sequenceTags) add(`the whole with tag ${tag}`, tlv(tag, body));
  for (const [name, length] of lengths(content(r).length))
    add(`r with ${name}`, around(tlv(2, content(r), length), second));
  for (const [name, length] of lengths(content(s).length))
    add(`s with ${name}`, around(first, tlv(2, content(s), length)));
  for (const [name, length] of lengths(body.length)) {
    add(`the whole with ${name}`, tlv(0x30, body, length));
    add(`the whole with ${name}, closed`, Buffer.concat([tlv(0x30, body, length), Buffer.of(0, 0)]));
  }
  for (const [name, extra] of extras) {
    add(`${name} before`, tlv(0x30, Buffer.concat([extra, body])));
    add(`${name} between`, tlv(0x30, Buffer.concat([first, extra, second])));
    add(`${name} after`, tlv(0x30, Buffer.concat([body, extra])));
    add(`${name} behind the end`, Buffer.concat([der, extra]));
    add(`${name} in front`, Buffer.concat([extra, der]));
    add(`${name} for r`, around(extra, second));
    add(`${name} for s`, around(first, extra));
  }
  add('the numbers swapped', around(second, first));
  add('r twice', around(first, first));
  add('s twice', around(second, second));
  add('only r', tlv(0x30, first));
  add('no number', tlv(0x30, Buffer.alloc(0)));
  add('a sequence in a sequence', tlv(0x30, tlv(0x30, body)));
  add('a sequence of sequences', tlv(0x30, Buffer.concat([tlv(0x30, first), tlv(0x30, second)])));
  add('a string around it', tlv(4, der));
  add('a bit string around it', tlv(3, Buffer.concat([Buffer.of(0), der])));
  add('twice', Buffer.concat([der, der]));
  add('without a sequence', body);
  add('raw r and s', Buffer.from(r.toString(16).padStart(64, '0') + s.toString(16).padStart(64, '0'), 'hex'));
  for (let end = 0; end < der.length; end += 1) add(`cut to ${end} bytes`, der.subarray(0, end));
  return forged;
}
