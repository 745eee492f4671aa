/** A list that is added to often and read whole: in parts, so that adding costs one part and not the whole list. */
export type LongList<T> = readonly (readonly T[])[];

const partLength = 256;

/** The list with one item more; the list before stays as it was. Read it with `list.flat()`. */
export function withAppended<T>(list: LongList<T>, item: T): LongList<T> {
  const last = list.at(-1);
  return last === undefined || last.length >= partLength ? [...list, [item]] : [...list.slice(0, -1), [...last, item]];
}
