/** A setting of a cue or of a region: `name:value`. */
export type SettingToken = { readonly token: string; readonly name: string; readonly value: string };

const isSpace = (code: number): boolean =>
  code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0c || code === 0x0d;

/** The tokens of a text that white space of ASCII parts. */
export function splitOnSpaces(input: string): readonly string[] {
  const tokens: string[] = [];
  for (let at = 0; at < input.length;) {
    while (at < input.length && isSpace(input.charCodeAt(at))) at += 1;
    const start = at;
    while (at < input.length && !isSpace(input.charCodeAt(at))) at += 1;
    if (at > start) tokens.push(input.slice(start, at));
  }
  return tokens;
}

/** A text without the ASCII white space around it, and with one space for each run within. */
export const collapseSpaces = (input: string): string => splitOnSpaces(input).join(' ');

/** The position after the ASCII white space at `position`. */
export function skipSpaces(input: string, position: number): number {
  let at = position;
  while (isSpace(input.charCodeAt(at))) at += 1;
  return at;
}

/** A token as a setting, or null where its colon is missing, first or last. */
export function asSetting(token: string): SettingToken | null {
  const at = token.indexOf(':');
  return at <= 0 || at === token.length - 1 ? null : { token, name: token.slice(0, at), value: token.slice(at + 1) };
}

const percentage = /^(\d+(?:\.\d+)?)%$/;

/** [W3C WebVTT 6.2, "parse a percentage string"] A number from 0 to 100, or null. */
export function parsePercentage(input: string): number | null {
  const digits = percentage.exec(input)?.[1];
  if (digits === undefined) return null;
  const number = Number(digits);
  return number <= 100 ? number : null;
}

/** Two percentages with a comma between, or null. */
export function parsePercentagePair(input: string): readonly [number, number] | null {
  const at = input.indexOf(',');
  if (at < 0) return null;
  const [x, y] = [parsePercentage(input.slice(0, at)), parsePercentage(input.slice(at + 1))];
  return x === null || y === null ? null : [x, y];
}
