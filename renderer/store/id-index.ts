/** Where ids may be, by the low 32 bits of their hash: several places for one hash, and the reader compares the ids. */
export type IdIndex = {
  readonly add: (hash: number, place: number) => void;
  readonly find: (hash: number) => readonly number[];
};

const none: readonly number[] = [];

/** An open-addressing table on two typed arrays, 8 bytes a slot and at most three quarters full. Places are below 2^32 - 1. */
export function createIdIndex(): IdIndex {
  let hashes = new Uint32Array(1 << 13);
  /** Place + 1; 0 is an empty slot. */
  let places = new Uint32Array(1 << 13);
  let used = 0;
  const insert = (hash: number, stored: number): void => {
    const mask = places.length - 1;
    let slot = spread(hash) & mask;
    while (places[slot] !== 0) slot = (slot + 1) & mask;
    hashes[slot] = hash;
    places[slot] = stored;
  };
  const grow = (): void => {
    const [oldHashes, oldPlaces] = [hashes, places];
    hashes = new Uint32Array(oldHashes.length * 2);
    places = new Uint32Array(oldPlaces.length * 2);
    oldPlaces.forEach((stored, slot) => {
      if (stored !== 0) insert(oldHashes[slot] ?? 0, stored);
    });
  };
  return {
    add: (hash, place) => {
      if (used * 4 >= places.length * 3) grow();
      insert(hash, place + 1);
      used += 1;
    },
    find: (hash) => {
      const mask = places.length - 1;
      let found: number[] | undefined;
      for (let slot = spread(hash) & mask; places[slot] !== 0; slot = (slot + 1) & mask)
        if (hashes[slot] === hash) (found ??= []).push((places[slot] ?? 0) - 1);
      return found ?? none;
    },
  };
}

const spread = (hash: number): number => Math.imul(hash ^ (hash >>> 16), 0x45d9f3b) >>> 0;
