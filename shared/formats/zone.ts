import { err, ok, type Result } from '../lib/result.ts';

/** A way to read wall-clock times: a fixed offset, or an IANA zone with its daylight-saving changes. */
export type Zone = {
  readonly name: string;
  /**
   * The instants (ms since 1970 UTC, ascending) at which the zone's clocks showed a wall time, itself given in ms as if
   * it were UTC: none in the gap when clocks go forward, two in the overlap when they go back, else one.
   */
  readonly instantsOf: (wall: number) => readonly number[];
};

export type ZoneFault = { readonly code: 'wrong-zone'; readonly message: string };

const dayMs = 86_400_000;
const offsetPattern = /^([+-])(\d{2}):?(\d{2})$/;

/** Reads `UTC`, `Z`, `+02:00`, `+0200` or an IANA name such as `Europe/Berlin`. */
export function parseZone(text: string): Result<Zone, ZoneFault> {
  const name = text.trim();
  if (/^(z|utc|gmt)$/i.test(name)) return ok(fixedZone('UTC', 0));
  const match = offsetPattern.exec(name);
  if (match !== null) {
    const minutes = Number(match[2]) * 60 + Number(match[3]);
    if (Number(match[3]) < 60 && minutes <= 18 * 60)
      return ok(fixedZone(name, (match[1] === '-' ? -1 : 1) * minutes * 60_000));
  } else if (/^[A-Za-z]/.test(name)) {
    const zone = namedZone(name);
    if (zone !== undefined) return ok(zone);
  }
  return err({
    code: 'wrong-zone',
    message: `"${name.slice(0, 60)}" is not a time zone. Give an IANA name such as Europe/Berlin, or an offset such as +02:00.`,
  });
}

function fixedZone(name: string, offsetMs: number): Zone {
  return { name, instantsOf: (wall) => [wall - offsetMs] };
}

function namedZone(name: string): Zone | undefined {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
  // No zone changes twice within two days, so the offsets a day before and a day after are the only candidates.
  const candidates = new Map<number, readonly number[]>();
  const offsetsNear = (wall: number): readonly number[] => {
    const day = Math.floor(wall / dayMs);
    let offsets = candidates.get(day);
    if (offsets === undefined) {
      const before = offsetAt(format, (day - 1) * dayMs);
      const after = offsetAt(format, (day + 2) * dayMs);
      offsets = before === after ? [before] : [before, after];
      candidates.set(day, offsets);
    }
    return offsets;
  };
  return {
    name,
    instantsOf: (wall) => {
      const offsets = offsetsNear(wall);
      if (offsets.length === 1) return offsets.map((offset) => wall - offset);
      return offsets
        .filter((offset) => offsetAt(format, wall - offset) === offset)
        .map((offset) => wall - offset)
        .toSorted((a, b) => a - b);
    },
  };
}

function offsetAt(format: Intl.DateTimeFormat, instant: number): number {
  const part: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(instant)) part[type] = value;
  const wall = Date.UTC(
    Number(part['year']),
    Number(part['month']) - 1,
    Number(part['day']),
    Number(part['hour']),
    Number(part['minute']),
    Number(part['second']),
  );
  return wall - Math.floor(instant / 1000) * 1000;
}
