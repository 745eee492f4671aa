import { err, ok, type Result } from '../lib/result.ts';

/** Lines and columns count from 1. */
export type JsonFault = { readonly line: number; readonly column: number; readonly message: string };

/** How deep lists and objects may lie in each other, where nobody says otherwise. */
const usuallyDeepest = 200;

/**
 * Reads one JSON text, with the line and column of the first fault. A key that stands twice in one object is a fault: of
 * two values the last would win unseen.
 */
export function readJsonText(text: string, deepest: number = usuallyDeepest): Result<unknown, JsonFault> {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const fault = scan(plain, deepest);
  if (fault === undefined) return ok(JSON.parse(plain) as unknown);
  const before = plain.slice(0, fault.at).split('\n');
  return err({ line: before.length, column: (before.at(-1)?.length ?? 0) + 1, message: fault.message });
}

type Found = { readonly at: number; readonly message: string };
/** An object or a list that is open; `keys` of an object are those it had so far. */
type Open = { readonly close: '}' | ']'; readonly keys: Set<string> | null };

const space = /[ \t\r\n]*/y;
const other = /(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w))|([{}[\],:])/y;
// oxlint-disable-next-line no-control-regex -- a text of JSON holds none of them
const plainText = /[^"\\\u0000-\u001f]*/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

type Token = { readonly at: number; readonly string?: string; readonly mark?: string };

/** The token at or after an index, and where it ends; `undefined` where none is. Regular expressions only see short stretches. */
function next(text: string, from: number): (Token & { readonly end: number }) | undefined {
  const at = skip(space, text, from);
  if (text[at] !== '"') {
    other.lastIndex = at;
    const match = other.exec(text);
    if (match === null) return undefined;
    return { at, end: other.lastIndex, ...(match[2] === undefined ? {} : { mark: match[2] }) };
  }
  let end = skip(plainText, text, at + 1);
  while (text[end] === '\\') {
    const after = skip(escape, text, end);
    if (after === end) return undefined;
    end = skip(plainText, text, after);
  }
  return text[end] === '"' ? { at, end: end + 1, string: text.slice(at, end + 1) } : undefined;
}

function skip(what: RegExp, text: string, from: number): number {
  what.lastIndex = from;
  return what.test(text) ? what.lastIndex : from;
}

/** The first place at which a text is no JSON; undefined when it is. */
function scan(text: string, deepest: number): Found | undefined {
  const open: Open[] = [];
  let wants: 'value' | 'key or end' | 'key' | 'colon' | 'comma or end' | 'value or end' | 'nothing' = 'value';
  for (let from = 0; ;) {
    const token = next(text, from);
    if (token === undefined) return stopped(text, from, wants, open.at(-1));
    const { at, string, mark } = token;
    from = token.end;
    const wrong = (): Found => ({
      at,
      message: `${shown(text, at)} stands where ${wordsOf(wants, open.at(-1))} belongs`,
    });
    const inside = open.at(-1);
    if (mark === '}' || mark === ']') {
      if (inside?.close !== mark || !wants.endsWith('or end')) return wrong();
      open.pop();
      wants = open.length === 0 ? 'nothing' : 'comma or end';
    } else if (mark === ',') {
      if (wants !== 'comma or end' || inside === undefined) return wrong();
      wants = inside.keys === null ? 'value' : 'key';
    } else if (mark === ':') {
      if (wants !== 'colon') return wrong();
      wants = 'value';
    } else if (wants === 'key' || wants === 'key or end') {
      if (string === undefined) return wrong();
      const key = JSON.parse(string) as string;
      if (inside?.keys?.has(key) === true)
        return { at, message: `the key ${string.slice(0, 60)} stands twice in one object` };
      inside?.keys?.add(key);
      wants = 'colon';
    } else if (wants !== 'value' && wants !== 'value or end') return wrong();
    else if (mark === undefined) wants = open.length === 0 ? 'nothing' : 'comma or end';
    else {
      if (open.length >= deepest) return { at, message: `it is nested deeper than ${deepest} levels` };
      open.push(mark === '{' ? { close: '}', keys: new Set() } : { close: ']', keys: null });
      wants = mark === '{' ? 'key or end' : 'value or end';
    }
  }
}

function stopped(
  text: string,
  from: number,
  wants: Parameters<typeof wordsOf>[0],
  inside: Open | undefined,
): Found | undefined {
  const at = skip(space, text, from);
  if (text[at] === '"') return brokenText(text, at);
  if (at < text.length) return { at, message: `${shown(text, at)} stands where ${wordsOf(wants, inside)} belongs` };
  if (wants === 'nothing') return undefined;
  return { at: text.length, message: `it ends where ${wordsOf(wants, inside)} belongs` };
}

/** What is wrong with a text that begins at an index, at the place of it; where it never ends, at its beginning. */
function brokenText(text: string, from: number): Found {
  let at = skip(plainText, text, from + 1);
  for (let after = skip(escape, text, at); after !== at; after = skip(escape, text, at))
    at = skip(plainText, text, after);
  if (at >= text.length) return { at: from, message: 'the text that begins here does not end' };
  const mark = JSON.stringify(text[at]);
  return text[at] === '\\'
    ? { at, message: 'a text holds a backslash that stands for nothing; write two for one' }
    : { at, message: `a text holds ${mark} as it is; end the text before it or write ${mark.slice(1, -1)}` };
}

function wordsOf(wants: string, inside: Open | undefined): string {
  if (wants === 'nothing') return 'the end';
  if (wants === 'comma or end') return `a comma or ${inside?.close ?? 'the end'}`;
  if (wants === 'key or end' || wants === 'key') return 'a key in double quotes';
  return wants === 'colon' ? 'a colon' : 'a value';
}

const shown = (text: string, at: number): string =>
  JSON.stringify(/^(?:\w{1,20}|.)/su.exec(text.slice(at, at + 20))?.[0] ?? '');
