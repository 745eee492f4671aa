import { cueTextTokens, type CueTextToken } from './cue-text-tokens.ts';
import { collectTimestamp } from './vtt-timestamp.ts';

/** The kinds of WebVTT internal node objects, by the name of their tag. */
export const nodeTypes = {
  c: 'class',
  i: 'italic',
  b: 'bold',
  u: 'underline',
  ruby: 'ruby',
  rt: 'ruby-text',
  v: 'voice',
  lang: 'language',
} as const;
type TagName = keyof typeof nodeTypes;

/** A WebVTT internal node object. */
export type CueElement = {
  readonly type: (typeof nodeTypes)[TagName];
  readonly classes: readonly string[];
  /** The name of a voice, the tag of a language; null for the others. */
  readonly annotation: string | null;
  /** The language that applies, or null where none is stated. */
  readonly language: string | null;
  readonly children: readonly CueNode[];
};
/** A WebVTT node object; a timestamp's value is in seconds. */
export type CueNode =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'timestamp'; readonly value: number }
  | CueElement;

type Open = Omit<CueElement, 'children'> & { readonly children: CueNode[] };

/** Elements within each other. What is nested deeper joins the deepest, so that no walk of a tree runs out of stack. */
const mostNested = 500;

const isTagName = (name: string): name is TagName => Object.hasOwn(nodeTypes, name);

/**
 * [W3C WebVTT 6.4, "WebVTT cue text parsing rules"] The tree of a cue's text. What the rules pass over is told to
 * `wrong` in words.
 */
export function parseCueText(input: string, wrong: (message: string) => void = () => {}): readonly CueNode[] {
  const root: CueNode[] = [];
  const open: Open[] = [];
  const languages: string[] = [];
  const append = (node: CueNode): void => void (open.at(-1)?.children ?? root).push(node);
  for (const token of cueTextTokens(input)) {
    if (token.kind === 'text') append({ type: 'text', value: token.value });
    else if (token.kind === 'timestamp') {
      const time = collectTimestamp(token.value, 0);
      if (time !== null && time.position === token.value.length) append({ type: 'timestamp', value: time.seconds });
      else wrong(`<${shortened(token.value)}> is no time`);
    } else if (token.kind === 'start') {
      if (!token.isClosed) wrong(`the tag <${shortened(token.name)} is not closed`);
      const element = elementOf(token, open.at(-1), languages);
      if (element === null) wrong(`<${shortened(token.name)}> is not a tag that may stand here`);
      else if (open.length < mostNested) {
        append(element);
        open.push(element);
      } else {
        wrong(`<${shortened(token.name)}> stands within ${mostNested} others`);
        open.push({ ...element, children: open.at(-1)?.children ?? root });
      }
    } else if (!close(token.name, open, languages)) wrong(`</${shortened(token.name)}> closes nothing`);
  }
  return root;
}

const shortened = (words: string): string => (words.length > 30 ? `${words.slice(0, 30)}…` : words);

type StartToken = Extract<CueTextToken, { kind: 'start' }>;

/** The element that a start tag opens, or null where it is to be ignored. */
function elementOf(
  { name, classes, annotation }: StartToken,
  current: Open | undefined,
  languages: string[],
): Open | null {
  if (!isTagName(name)) return null;
  const type = nodeTypes[name];
  if (type === 'ruby-text' && current?.type !== 'ruby') return null;
  const words = type === 'voice' || type === 'language' ? (annotation ?? '') : null;
  if (type === 'language') languages.push(words ?? '');
  return { type, classes, annotation: words, language: languages.at(-1) ?? null, children: [] };
}

/** False when the end tag is to be ignored. */
function close(name: string, open: Open[], languages: string[]): boolean {
  const current = open.at(-1);
  if (current === undefined || !isTagName(name)) return false;
  if (nodeTypes[name] === current.type) {
    open.pop();
    if (current.type === 'language') languages.pop();
    return true;
  }
  // The end of a ruby also ends the ruby text within.
  if (name !== 'ruby' || current.type !== 'ruby-text') return false;
  open.splice(-2);
  return true;
}
