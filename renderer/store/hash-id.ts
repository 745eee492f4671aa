/**
 * A number below 2^53 for a row's id: two 32-bit FNV-1a hashes over its UTF-16 units, begun at different values. Its low 32
 * bits alone find a row in a chunk, where the id itself is compared; the whole tells the few rows of one release apart.
 */
export function hashId(id: string): number {
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  for (let i = 0; i < id.length; i += 1) {
    const unit = id.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x01000193) ^ (high >>> 15);
  }
  return (high & 0x1fffff) * 4_294_967_296 + ((low ^ (low >>> 15)) >>> 0);
}

/** The part of {@link hashId} that chunks keep for each row. */
export const lowHash = (hash: number): number => hash >>> 0;
