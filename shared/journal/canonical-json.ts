import { invariant } from '../lib/invariant.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The one byte form of a JSON value: RFC 8785 (JCS). Keys sorted by UTF-16 code units, numbers as ECMAScript prints
 * them, no white space. Throws on what JSON cannot say: NaN, infinities, lone surrogates, undefined.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    invariant(Number.isFinite(value), 'a number in canonical JSON is finite');
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    invariant(isWellFormed(value), 'a string in canonical JSON has no lone surrogate');
    return JSON.stringify(value);
  }
  if (isJsonArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  invariant(typeof value === 'object', 'a value in canonical JSON is JSON');
  const members: string[] = [];
  for (const key of Object.keys(value).toSorted(compareCodeUnits)) {
    const member = value[key];
    invariant(member !== undefined, `member ${key} in canonical JSON is defined`);
    members.push(`${canonicalJson(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(',')}}`;
}

function isJsonArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function compareCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isWellFormed(text: string): boolean {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);
}
