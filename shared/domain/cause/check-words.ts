import { zoneOffset } from '../calendar/zone-time.ts';

const local = (epoch: number, zone: string): string => new Date(epoch + zoneOffset(epoch, zone)).toISOString();

/** `2026-03-27` in a zone. */
export const dayText = (epoch: number, zone: string): string => local(epoch, zone).slice(0, 10);

/** `14:05:30` in a zone, with its day where that is not the day of `beside`. */
export function secondsText(epoch: number, zone: string, beside: number = epoch): string {
  const time = local(epoch, zone).slice(11, 19);
  const day = dayText(epoch, zone);
  return day === dayText(beside, zone) ? time : `${day} ${time}`;
}

/** `a, b and c`. */
export const listed = (items: readonly string[], word: 'and' | 'or' = 'and'): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1) ?? ''}`;
