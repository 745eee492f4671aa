import { offsetMs } from './day.ts';

const quarterHour = 900_000;

/**
 * The same as `dayInZone` for many times: zones change their offset on quarter hours alone, so each is asked for once.
 */
export function createDayInZone(zone: string): (epoch: number) => string {
  const offsets = new Map<number, number>();
  return (epoch) => {
    const quarter = Math.floor(epoch / quarterHour);
    let offset = offsets.get(quarter);
    if (offset === undefined) {
      offset = offsetMs(quarter * quarterHour, zone);
      offsets.set(quarter, offset);
    }
    return new Date(epoch + offset).toISOString().slice(0, 10);
  };
}
