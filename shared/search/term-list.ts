import { longestWord } from './scan-words.ts';

/** Terms that are written out whole one after another before the next one is. */
const groupSize = 16;

/**
 * Sorted terms, each with how many documents have it and the bytes of its postings. Every sixteenth is written whole, the
 * others as what they share with the one before and what follows. Layout, little-endian: 0 number of terms, 4 bytes of
 * all entries, 8 per group: where its entries begin, 4 and where its postings begin; then the entries: shared bytes,
 * further bytes, these, and two numbers of seven bits a byte.
 */
export type TermList = {
  readonly bytes: Uint8Array;
  readonly count: number;
  readonly groups: Uint32Array;
  /** Where in `bytes` the entries begin. */
  readonly entriesAt: number;
};

export type TermListWriter = {
  /** Adds the next term, `bytes[from..to)`, greater than all before. */
  readonly add: (bytes: Uint8Array, from: number, to: number, documents: number, postingBytes: number) => void;
  /** A multiple of four bytes long. */
  readonly finish: () => Uint8Array;
};

export function createTermListWriter(): TermListWriter {
  const groups: number[] = [];
  const last = new Uint8Array(longestWord);
  let lastLength = 0;
  let entries = new Uint8Array(1 << 16);
  let size = 0;
  let count = 0;
  let postingsAt = 0;
  const putNumber = (value: number): void => {
    let left = value;
    for (; left > 0x7f; left >>>= 7) entries[size++] = (left & 0x7f) | 0x80;
    entries[size++] = left;
  };
  return {
    add: (bytes, from, to, documents, postingBytes) => {
      if (size + longestWord + 16 > entries.length) {
        const larger = new Uint8Array(entries.length * 2);
        larger.set(entries);
        entries = larger;
      }
      const length = to - from;
      let shared = 0;
      if (count % groupSize === 0) groups.push(size, postingsAt);
      else while (shared < length && shared < lastLength && bytes[from + shared] === last[shared]) shared += 1;
      entries[size++] = shared;
      entries[size++] = length - shared;
      for (let i = shared; i < length; i += 1) entries[size++] = last[i] = bytes[from + i] as number;
      lastLength = length;
      putNumber(documents);
      putNumber(postingBytes);
      postingsAt += postingBytes;
      count += 1;
    },
    finish: () => {
      const head = 8 + groups.length * 4;
      const out = new Uint8Array((head + size + 3) & ~3);
      const view = new DataView(out.buffer);
      view.setUint32(0, count, true);
      view.setUint32(4, size, true);
      groups.forEach((value, index) => view.setUint32(8 + index * 4, value, true));
      out.set(entries.subarray(0, size), head);
      return out;
    },
  };
}

/** Maps a list without copying it; `bytes` begins at a multiple of four. Undefined where its numbers contradict its length. */
export function readTermList(bytes: Uint8Array): TermList | undefined {
  if (bytes.length < 8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = view.getUint32(0, true);
  const groups = Math.ceil(count / groupSize) * 2;
  const entriesAt = 8 + groups * 4;
  if (entriesAt + view.getUint32(4, true) > bytes.length) return undefined;
  return { bytes, count, groups: new Uint32Array(bytes.buffer, bytes.byteOffset + 8, groups), entriesAt };
}

/** Walks a list in order. What it says is of the term it stands at. */
export class TermCursor {
  readonly list: TermList;
  readonly term = new Uint8Array(longestWord + 1);
  length = 0;
  /** Bytes that this term and the one before begin with alike. */
  shared = 0;
  ordinal = -1;
  documents = 0;
  postingsAt = 0;
  postingBytes = 0;
  private at = 0;

  constructor(list: TermList) {
    this.list = list;
    this.at = list.entriesAt;
  }

  /** Steps to the next term; false at the end. */
  next(): boolean {
    if (this.ordinal + 1 >= this.list.count) {
      this.ordinal = this.list.count;
      return false;
    }
    this.ordinal += 1;
    this.postingsAt += this.postingBytes;
    const { bytes } = this.list;
    let at = this.at;
    const shared = bytes[at] as number;
    const more = bytes[at + 1] as number;
    at += 2;
    // A term written whole still tells what it shares with the one before, which the walk for typing errors goes by.
    let same = shared;
    if (this.ordinal % groupSize === 0)
      while (same < more && same < this.length && bytes[at + same] === this.term[same]) same += 1;
    for (let i = 0; i < more; i += 1) this.term[shared + i] = bytes[at + i] as number;
    this.shared = same;
    this.length = shared + more;
    this.at = at + more;
    this.documents = this.number();
    this.postingBytes = this.number();
    return true;
  }

  private number(): number {
    const { bytes } = this.list;
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[this.at++] as number;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }

  /** Steps to the first term that is not less than `bytes[0..length)`; false when there is none. */
  seek(bytes: Uint8Array, length: number): boolean {
    let low = 0;
    let high = Math.ceil(this.list.count / groupSize) - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.compareHead(middle, bytes, length) <= 0) low = middle;
      else high = middle - 1;
    }
    const isBefore = this.ordinal < this.list.count && compare(this.term, this.length, bytes, length) < 0;
    const isNear = this.ordinal >= low * groupSize && this.ordinal <= (low + 1) * groupSize;
    if (!isNear || !isBefore) this.jump(low);
    while (this.next()) if (compare(this.term, this.length, bytes, length) >= 0) return true;
    return false;
  }

  /** True when the list has `bytes[0..length)`; the cursor stands there then. */
  find(bytes: Uint8Array, length: number): boolean {
    return this.seek(bytes, length) && this.length === length && compare(this.term, length, bytes, length) === 0;
  }

  /** Stands before the first term of a group. */
  private jump(group: number): void {
    this.at = this.list.entriesAt + (this.list.groups[group * 2] ?? 0);
    this.postingsAt = this.list.groups[group * 2 + 1] ?? 0;
    this.postingBytes = 0;
    this.ordinal = group * groupSize - 1;
    this.length = 0;
  }

  private compareHead(group: number, bytes: Uint8Array, length: number): number {
    const at = this.list.entriesAt + (this.list.groups[group * 2] as number);
    const size = this.list.bytes[at + 1] as number;
    for (let i = 0; i < size && i < length; i += 1) {
      const difference = (this.list.bytes[at + 2 + i] as number) - (bytes[i] as number);
      if (difference !== 0) return difference;
    }
    return size - length;
  }
}

export function compare(a: Uint8Array, aLength: number, b: Uint8Array, bLength: number): number {
  for (let i = 0; i < aLength && i < bLength; i += 1) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return aLength - bLength;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const termToBytes = (term: string): Uint8Array => encoder.encode(term);
export const bytesToTerm = (bytes: Uint8Array, length: number): string => decoder.decode(bytes.subarray(0, length));
