import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import { err, ok, type Result } from '../lib/result.ts';
import { assertNever } from '../lib/invariant.ts';
import { blockOf, keyOf, type Named } from './components.ts';
import { parseMarkdown, type Paragraph, type PhrasingContent, type RootContent } from './parse-markdown.ts';
import { inReadingOrder, type TemplateFault } from './template-fault.ts';
import type { Block, Inline } from './template-tree.ts';

/** How deep blocks and marks may lie in each other. */
const deepest = 12;

type Walk = {
  readonly text: string;
  readonly named: Named;
  readonly faults: TemplateFault[];
  /** Depths, as written, of the headings that what follows lies under. */
  readonly under: number[];
};

/**
 * Reads the text of a template without running anything: Markdown and the components of `components.ts` become a tree,
 * all else is refused with its place. `firstLine` is the line of the file on which the text begins.
 */
export function readMdx(
  text: string,
  firstLine: number,
  named: Named,
): Result<readonly Block[], readonly TemplateFault[]> {
  const shifted = (fault: TemplateFault): TemplateFault => ({ ...fault, line: fault.line + firstLine - 1 });
  const parsed = parseMarkdown(text);
  if (!parsed.ok) return err([shifted(parsed.error)]);
  const walk: Walk = { text, named, faults: [], under: [] };
  const blocks = readBlocks(parsed.value.children, walk, 1);
  return walk.faults.length === 0 ? ok(blocks) : err(inReadingOrder(walk.faults.map(shifted)));
}

function refuseAt(walk: Walk, node: RootContent, message: string, todo: string): readonly [] {
  const { line = 1, column = 1 } = node.position?.start ?? {};
  walk.faults.push({ line, column, message, todo });
  return [];
}

function readBlocks(nodes: readonly RootContent[], walk: Walk, depth: number): readonly Block[] {
  const [first] = nodes;
  if (depth > deepest && first !== undefined)
    return refuseAt(walk, first, `This lies more than ${deepest} levels deep.`, 'Write it flatter.');
  return nodes.flatMap((node) => readBlock(node, walk, depth));
}

function readBlock(node: RootContent, walk: Walk, depth: number): readonly Block[] {
  switch (node.type) {
    case 'paragraph':
      return readParagraph(node, walk, depth);
    case 'heading': {
      while ((walk.under.at(-1) ?? 0) >= node.depth) walk.under.pop();
      const level = walk.under.push(node.depth);
      return [
        {
          kind: 'heading',
          level: level === 1 ? 1 : level === 2 ? 2 : 3,
          children: readInlines(node.children, walk, depth + 1),
        },
      ];
    }
    case 'list':
      return [
        {
          kind: 'list',
          start: node.ordered === true ? (node.start ?? 1) : null,
          items: node.children.map((item) => readBlocks(item.children, walk, depth + 1)),
        },
      ];
    case 'blockquote':
      return [{ kind: 'quote', children: readBlocks(node.children, walk, depth + 1) }];
    case 'code':
      return [{ kind: 'code', text: node.value }];
    case 'thematicBreak':
      return [{ kind: 'rule' }];
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      return readElement(node, walk, depth);
    default:
      return refuseNode(node, walk);
  }
}

/** A tag alone on its line is read as a paragraph by the grammar, and meant as a block by its author. */
function readParagraph(node: Paragraph, walk: Walk, depth: number): readonly Block[] {
  const { start } = node.position ?? {};
  const code = start?.column === 1 && /^(import|export)\s/.exec(walk.text.slice(start.offset))?.[1];
  if (typeof code === 'string')
    return refuseAt(
      walk,
      node,
      `“${code}” is not read here: a template of a workspace runs no code.`,
      'Remove the line; the components of a template are there without it.',
    );
  const isAlone = node.children.every(
    (child) =>
      (child.type === 'mdxJsxTextElement' && child.name !== 'Key') ||
      (child.type === 'text' && child.value.trim() === ''),
  );
  if (isAlone)
    return readBlocks(
      node.children.filter((child) => child.type !== 'text'),
      walk,
      depth,
    );
  return [{ kind: 'paragraph', children: readInlines(node.children, walk, depth + 1) }];
}

