import { isJsonObject, type JsonValue } from '../verifier/core/strict-json.ts';
import { hasExactly } from './strict-envelope.ts';

/** Reads a value of one form, or undefined. */
export type Form<T> = (value: JsonValue | undefined) => T | undefined;

export const text =
  (form: RegExp): Form<string> =>
  (value) =>
    typeof value === 'string' && form.test(value) ? value : undefined;

/** Words of 1 to `most` UTF-16 code units without control characters. */
export const words = (most: number): Form<string> => {
  // oxlint-disable-next-line no-control-regex -- it is what is refused: such a text steers a terminal
  const plain = /^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f]+$/;
  return (value) => (typeof value === 'string' && value.length <= most && plain.test(value) ? value : undefined);
};

export const count: Form<number> = (value) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

/** ISO 8601 in UTC with milliseconds, and nothing that only looks like it: no 31 February, no hour 24. */
export const moment: Form<string> = (value) => {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return undefined;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString() === value ? value : undefined;
};

export const orNull =
  <T>(form: Form<T>): Form<T | null> =>
  (value) =>
    value === null ? null : form(value);

export const list =
  <T>(form: Form<T>, most: number): Form<readonly T[]> =>
  (value) => {
    if (!Array.isArray(value) || value.length > most) return undefined;
    const items = (value as readonly JsonValue[]).map(form);
    return items.every((item) => item !== undefined) ? items : undefined;
  };

type Members = { readonly [name: string]: Form<unknown> };
type Shape<M extends Members> = { readonly [K in keyof M]: Exclude<ReturnType<M[K]>, undefined> };

/** An object with exactly these members. */
export const object =
  <M extends Members>(members: M): Form<Shape<M>> =>
  (value) => {
    if (!isJsonObject(value) || !hasExactly(value, Object.keys(members).toSorted())) return undefined;
    const read: { [name: string]: unknown } = {};
    for (const [name, form] of Object.entries(members)) {
      const member = form(value[name]);
      if (member === undefined) return undefined;
      read[name] = member;
    }
    return read as Shape<M>;
  };

export const exactly =
  <T extends string>(...values: readonly T[]): Form<T> =>
  (value) =>
    values.find((each) => each === value);
