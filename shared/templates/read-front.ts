import { isAlias, isMap, isNode, isScalar, isSeq, parseDocument, visit, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import { tooDeepAt } from '../formats/yaml-depth.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { createTextPlaces } from '../lib/text-place.ts';
import { frontFaults } from './front-rules.ts';
import { frontSchema, type Front } from './front-schema.ts';
import type { TemplateFault } from './template-fault.ts';

/** How deep lists and maps may lie in each other. */
const deepest = 10;

/**
 * Reads a template's front matter, which begins on line `firstLine` of its file. YAML 1.2, core schema: no tags, no anchors,
 * no merged keys, so nothing in it can swell or become anything but text, numbers, yes or no, lists and maps.
 */
export function readFront(text: string, firstLine: number): Result<Front, readonly TemplateFault[]> {
  const place = createTextPlaces(text);
  const at = (offset: number, message: string, todo: string): TemplateFault => {
    const { line, column } = place(offset);
    return { line: line + firstLine - 1, column, message, todo };
  };
  const deep = tooDeepAt(text, deepest);
  if (deep !== null) return err([at(deep, `It is nested deeper than ${deepest} levels.`, 'Write it flatter.')]);
  const document = parseDocument(text, {
    schema: 'core',
    resolveKnownTags: false,
    merge: false,
    uniqueKeys: true,
    prettyErrors: false,
    logLevel: 'error',
  });
  if (document.errors.length > 0)
    return err(
      document.errors.map((error) =>
        at(error.pos[0], `The front matter is not YAML here: ${plain(error.message)}.`, 'Mend the line.'),
      ),
    );
  const borrowed = findBorrowed(document);
  if (borrowed !== null)
    return err([at(borrowed, 'Anchors, aliases and tags are not read here.', 'Write the value out in full.')]);
  keepVersionAsWritten(document);
  const parsed = frontSchema.safeParse(document.toJS({ maxAliasCount: 0 }) ?? {});
  if (!parsed.success)
    return err(
      parsed.error.issues
        .flatMap(issueTexts)
        .map(({ path, message, todo }) => at(offsetOf(document, path), message, todo)),
    );
  const faults = frontFaults(parsed.data);
  return faults.length === 0
    ? ok(parsed.data)
    : err(faults.map(({ path, message, todo }) => at(offsetOf(document, path), message, todo)));
}

const plain = (message: string): string => (message.split('\n')[0] ?? '').replace(/[.:]+$/, '').slice(0, 200);

/** `version: 1.10` is the tenth after 1.9 to its author, and the number 1.1 to YAML. */
function keepVersionAsWritten(document: Document.Parsed): void {
  const version: unknown = document.has('version') ? document.get('version', true) : undefined;
  if (isScalar(version) && typeof version.value === 'number' && version.source !== undefined)
    version.value = version.source;
}

function findBorrowed(document: Document.Parsed): number | null {
  let found: number | null = null;
  visit(document, (_key, node) => {
    if (!isNode(node)) return undefined;
    const isBorrowed = isAlias(node) || node.anchor !== undefined || node.tag !== undefined;
    if (!isBorrowed) return undefined;
    found = node.range?.[0] ?? 0;
    return visit.BREAK;
  });
  return found;
}

/** Where the value at a path stands; where there is none, what it is missing from. For a key nobody knows, the key. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    let next: unknown;
    if (isSeq(node)) next = node.items[Number(step)];
    else if (isMap(node)) {
      const pair = node.items.find((each) => isScalar(each.key) && String(each.key.value) === String(step));
      if (pair !== undefined && isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      next = pair?.value;
    }
    if (!isNode(next)) return offset;
    node = next;
    // An empty value has no place of its own; its key shows where it is missing.
    if (!(isScalar(next) && next.value === null)) offset = next.range?.[0] ?? offset;
  }
  return offset;
}

type IssueText = { readonly path: readonly PropertyKey[]; readonly message: string; readonly todo: string };

/** A schema's complaint in words an author can act on. */
function issueTexts(issue: z.core.$ZodIssue): readonly IssueText[] {
  const name = pathText(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...issue.path, key],
        message: `${name === '' ? 'A template' : name} has no “${key.slice(0, 60)}”.`,
        todo: 'Remove it, or mend its spelling.',
      }));
    case 'invalid_type':
      return [
        issue.input === undefined && issue.message.includes('undefined')
          ? { path: issue.path, message: `${name} is missing.`, todo: `Write it: ${kindText(issue.expected)}.` }
          : { path: issue.path, message: `${name} is of the wrong kind.`, todo: `It is ${kindText(issue.expected)}.` },
      ];
    case 'invalid_value':
      return [
        {
          path: issue.path,
          message: `${name} has no such value.`,
          todo: `One of: ${issue.values.map(String).join(', ')}.`,
        },
      ];
    case 'invalid_union':
      return [
        {
          path: issue.path,
          message: `${name} is of the wrong kind.`,
          todo: 'One of: text, longtext, number, date, choice, member, boolean.',
        },
      ];
    default:
      return [{ path: issue.path, message: `${name} is not as it must be.`, todo: `${sentence(issue.message)}.` }];
  }
}

const kindTexts: { readonly [expected: string]: string } = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of names to values',
  record: 'a map of names to values',
};
const kindText = (expected: string): string => kindTexts[expected] ?? expected;

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).replace(/\.$/, '');

/** `agenda item 3, minutes` */
function pathText(path: readonly PropertyKey[]): string {
  const [first, second, ...rest] = path.map((step) => (typeof step === 'number' ? String(step + 1) : String(step)));
  if (first === undefined) return '';
  const whole =
    second === undefined ? first : typeof path[1] === 'number' ? `${first} ${second}` : `${first}, ${second}`;
  return [whole, ...rest].join(', ').slice(0, 120);
}
