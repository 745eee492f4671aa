import { parseSync, Visitor, type CallExpression, type Expression } from 'oxc-parser';

/** `specifier` is null where the program computes it, so that nobody can tell what is imported. */
export type FoundImport = { readonly specifier: string | null; readonly line: number };

/**
 * Everything a module asks for: static and dynamic imports, re-exports, type queries (`import('./x').Y`), `require`,
 * `import.meta.resolve`, and workers and files named by `new URL(..., import.meta.url)`. Throws when it does not parse.
 */
export function readImports(path: string, source: string): readonly FoundImport[] {
  const found: FoundImport[] = [];
  const lineOf = createLineOf(source);
  const add = (specifier: string | null, at: number) => found.push({ specifier, line: lineOf(at) });
  const addText = (node: Expression, at: number) => add(textOf(node), at);
  new Visitor({
    ImportDeclaration: (node) => add(node.source.value, node.start),
    ExportAllDeclaration: (node) => add(node.source.value, node.start),
    ExportNamedDeclaration: (node) => {
      if (node.source !== null) add(node.source.value, node.start);
    },
    ImportExpression: (node) => addText(node.source, node.start),
    TSImportType: (node) => add(node.source.value, node.start),
    TSExternalModuleReference: (node) => add(node.expression.value, node.start),
    CallExpression: (node) => {
      const [first] = node.arguments;
      if (isResolver(node) && first !== undefined && first.type !== 'SpreadElement') addText(first, node.start);
    },
    NewExpression: (node) => {
      const [first, base] = node.arguments;
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'URL' || base === undefined) return;
      if (first?.type === 'Literal' && typeof first.value === 'string' && isImportMetaUrl(base))
        if (/\.(ts|tsx|mjs|js)$/.test(first.value)) add(first.value, node.start);
    },
  }).visit(parse(path, source));
  return found.toSorted((a, b) => a.line - b.line);
}

/** The syntax tree of a module. Throws with the parser's words when it does not parse. */
export function parse(path: string, source: string) {
  const { program, errors } = parseSync(path, source);
  if (errors[0] !== undefined) throw new Error(`${path} does not parse: ${errors[0].message}`);
  return program;
}

/** Line numbers from offsets, both as a person counts: the first line is 1. */
export function createLineOf(source: string): (offset: number) => number {
  const starts = [0];
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    const next = starts.findIndex((start) => start > offset);
    return next === -1 ? starts.length : next;
  };
}

function textOf(node: Expression): string | null {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? null;
  return null;
}

/** `require(x)`, `require.resolve(x)` or `import.meta.resolve(x)`. */
function isResolver({ callee }: CallExpression): boolean {
  if (callee.type === 'Identifier') return callee.name === 'require';
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
  if (callee.property.name !== 'resolve') return false;
  const { object } = callee;
  return object.type === 'MetaProperty' || (object.type === 'Identifier' && object.name === 'require');
}

const isImportMetaUrl = (node: { type: string }): boolean =>
  node.type === 'MemberExpression' && 'object' in node && (node.object as { type: string }).type === 'MetaProperty';
