import { decodeHTML } from 'entities/decode';
import { collapseSpaces } from './setting-tokens.ts';

/** A piece of cue text; `at` is its place in the text, in code units. */
export type CueTextToken =
  | { readonly kind: 'text'; readonly at: number; readonly value: string }
  | {
      readonly kind: 'start';
      readonly at: number;
      readonly name: string;
      readonly classes: readonly string[];
      /** Null where the tag has no room for one. */
      readonly annotation: string | null;
      /** False when the text ended within the tag. */
      readonly isClosed: boolean;
    }
  | { readonly kind: 'end'; readonly at: number; readonly name: string }
  | { readonly kind: 'timestamp'; readonly at: number; readonly value: string };

/**
 * [W3C WebVTT 6.4, "WebVTT cue text tokenizer"] Character references are read as HTML reads them in text, those without
 * a semicolon included: none of them can reach over a `<` or, in a tag, a `>`, so that the pieces are cut first.
 */
export function* cueTextTokens(input: string): Generator<CueTextToken, void, undefined> {
  for (let at = 0; at < input.length;) {
    if (input[at] !== '<') {
      const next = input.indexOf('<', at);
      const end = next < 0 ? input.length : next;
      yield { kind: 'text', at, value: decodeHTML(input.slice(at, end)) };
      at = end;
    } else {
      const close = input.indexOf('>', at);
      const inside = input.slice(at + 1, close < 0 ? input.length : close);
      yield tagToken(inside, at, close >= 0);
      at = close < 0 ? input.length : close + 1;
    }
  }
}

function tagToken(inside: string, at: number, isClosed: boolean): CueTextToken {
  if (inside.startsWith('/')) return { kind: 'end', at, name: inside.slice(1) };
  if (/^[0-9]/.test(inside)) return { kind: 'timestamp', at, value: inside };
  const space = inside.search(/[ \t\n\f]/);
  const [name = '', ...classes] = (space < 0 ? inside : inside.slice(0, space)).split('.');
  return {
    kind: 'start',
    at,
    name,
    classes: classes.filter((each) => each !== ''),
    annotation: space < 0 ? null : collapseSpaces(decodeHTML(inside.slice(space + 1))),
    isClosed,
  };
}
