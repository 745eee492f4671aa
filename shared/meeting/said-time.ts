import { zoneOffset } from '../domain/calendar/zone-time.ts';

/** A wall-clock reading in a zone as epoch ms. The earlier of two when the clock is put back; after the gap when put forward. */
export function wallTimeToEpoch(day: string, time: string, zone: string): number {
  const asUtc = Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}Z`);
  const candidates = [asUtc - zoneOffset(asUtc - 86_400_000, zone), asUtc - zoneOffset(asUtc + 86_400_000, zone)];
  const fitting = candidates.filter((epoch) => epoch + zoneOffset(epoch, zone) === asUtc);
  return fitting.length > 0 ? Math.min(...fitting) : Math.max(...candidates);
}

/** `14:05` or `14:05:30` in a zone; seconds only where there are some. */
export function timeInZone(epoch: number, zone: string): string {
  const text = new Date(epoch + zoneOffset(epoch, zone)).toISOString().slice(11, 19);
  return text.endsWith(':00') ? text.slice(0, 5) : text;
}

const saidTime = /^(?:(\d{4}-\d{2}-\d{2})[ T])?([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?\s+(?=\S)/;

/**
 * Takes a time off the front of what was said: `14:05 the alert fired` happened at 14:05 of the given day in the given
 * zone. A date may go before the time. Without a time, `happenedAt` is null and the text stays whole.
 */
export function parseSaidTime(said: string, day: string, zone: string): { text: string; happenedAt: number | null } {
  const text = said.trim();
  const match = saidTime.exec(text);
  if (match === null) return { text, happenedAt: null };
  const [whole, date, hour = '', minute = '', second = '00'] = match;
  if (date !== undefined && !isDay(date)) return { text, happenedAt: null };
  const happenedAt = wallTimeToEpoch(date ?? day, `${hour.padStart(2, '0')}:${minute}:${second}`, zone);
  return { text: text.slice(whole.length), happenedAt };
}

const isDay = (text: string): boolean => {
  const epoch = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(epoch) && new Date(epoch).toISOString().slice(0, 10) === text;
};
