import { asSetting, parsePercentage, parsePercentagePair, splitOnSpaces } from './setting-tokens.ts';
import { defaultRegion, type VttRegion } from './vtt-cue.ts';

type Region = { -readonly [K in keyof VttRegion]: VttRegion[K] };

/** [W3C WebVTT 6.2, "collect WebVTT region settings"] Each setting that is not valid is told to `wrong` and passed over. */
export function parseRegion(input: string, wrong: (token: string) => void): VttRegion {
  const region: Region = { ...defaultRegion };
  for (const token of splitOnSpaces(input)) {
    const setting = asSetting(token);
    if (setting === null || !take(setting.name, setting.value, region)) wrong(token);
  }
  return region;
}

/** True when the setting was taken. */
function take(name: string, value: string, region: Region): boolean {
  switch (name) {
    case 'id':
      region.id = value;
      return true;
    case 'width': {
      const width = parsePercentage(value);
      if (width !== null) region.width = width;
      return width !== null;
    }
    case 'lines':
      if (!/^\d+$/.test(value)) return false;
      region.lines = Math.min(Number(value), Number.MAX_SAFE_INTEGER);
      return true;
    case 'regionanchor': {
      const pair = parsePercentagePair(value);
      if (pair !== null) [region.regionAnchorX, region.regionAnchorY] = pair;
      return pair !== null;
    }
    case 'viewportanchor': {
      const pair = parsePercentagePair(value);
      if (pair !== null) [region.viewportAnchorX, region.viewportAnchorY] = pair;
      return pair !== null;
    }
    case 'scroll':
      if (value === 'up') region.scroll = 'up';
      return value === 'up';
    default:
      return false;
  }
}
