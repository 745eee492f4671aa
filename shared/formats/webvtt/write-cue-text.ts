import { nodeTypes, type CueElement, type CueNode } from './cue-text-tree.ts';
import { writeTimestamp } from './vtt-timestamp.ts';

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\u00A0': '&nbsp;',
  '\u200E': '&lrm;',
  '\u200F': '&rlm;',
  '\r': '&#13;',
};

/** Plain words as cue text that reads back as these words. A line feed stays where {@link fitCueText} leaves it. */
export const escapeCueText = (words: string): string =>
  words.replace(/[&<>\u00A0\u200E\u200F\r]/g, (character) => references[character] ?? character);

/** Cue text of a tree. Neighbouring texts become one, and an element that the rules close early reads back closed. */
export const writeCueText = (nodes: readonly CueNode[]): string => fitCueText(nodes.map(writeNode).join(''));

const tagNames = Object.fromEntries(Object.entries(nodeTypes).map(([tag, type]) => [type, tag])) as Readonly<
  Record<CueElement['type'], string>
>;

function writeNode(node: CueNode): string {
  if (node.type === 'text') return escapeCueText(node.value);
  if (node.type === 'timestamp') return `<${writeTimestamp(node.value)}>`;
  const tag = tagNames[node.type];
  const classes = node.classes.map((each) => `.${each}`).join('');
  const annotation = node.annotation === null || node.annotation === '' ? '' : ` ${escapeCueText(node.annotation)}`;
  return `<${tag}${classes}${annotation}>${node.children.map(writeNode).join('')}</${tag}>`;
}

/**
 * Cue text as it may stand in a file: no arrow, no empty line, no line feed at either end and no NUL, each of which would
 * end the cue or be read as something else. The tree stays what it was; text that is fit already is left alone.
 */
export function fitCueText(text: string): string {
  const plain = text.replace(/\0/g, '\uFFFD').replace(/\r\n?/g, '\n');
  if (!/-->|\n\n|^\n|\n$/.test(plain)) return plain;
  let fit = '';
  for (let at = 0; at < plain.length;) {
    const isTag = plain[at] === '<';
    const close = plain.indexOf(isTag ? '>' : '<', at);
    const end = close < 0 ? plain.length : isTag ? close + 1 : close;
    const piece = plain.slice(at, end);
    fit += isTag ? fitTag(piece) : fitWords(piece, fit === '' || fit.endsWith('\n'), end === plain.length);
    at = end;
  }
  return fit;
}

/** White space in a tag parts its annotation, so that a space does for a line feed, and hurts no arrow's tag. */
const fitTag = (tag: string): string => tag.replace(/-->$/, '-- >').replace(/\n+/g, ' ');

function fitWords(words: string, afterLineFeed: boolean, isLast: boolean): string {
  const lines = words.replace(/-->/g, '--&gt;').split('\n');
  let fit = lines[0] ?? '';
  let isAfter = fit === '' ? afterLineFeed : false;
  for (const [index, line] of lines.slice(1).entries()) {
    const mustHide = isAfter || (isLast && line === '' && index === lines.length - 2);
    fit += `${mustHide ? '&#10;' : '\n'}${line}`;
    isAfter = line === '' && !mustHide;
  }
  return fit;
}
