/** A time that was read from a text, in seconds, and where the text goes on. */
export type CollectedTime = { readonly seconds: number; readonly position: number };

/** Seconds beyond which a number holds no milliseconds any more; what is later is taken for this. */
export const latestSeconds = Number.MAX_SAFE_INTEGER / 1000;

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

function afterDigits(input: string, position: number): number {
  let at = position;
  while (isDigit(input.charCodeAt(at))) at += 1;
  return at;
}

/** The end of exactly `count` digits, or -1. */
function exactly(input: string, position: number, count: number): number {
  const end = afterDigits(input, position);
  return end - position === count ? end : -1;
}

const colon = 0x3a;
const stop = 0x2e;

/**
 * [W3C WebVTT 6.3, "collect a WebVTT timestamp"] `MM:SS.mmm` or `HH:MM:SS.mmm` with any number of digits for the hours.
 * Null where there is none.
 */
export function collectTimestamp(input: string, position: number): CollectedTime | null {
  const firstEnd = afterDigits(input, position);
  if (firstEnd === position) return null;
  const first = Number(input.slice(position, firstEnd));
  const isHours = firstEnd - position !== 2 || first > 59;
  if (input.charCodeAt(firstEnd) !== colon) return null;
  const secondEnd = exactly(input, firstEnd + 1, 2);
  if (secondEnd < 0) return null;
  const second = Number(input.slice(firstEnd + 1, secondEnd));
  let [hours, minutes, seconds, at] = [0, first, second, secondEnd];
  if (isHours || input.charCodeAt(secondEnd) === colon) {
    if (input.charCodeAt(secondEnd) !== colon) return null;
    const thirdEnd = exactly(input, secondEnd + 1, 2);
    if (thirdEnd < 0) return null;
    [hours, minutes, seconds, at] = [first, second, Number(input.slice(secondEnd + 1, thirdEnd)), thirdEnd];
  }
  if (input.charCodeAt(at) !== stop) return null;
  const end = exactly(input, at + 1, 3);
  if (end < 0 || minutes > 59 || seconds > 59) return null;
  // One division: a sum of fractions would not be the number that is nearest to the time.
  const ms = ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number(input.slice(at + 1, end));
  return { seconds: Math.min(ms / 1000, latestSeconds), position: end };
}

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');

/** `HH:MM:SS.mmm`, to the nearest millisecond; what is before 0 is 0. */
export function writeTimestamp(time: number, point: '.' | ',' = '.'): string {
  const ms = Math.round(Math.min(Math.max(time, 0), latestSeconds) * 1000);
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return `${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}:${pad(seconds % 60, 2)}${point}${pad(ms % 1000, 3)}`;
}
