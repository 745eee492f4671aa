import { longestWord } from './scan-words.ts';

/**
 * Numbers terms in the order they come, by their bytes. An open hash table over typed arrays: no string and no object is
 * made for a word.
 */
export class TermTable {
  count = 0;
  bytes: Uint8Array;
  /** Where each term begins in `bytes`; it ends where the next one begins. */
  starts: Uint32Array;
  private hashes: Uint32Array;
  private slots: Uint32Array;

  /** With room for so many terms, a power of two, before it grows. */
  constructor(room: number) {
    this.bytes = new Uint8Array(room * 16 + longestWord);
    this.starts = new Uint32Array(room);
    this.hashes = new Uint32Array(room);
    this.slots = new Uint32Array(room * 2);
  }

  /** The number of a term, a new one where it was never seen. `hash` is hashWord of its bytes. */
  numberOf(from: Uint8Array, start: number, end: number, hash: number): number {
    const slots = this.slots;
    const mask = slots.length - 1;
    // FNV's lower bits are its better mixed ones only after a fold.
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const taken = slots[slot] as number;
      if (taken === 0) return this.add(from, start, end, hash, slot);
      if (this.hashes[taken - 1] === hash >>> 0 && this.is(taken - 1, from, start, end)) return taken - 1;
      slot = (slot + 1) & mask;
    }
  }

  /** The number of a term, -1 where it was never seen. */
  find(from: Uint8Array, start: number, end: number, hash: number): number {
    const mask = this.slots.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const taken = this.slots[slot] as number;
      if (taken === 0) return -1;
      if (this.hashes[taken - 1] === hash >>> 0 && this.is(taken - 1, from, start, end)) return taken - 1;
    }
  }

  private is(term: number, from: Uint8Array, start: number, end: number): boolean {
    const at = this.starts[term] as number;
    const length = end - start;
    if ((this.starts[term + 1] as number) - at !== length) return false;
    const bytes = this.bytes;
    for (let i = 0; i < length; i += 1) if (bytes[at + i] !== from[start + i]) return false;
    return true;
  }

  private add(from: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const at = this.starts[this.count] as number;
    if (at + longestWord > this.bytes.length) this.bytes = grown(this.bytes, new Uint8Array(this.bytes.length * 2));
    for (let i = start; i < end; i += 1) this.bytes[at + i - start] = from[i] as number;
    if (this.count + 2 > this.starts.length) {
      this.starts = grown(this.starts, new Uint32Array(this.starts.length * 2));
      this.hashes = grown(this.hashes, new Uint32Array(this.hashes.length * 2));
    }
    this.hashes[this.count] = hash;
    this.count += 1;
    this.starts[this.count] = at + end - start;
    this.slots[slot] = this.count;
    if (this.count * 2 > this.slots.length) this.widen();
    return this.count - 1;
  }

  private widen(): void {
    const slots = new Uint32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let term = 0; term < this.count; term += 1) {
      const hash = this.hashes[term] as number;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = term + 1;
    }
    this.slots = slots;
  }

  /** The numbers of all terms, sorted by their bytes. */
  sorted(): Uint32Array {
    const { bytes, starts, count } = this;
    // The first four bytes decide most comparisons.
    const heads = new Uint32Array(count);
    for (let term = 0; term < count; term += 1) {
      const at = starts[term] as number;
      const end = starts[term + 1] as number;
      let head = 0;
      for (let i = 0; i < 4; i += 1) head = (head << 8) | (at + i < end ? (bytes[at + i] as number) : 0);
      heads[term] = head;
    }
    return Uint32Array.from({ length: count }, (_, term) => term).sort((a, b) => {
      const difference = (heads[a] as number) - (heads[b] as number);
      if (difference !== 0) return difference;
      let left = starts[a] as number;
      let right = starts[b] as number;
      const leftEnd = starts[a + 1] as number;
      const rightEnd = starts[b + 1] as number;
      for (; left < leftEnd && right < rightEnd; left += 1, right += 1)
        if (bytes[left] !== bytes[right]) return (bytes[left] as number) - (bytes[right] as number);
      return leftEnd - left - (rightEnd - right);
    });
  }
}

function grown<T extends Uint8Array | Uint32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
