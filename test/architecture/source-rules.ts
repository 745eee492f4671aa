import { Visitor } from 'oxc-parser';
import { createLineOf, parse } from './read-imports.ts';
import { isTestFile, type SourceFile } from './source-files.ts';

export const longestFile = 400;

/** What is wrong with a file, as `path:line what`. */
export type Fault = string;

/** Files longer than a person reads at a sitting. Blank lines and comments count: they are read too. */
export const tooLong = ({ path, source }: SourceFile): readonly Fault[] => {
  const lines = source.split('\n').length - (source.endsWith('\n') ? 1 : 0);
  return lines > longestFile ? [`${path} has ${lines} lines`] : [];
};

/** A file that only hands on what others export hides who uses what. */
export function barrel({ path, source }: SourceFile): readonly Fault[] {
  const { body } = parse(path, source);
  const handsOn = body.filter(
    (node) => node.type === 'ExportAllDeclaration' || (node.type === 'ExportNamedDeclaration' && node.source !== null),
  );
  return handsOn.length > 0 && handsOn.length === body.filter((node) => node.type !== 'ImportDeclaration').length
    ? [`${path} only re-exports`]
    : [];
}

/**
 * A default export has another name wherever it is used. Tools ask for them in their own configuration, and a
 * declaration of what the build makes of a file has to name the one it makes.
 */
export function defaultExports({ path, source }: SourceFile): readonly Fault[] {
  if (/\.(config|d)\.ts$/.test(path)) return [];
  const lineOf = createLineOf(source);
  const faults: Fault[] = [];
  new Visitor({
    ExportDefaultDeclaration: (node) => faults.push(`${path}:${lineOf(node.start)} default export`),
    ExportSpecifier: (node) => {
      if (node.exported.type === 'Identifier' && node.exported.name === 'default')
        faults.push(`${path}:${lineOf(node.start)} default export`);
    },
  }).visit(parse(path, source));
  return faults;
}

const impureMembers: Readonly<Record<string, readonly string[]>> = {
  Date: ['now'],
  Math: ['random'],
  performance: ['now', 'timeOrigin', 'mark', 'measure'],
  crypto: ['getRandomValues', 'randomUUID'],
};

/** Clocks and dice: `Date.now()`, `new Date()` and `Date()` without a time, `Math.random()`, and their like. */
export function clocksAndDice({ path, source }: SourceFile): readonly Fault[] {
  const lineOf = createLineOf(source);
  const faults: Fault[] = [];
  const add = (at: number, what: string) => faults.push(`${path}:${lineOf(at)} ${what}`);
  new Visitor({
    MemberExpression: (node) => {
      const object = nameOf(node.object);
      const property = nameOf(node.property);
      if (impureMembers[object]?.includes(property) === true) add(node.start, `${object}.${property}`);
    },
    NewExpression: (node) => {
      if (nameOf(node.callee) === 'Date' && node.arguments.length === 0) add(node.start, 'new Date()');
    },
    CallExpression: (node) => {
      if (nameOf(node.callee) === 'Date') add(node.start, 'Date()');
    },
  }).visit(parse(path, source));
  return faults;
}

/** The name of an identifier, of a property in brackets, or of a member of the global object. */
function nameOf(node: { readonly type: string }): string {
  if (node.type === 'Identifier') return (node as { readonly type: string; readonly name: string }).name;
  if (node.type === 'Literal') return String((node as unknown as { readonly value: unknown }).value);
  if (node.type !== 'MemberExpression') return '';
  const { object, property } = node as unknown as Record<'object' | 'property', { readonly type: string }>;
  return nameOf(object) === 'globalThis' ? nameOf(property) : '';
}

/** Names that say nothing about what is inside. */
const emptyNames = /(^|\/)(index|common)\.|(^|[/-])(utils?|helpers?|managers?|misc)\.(tsx?|mjs)$/;

export const badName = ({ path }: SourceFile): readonly Fault[] => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (emptyNames.test(path)) return [`${path} has a name that says nothing`];
  return /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|config|d))?\.(tsx?|mts|mjs)$/.test(name) ? [] : [`${path} is not kebab-case`];
};

/** Home folders of the usual systems (but for users who are nobody) and roots where things are built. */
const machinePath =
  /(?<![\w.:~$}*/-])\/(?:(?:work|root|tmp\/hw)(?![\w-])|(?:home|Users)\/(?!(?:x|you|someone|somebody)\b)\w)|[A-Z]:\\\\?Users\\(?!x\b)/;

/** Absolute paths of one machine mean nothing on another. */
export const machinePaths = ({ path, source }: SourceFile): readonly Fault[] =>
  source.split('\n').flatMap((line, index) => (machinePath.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : []));

export const isProduct = ({ path }: SourceFile): boolean =>
  /^(electron|shared|renderer)\//.test(path) && !isTestFile(path);
