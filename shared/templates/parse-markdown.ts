import { fromMarkdown } from 'mdast-util-from-markdown';
import { mdxExpressionFromMarkdown } from 'mdast-util-mdx-expression';
import { mdxJsxFromMarkdown } from 'mdast-util-mdx-jsx';
import { mdxExpression } from 'micromark-extension-mdx-expression';
import { mdxJsx } from 'micromark-extension-mdx-jsx';
import { mdxMd } from 'micromark-extension-mdx-md';
import { err, ok, type Result } from '../lib/result.ts';
import type { TemplateFault } from './template-fault.ts';

/** The syntax tree, by the parser's own word. */
export type Root = ReturnType<typeof fromMarkdown>;
export type RootContent = Root['children'][number];
export type Paragraph = Extract<RootContent, { type: 'paragraph' }>;
export type PhrasingContent = Paragraph['children'][number];

/** Lists and quotes that may begin on one line. The parser's time grows with their square. */
const mostContainers = 10;
/** Asterisks and underscores of one paragraph, for the same reason. */
const mostMarks = 400;

/**
 * Reads Markdown with JSX into a syntax tree. Braces are found but what is in them is not read as JavaScript: it would be
 * refused anyway.
 */
export function parseMarkdown(text: string): Result<Root, TemplateFault> {
  const heavy = tooHeavy(text);
  if (heavy !== null) return err(heavy);
  try {
    return ok(
      fromMarkdown(text, {
        extensions: [mdxJsx(), mdxExpression(), mdxMd()],
        mdastExtensions: [mdxJsxFromMarkdown(), mdxExpressionFromMarkdown()],
      }),
    );
  } catch (error) {
    if (!isMessage(error)) throw error;
    return err({
      line: error.line ?? 1,
      column: error.column ?? 1,
      message: said(error),
      todo: 'Close every tag and brace. A plain < or { is written \\< or \\{.',
    });
  }
}

const containers = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)))*/;

function tooHeavy(text: string): TemplateFault | null {
  let marks = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const [prefix] = containers.exec(line) ?? [''];
    const depth = [...prefix.matchAll(/>|[-*+]|\d[.)]/g)].length;
    if (depth > mostContainers && !/^[ \t]*([-*])(?:[ \t]*\1)+[ \t]*$/.test(line))
      return {
        line: index + 1,
        column: 1,
        message: `This line begins ${depth} lists or quotes in each other; ${mostContainers} is the most.`,
        todo: 'Write it flatter.',
      };
    marks = line.trim() === '' ? 0 : marks + (line.match(/[*_]/g)?.length ?? 0);
    if (marks > mostMarks)
      return {
        line: index + 1,
        column: 1,
        message: `This paragraph has more than ${mostMarks} asterisks or underscores.`,
        todo: 'Part it with an empty line, or put what is code between back-ticks.',
      };
  }
  return null;
}

type ParserMessage = { readonly reason: string; readonly line?: number | null; readonly column?: number | null };

const isMessage = (error: unknown): error is ParserMessage =>
  error instanceof Error && 'reason' in error && typeof error.reason === 'string' && 'ruleId' in error;

/** The parser's words, for its readers and not its maintainers. */
function said({ reason }: ParserMessage): string {
  const closing = /closing tag for `([^`]{1,60})`/.exec(reason)?.[1];
  if (closing !== undefined) return `${closing} is never closed, or closed in another place than it was opened.`;
  if (/Unexpected closing (slash|tag)/i.test(reason)) return 'Here something is closed that was never opened.';
  if (/in expression|corresponding closing brace/.test(reason)) return 'A brace { is never closed.';
  if (reason.includes('create a comment')) return 'HTML comments are not read here.';
  if (reason.includes('create a link')) return 'An address between < and > is not read here.';
  return 'A tag is broken here.';
}
