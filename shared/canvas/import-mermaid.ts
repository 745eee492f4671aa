import type { Result } from '../lib/result.ts';
import { oneLine } from './clean-text.ts';
import { faultAt, toImported, type Imported, type ImportFaults, type RawNode } from './imported-tree.ts';
import { stateWords } from './state-words.ts';

const header = /^\s*ishikawa(?:-beta)?\b[^\S\n]*/i;
const otherDiagram =
  /^\s*(?:(?:flowchart|graph)(?:-elk)?[ \t]+(?:TB|TD|BT|RL|LR)\b|mindmap[ \t]*$|sequenceDiagram[ \t]*$|stateDiagram(?:-v2)?[ \t]*$|erDiagram[ \t]*$)/im;

/** Whether the text is a Mermaid diagram, of any kind. */
export const isMermaid = (text: string): boolean => {
  const body = withoutPreamble(text.split(/\r\n|\r|\n/)).find(({ text: line }) => line.trim() !== '')?.text ?? '';
  return header.test(body) || otherDiagram.test(body);
};

type Line = { readonly text: string; readonly line: number };

/** Without front matter, directives and comments, as Mermaid itself reads; every line keeps its number. */
function withoutPreamble(source: readonly string[]): readonly Line[] {
  const lines = source.map((text, index) => ({ text, line: index + 1 }));
  const start = lines.findIndex(({ text }) => text.trim() !== '');
  const end =
    lines[start]?.text.trim() === '---' ? lines.findIndex(({ text }, at) => at > start && text.trim() === '---') : -1;
  return lines.slice(end + 1).filter(({ text }) => !/^\s*%%/.test(text));
}

/**
 * Reads Mermaid's `ishikawa-beta` as Mermaid does: the first line is the effect, the first one after it sets the level of
 * the bones, and what is indented further hangs below.
 */
export function importMermaid(text: string): Result<Imported, ImportFaults> {
  const lines = withoutPreamble(text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)).filter(
    ({ text: each }) => each.trim() !== '',
  );
  const [first, ...rest] = lines;
  if (first === undefined || !header.test(first.text))
    return faultAt(
      first?.line ?? null,
      'Of Mermaid only ishikawa diagrams are read. Write the causes as an indented list instead.',
    );
  const after = first.text.replace(header, '');
  const body = after.trim() === '' ? rest : [{ text: after, line: first.line }, ...rest];
  const [head, ...causes] = body;
  const base = columnsOf(causes[0]?.text ?? '');
  const nodes: RawNode[] = [];
  const open: { readonly level: number; readonly index: number }[] = [];
  for (const each of causes) {
    const level = Math.max(1, columnsOf(each.text) - base + 1);
    while (open.length > 0 && (open.at(-1)?.level ?? 0) >= level) open.pop();
    open.push({ level, index: nodes.length });
    nodes.push({ text: mermaidToText(each.text), under: open.at(-2)?.index ?? null, line: each.line });
  }
  return toImported({
    effect: head === undefined ? null : mermaidToText(head.text),
    nodes,
    read: 'a Mermaid ishikawa diagram',
    notes: [],
  });
}

const columnsOf = (line: string): number => line.length - line.trimStart().length;

const names: { readonly [name: string]: string } = { quot: '"', amp: '&', lt: '<', gt: '>', apos: "'", nbsp: ' ' };
const mark = new RegExp(` \\[(?:${Object.values(stateWords).join('|')})\\]$`);

/** The words of a label: this program's mark of a state taken away, breaks and entity codes read. */
function mermaidToText(line: string): string {
  return oneLine(
    oneLine(line)
      .replace(mark, '')
      .replace(/<br\s*\/?>/gi, ' ')
      .replace(/#(?:(\d{1,7})|(quot|amp|lt|gt|apos|nbsp));/g, (all: string, code: string | undefined, name = '') => {
        if (code === undefined) return names[String(name)] ?? all;
        return Number(code) <= 0x10ffff ? String.fromCodePoint(Number(code)) : all;
      }),
  );
}
