import { Visitor, type Argument, type Expression, type PrivateIdentifier } from 'oxc-parser';
import { createLineOf, parse } from './read-imports.ts';
import type { SourceFile } from './source-files.ts';

export type RuleMention = { readonly id: string; readonly at: string };
export type StatedRule = RuleMention & { readonly isPlanned: boolean };

/**
 * Ids that a table in docs states: rows whose first cell is an id, as in `| M3.1 | Facts come before causes. | ...`. A row
 * that says `not checked yet`, or made, or read, states what is still to come.
 */
export const statedIds = ({ path, source }: SourceFile): readonly StatedRule[] =>
  source.split('\n').flatMap((line, index) => {
    const id = /^\|\s*`?([A-Z]\d+(?:\.\d+)?)`?\s*\|/.exec(line)?.[1];
    return id === undefined ? [] : [{ id, at: `${path}:${index + 1}`, isPlanned: /\bnot \w+ yet\b/.test(line) }];
  });

/** Functions whose first argument names a test. */
const namers = new Set(['it', 'test', 'describe', 'check']);

/** Ids in brackets in the names of tests: `it('[M3.1] ...')`, `describe.each(...)('[J2] ...')`. */
export function testedIds({ path, source }: SourceFile): readonly RuleMention[] {
  const lineOf = createLineOf(source);
  const found: RuleMention[] = [];
  new Visitor({
    CallExpression: (node) => {
      const [first] = node.arguments;
      if (first === undefined || !namers.has(rootName(node.callee))) return;
      for (const match of textIn(first).matchAll(/\[([A-Z]\d+(?:\.\d+)?)\]/g))
        found.push({ id: match[1] ?? '', at: `${path}:${lineOf(node.start)}` });
    },
  }).visit(parse(path, source));
  return found;
}

/** `it` of `it(...)`, `it.skipIf(x)(...)` and `it.each([...])(...)`. */
function rootName(callee: Expression): string {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'MemberExpression') return rootName(callee.object);
  return callee.type === 'CallExpression' ? rootName(callee.callee) : '';
}

/** The written-out part of a string, a template or a sum of both; what is computed in it names no rule. */
function textIn(node: Argument | PrivateIdentifier): string {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : '';
  if (node.type === 'TemplateLiteral') return node.quasis.map(({ value }) => value.raw).join('');
  return node.type === 'BinaryExpression' ? textIn(node.left) + textIn(node.right) : '';
}
