/** A commit id in lower case; null when the value is something else. */
export function shaOf(value: unknown): string | null {
  return typeof value === 'string' && /^[0-9a-f]{7,64}$/i.test(value) ? value.toLowerCase() : null;
}