function readElement(node: MdxJsxFlowElement | MdxJsxTextElement, walk: Walk, depth: number): readonly Block[] {
  const read = blockOf(node, walk.named);
  if (!read.ok) return refuseAt(walk, node, read.error.message, read.error.todo);
  switch (read.value.kind) {
    case 'key':
      return [{ kind: 'paragraph', children: [read.value] }];
    case 'note': {
      const children: readonly RootContent[] =
        node.type === 'mdxJsxTextElement'
          ? [{ type: 'paragraph', children: node.children, ...(node.position && { position: node.position }) }]
          : node.children;
      return [{ kind: 'note', children: readBlocks(children, walk, depth + 1) }];
    }
    default:
      return [read.value];
  }
}

function readInlines(nodes: readonly PhrasingContent[], walk: Walk, depth: number): readonly Inline[] {
  const [first] = nodes;
  if (depth > deepest && first !== undefined)
    return refuseAt(walk, first, `This lies more than ${deepest} levels deep.`, 'Write it flatter.');
  return nodes.flatMap((node) => readInline(node, walk, depth));
}

function readInline(node: PhrasingContent, walk: Walk, depth: number): readonly Inline[] {
  switch (node.type) {
    case 'text':
      return [{ kind: 'text', text: node.value }];
    case 'emphasis':
    case 'strong':
      return [{ kind: node.type, children: readInlines(node.children, walk, depth + 1) }];
    case 'inlineCode':
      return [{ kind: 'code', text: node.value }];
    case 'break':
      return [{ kind: 'break' }];
    case 'link':
      if (!isSafeAddress(node.url))
        return refuseAt(
          walk,
          node,
          'This link does not lead to an address that may stand in a template.',
          'Use an address that begins with https://, http:// or mailto:, or with #/ for a place in Hotwash.',
        );
      return [{ kind: 'link', href: node.url, children: readInlines(node.children, walk, depth + 1) }];
    case 'mdxJsxTextElement': {
      const key = keyOf(node);
      return key.ok ? [key.value] : refuseAt(walk, node, key.error.message, key.error.todo);
    }
    default:
      return refuseNode(node, walk);
  }
}

/** Addresses of the web, of people and of places in Hotwash. Read as written: no spaces, no control characters. */
const isSafeAddress = (url: string): boolean =>
  url.length <= 2000 && /^(?:https?:\/\/[^\s/?#]|mailto:[^\s@]+@|#\/)[^\s]*$/i.test(url);

/** What Markdown and MDX have besides, and a template may not have. */
function refuseNode(node: RootContent, walk: Walk): readonly [] {
  switch (node.type) {
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      return refuseAt(
        walk,
        node,
        'Here is an expression in braces: a template of a workspace runs no code.',
        'Write the text itself. A plain { is written \\{.',
      );
    case 'image':
    case 'imageReference':
      return refuseAt(walk, node, 'Pictures are not shown in a template.', 'Say it in words, or link to the picture.');
    case 'linkReference':
    case 'definition':
      return refuseAt(walk, node, 'Links by a label are not read here.', 'Write [words](address).');
    case 'html':
      return refuseAt(walk, node, 'HTML is not read here.', 'Use Markdown.');
    case 'footnoteDefinition':
    case 'footnoteReference':
    case 'table':
    case 'tableCell':
    case 'tableRow':
    case 'delete':
    case 'yaml':
    case 'listItem':
    case 'paragraph':
    case 'heading':
    case 'list':
    case 'blockquote':
    case 'code':
    case 'thematicBreak':
    case 'text':
    case 'emphasis':
    case 'strong':
    case 'inlineCode':
    case 'break':
    case 'link':
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      return refuseAt(walk, node, 'This cannot stand here.', 'Put it in a paragraph of its own, in plain Markdown.');
    default:
      return assertNever(node);
  }
}
