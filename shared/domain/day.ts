/** How far a zone's wall clock is ahead of UTC at an instant, ms. */
export function offsetMs(epoch: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(epoch);
  const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(epoch / 1000) * 1000;
}

/** The calendar day in a zone: `2026-03-12`. */
export const dayInZone = (epoch: number, zone: string): string =>
  new Date(epoch + offsetMs(epoch, zone)).toISOString().slice(0, 10);

/** The calendar day in a zone, `days` after the one that `now` falls on. */
export const dayAfter = (now: number, days: number, zone: string): string =>
  new Date(Date.parse(dayInZone(now, zone)) + days * 86_400_000).toISOString().slice(0, 10);

/** When a calendar day begins in a zone, epoch ms. Where the clock skips midnight, its first moment after. */
export function dayStart(day: string, zone: string): number {
  const utc = Date.parse(day);
  const near = utc - offsetMs(utc, zone);
  const start = utc - offsetMs(near, zone);
  return dayInZone(start, zone) < day ? near : start;
}
