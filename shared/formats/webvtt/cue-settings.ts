import { asSetting, parsePercentage, splitOnSpaces } from './setting-tokens.ts';
import type { VttRegion, VttSettings } from './vtt-cue.ts';

type Settings = { -readonly [K in keyof VttSettings]: VttSettings[K] };

/**
 * [W3C WebVTT 6.3, "parse the WebVTT cue settings"] Writes each setting of `input` that is valid into `cue`; for each
 * other one `wrong` is told the token, and what the cue had stays.
 */
export function parseCueSettings(
  input: string,
  regions: readonly VttRegion[],
  cue: Settings,
  wrong: (token: string) => void,
): void {
  for (const token of splitOnSpaces(input)) {
    const setting = asSetting(token);
    if (setting === null || !take(setting.name, setting.value, regions, cue)) wrong(token);
  }
}

/** True when the setting was taken. */
function take(name: string, value: string, regions: readonly VttRegion[], cue: Settings): boolean {
  switch (name) {
    case 'region':
      cue.region = regions.findLast(({ id }) => id === value) ?? null;
      return cue.region !== null;
    case 'vertical':
      return takeVertical(value, cue);
    case 'line':
      return takeLine(value, cue);
    case 'position':
      return takePosition(value, cue);
    case 'size':
      return takeSize(value, cue);
    case 'align':
      if (value !== 'start' && value !== 'center' && value !== 'end' && value !== 'left' && value !== 'right')
        return false;
      cue.align = value;
      return true;
    default:
      return false;
  }
}

function takeVertical(value: string, cue: Settings): boolean {
  const isKnown = value === 'rl' || value === 'lr';
  if (isKnown) cue.vertical = value;
  // There are no vertical regions.
  if (cue.vertical !== '') cue.region = null;
  return isKnown;
}

/** The part before the first comma, and the part after it or null. */
function atComma(value: string): readonly [string, string | null] {
  const at = value.indexOf(',');
  return at < 0 ? [value, null] : [value.slice(0, at), value.slice(at + 1)];
}

const lineNumber = /^-?\d+(?:\.\d+)?$/;

function takeLine(value: string, cue: Settings): boolean {
  const [place, align] = atComma(value);
  const isPercentage = place.endsWith('%');
  const number = isPercentage ? parsePercentage(place) : lineNumber.test(place) ? Number(place) : null;
  // A number too large for a double is no number by the rules for parsing floating-point numbers.
  if (number === null || !Number.isFinite(number)) return false;
  if (align === 'start' || align === 'center' || align === 'end') cue.lineAlign = align;
  else if (align !== null) return false;
  cue.line = number === 0 ? 0 : number;
  cue.snapToLines = !isPercentage;
  // A cue that has a line of its own drops out of the region.
  cue.region = null;
  return true;
}

function takePosition(value: string, cue: Settings): boolean {
  const [place, align] = atComma(value);
  const number = parsePercentage(place);
  if (number === null) return false;
  if (align === 'line-left' || align === 'center' || align === 'line-right') cue.positionAlign = align;
  else if (align !== null) return false;
  cue.position = number;
  return true;
}

function takeSize(value: string, cue: Settings): boolean {
  const number = parsePercentage(value);
  if (number === null) return false;
  cue.size = number;
  // A cue that has a size of its own drops out of the region.
  if (number !== 100) cue.region = null;
  return true;
}
