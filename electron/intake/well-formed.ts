/**
 * The same value, with U+FFFD for each half of a surrogate pair: JSON can write one, and a text that is cut short may end
 * in one, but neither UTF-8 nor the canonical form of a line can hold it.
 */
export function wellFormed<T>(value: T): T {
  return hasHalf(value) ? (mend(value) as T) : value;
}

function hasHalf(value: unknown): boolean {
  if (typeof value === 'string') return /\p{Cs}/u.test(value);
  if (typeof value !== 'object' || value === null) return false;
  const members: { readonly [name: string]: unknown } = value as { readonly [name: string]: unknown };
  for (const name in members) if (hasHalf(members[name])) return true;
  return false;
}

function mend(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\p{Cs}/gu, '\uFFFD');
  if (Array.isArray(value)) return value.map(mend);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mend(member)]));
}
