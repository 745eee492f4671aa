/** Remembers which owner each text was first seen with. */
export type TextOwners = {
  /** The owner's number; `owner` where the text is new. */
  readonly first: (text: string, owner: number) => number;
};

const words = 3;
const mostLoad = 0.6;

/**
 * Texts by a 64-bit hash in a typed array, about 24 bytes each: a text cut out of a file would keep that piece of the file
 * in memory for as long as it is remembered. Two of a million texts share a hash with a chance of 3 in 100 million.
 */
export function createTextOwners(): TextOwners {
  let table = new Uint32Array(1024 * words);
  let size = 0;

  /** The slot of a hash, or the free one where it belongs. The last word is the owner plus one, 0 where it is free. */
  const slotOf = (low: number, high: number): number => {
    const count = table.length / words;
    let slot = low % count;
    while (table[slot * words + 2] !== 0 && (table[slot * words] !== low || table[slot * words + 1] !== high))
      slot = (slot + 1) % count;
    return slot * words;
  };
  const grow = (): void => {
    const before = table;
    table = new Uint32Array(before.length * 2);
    for (let at = 0; at < before.length; at += words)
      if (before[at + 2] !== 0)
        table.set(before.subarray(at, at + words), slotOf(before[at] ?? 0, before[at + 1] ?? 0));
  };
  return {
    first: (text, owner) => {
      let low = 0x811c9dc5;
      let high = 0x9e3779b9;
      for (let i = 0; i < text.length; i += 1) {
        const unit = text.charCodeAt(i);
        low = Math.imul(low ^ unit, 0x01000193);
        high = Math.imul(high ^ unit, 0x5f356495);
      }
      low = Math.imul(low ^ (low >>> 15), 0x85ebca6b) >>> 0;
      high = (high ^ (high >>> 13)) >>> 0;
      const at = slotOf(low, high);
      const known = table[at + 2] ?? 0;
      if (known !== 0) return known - 1;
      table.set([low, high, owner + 1], at);
      size += 1;
      if (size * words > table.length * mostLoad) grow();
      return owner;
    },
  };
}
