/** `6:12`, `1:02:09`: whole seconds, rounded down, of a duration in ms. Negative durations are written without sign. */
export function durationText(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const two = (n: number): string => String(n).padStart(2, '0');
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return seconds >= 3600 ? `${Math.floor(seconds / 3600)}:${rest}` : rest.replace(/^0/, '');
}

/**
 * What a counting-down clock shows, ms left in the box: `18:48`, and past zero `+0:42`. A second is shown until it is
 * used up, so that the clock reads 0:00 for no longer than the box is exactly empty.
 */
export function remainingText(ms: number): string {
  return ms < 0 ? `+${durationText(ms)}` : durationText(Math.ceil(ms / 1000) * 1000);
}

/** Over or under plan in words: `+1:40 over so far`, `0:30 under so far`, `on plan`. */
export function overText(ms: number): string {
  if (Math.abs(ms) < 1000) return 'on plan';
  return ms > 0 ? `+${durationText(ms)} over so far` : `${durationText(ms)} under so far`;
}

/** A time box in minutes as people say it: `25`, `2.5`, never more than one decimal. */
export const minutesText = (ms: number): string => String(Math.round(ms / 6000) / 10);

/** A span in words, as records and lists say it: `2 min 31 s`, `1 h 4 min`. Milliseconds, not negative. */
export function spanText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  if (h > 0) return `${h} h ${m} min`;
  return m > 0 ? `${m} min ${s} s` : `${s} s`;
}

/** `00:12:31`: what the meeting's own clock shows, ms since it began without pauses and gaps. */
export function meetingTimeText(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}
