const units: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000 };

/**
 * When a token ends, epoch ms: a time of ISO 8601 in UTC, or a span from `now`, `72h` or `14d`. Null where nothing was
 * said, undefined where it says nothing that can be read.
 */
export function expiryOf(text: string | undefined, now: number): number | null | undefined {
  if (text === undefined) return null;
  const [, amount = '', unit = ''] = /^([1-9]\d{0,4})([hd])$/.exec(text) ?? [];
  const length = units[unit];
  if (length !== undefined) return now + Number(amount) * length;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z$/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
