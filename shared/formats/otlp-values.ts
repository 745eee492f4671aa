import { isRecordValue } from './json-reader.ts';
import type { Labels } from './metric-labels.ts';

export type Body = { readonly [key: string]: unknown };

/** The objects of a list; anything else in it, or no list, is passed over. */
export const bodiesOf = (list: unknown): readonly Body[] => (Array.isArray(list) ? list.filter(isRecordValue) : []);

/** The value of an OTLP `AnyValue` as text: lists and maps as JSON, bytes as they are written. */
export function anyText(value: unknown): string {
  if (!isRecordValue(value)) return '';
  for (const kind of ['stringValue', 'intValue', 'doubleValue', 'boolValue', 'bytesValue']) {
    const inner = value[kind];
    if (typeof inner === 'string' || typeof inner === 'number' || typeof inner === 'boolean') return String(inner);
  }
  const inner = value['kvlistValue'] ?? value['arrayValue'];
  return inner === undefined ? '' : JSON.stringify(inner);
}

/** OTLP attributes as labels; those without a value are none. */
export function attributesOf(list: unknown): Labels {
  return Object.fromEntries(
    bodiesOf(list).flatMap(({ key, value }) => {
      const text = anyText(value);
      return typeof key === 'string' && text !== '' ? [[key, text]] : [];
    }),
  );
}

/** Nanoseconds since 1970, as text or number, in ms; null for none. JSON writes int64 as text, some write numbers. */
export function nanosToMs(value: unknown): number | null {
  if (typeof value === 'number') return value > 0 ? Math.floor(value / 1e6) : null;
  if (typeof value !== 'string' || !/^\d{1,20}$/.test(value)) return null;
  const nanos = BigInt(value);
  return nanos === 0n ? null : Number(nanos / 1_000_000n);
}
