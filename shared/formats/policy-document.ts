import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Node, type Pair } from 'yaml';
import { maxPolicyLength } from '../domain/policy/adopted-policy.ts';
import { pathText, type PolicyFault, type PolicyPath } from '../domain/policy/policy-fault.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { createTextPlaces, type TextPlace } from '../lib/text-place.ts';
import { deepestYaml } from './read-yaml.ts';
import { tooDeepAt } from './yaml-depth.ts';

/** A fault and where it stands in its file. */
export type PlacedFault = PolicyFault & TextPlace;
/** Where each path of a document stands: its key (or itself, in a list), and its value. */
export type Positions = ReadonlyMap<string, { readonly key: TextPlace; readonly value: TextPlace }>;

export type PolicyDocument = { readonly value: unknown; readonly positions: Positions };

/** More are not told: the first ones mostly cause the rest. */
const mostFaults = 100;

/**
 * Reads one YAML 1.2 document (so also JSON) as plain data with the place of everything in it. What makes a text mean
 * something else than it seems to is refused, each with its place: keys that stand twice, anchors, aliases, merge keys,
 * tags, directives, further documents.
 */
export function readPolicyDocument(text: string): Result<PolicyDocument, readonly PlacedFault[]> {
  const unfit = checkText(text);
  if (unfit !== undefined) return err([unfit]);
  const place = createTextPlaces(text);
  const documents = parseAllDocuments(text, {
    schema: 'core',
    version: '1.2',
    resolveKnownTags: false,
    merge: false,
    uniqueKeys: true,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const [document, second] = documents;
  const fault = (offset: number, message: string, mend: string, path: PolicyPath = []): PlacedFault => ({
    ...place(offset),
    path,
    message,
    mend,
  });
  const empty = 'The file is empty.';
  if (document === undefined) return err([fault(0, empty, 'Write a policy, or begin with the standard one.')]);
  const errors = document.errors.map(({ pos, code, message }) =>
    fault(pos[0], ...wordsOf(code, message.split('\n')[0] ?? '')),
  );
  if (second !== undefined)
    errors.push(fault(second.range[0], 'A second document begins here.', 'Keep one document in a file.'));
  if (document.directives.yaml.explicit === true || /^%/m.test(text.slice(0, document.contents?.range?.[0] ?? 0)))
    errors.push(fault(0, 'The file begins with a directive.', 'Take the lines that begin with % out.'));
  if (errors.length > 0) return err(errors.slice(0, mostFaults));
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null))
    return err([fault(0, empty, 'Write a policy, or begin with the standard one.')]);
  const walk = createWalk(place);
  const value = walk.read(document.contents, []);
  return walk.faults.length > 0 ? err(walk.faults.slice(0, mostFaults)) : ok({ value, positions: walk.positions });
}

function checkText(text: string): PlacedFault | undefined {
  const at = (index: number, message: string, mend: string): PlacedFault => {
    return { ...createTextPlaces(text)(index), path: [], message, mend };
  };
  if (text.length > maxPolicyLength)
    return at(0, `The file has ${text.length} characters.`, `At most ${maxPolicyLength}; shorten its comments.`);
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  const control = text.search(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/);
  if (control >= 0) return at(control, 'A control character stands here.', 'Delete it; no editor shows it.');
  const undecoded = text.search(/\uFFFD|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/);
  if (undecoded >= 0) return at(undecoded, 'The file is not UTF-8 here.', 'Save it as UTF-8.');
  if (tooDeepAt(text, deepestYaml) !== null)
    return at(0, `It is nested deeper than ${deepestYaml} levels.`, 'No policy is; look at its brackets.');
  return undefined;
}

function wordsOf(code: string, message: string): readonly [message: string, mend: string] {
  if (code === 'DUPLICATE_KEY') return ['This key stands here twice.', 'Take one of them out; neither was read.'];
  if (code === 'TAB_AS_INDENT') return ['A tab indents this line.', 'Indent with spaces.'];
  if (code === 'MULTIPLE_DOCS') return ['A second document begins here.', 'Keep one document in a file.'];
  return [
    `This is not YAML: ${message.replace(/\.$/, '')}.`,
    'Look at quotes, brackets and indentation just before this place.',
  ];
}

type Walk = {
  readonly read: (node: unknown, path: PolicyPath) => unknown;
  readonly positions: Map<string, { key: TextPlace; value: TextPlace }>;
  readonly faults: PlacedFault[];
};

/** Builds plain data itself: nothing of the text is followed, and no key can reach what every object has. */
function createWalk(place: (offset: number) => TextPlace): Walk {
  const positions: Walk['positions'] = new Map();
  const faults: PlacedFault[] = [];
  const startOf = (node: Node): number => node.range?.[0] ?? 0;
  const refuse = (offset: number, path: PolicyPath, message: string, mend: string): undefined => {
    faults.push({ ...place(offset), path, message, mend });
    return undefined;
  };
  const readMap = (pairs: readonly Pair[], path: PolicyPath): unknown => {
    const entries: [string, unknown][] = [];
    for (const { key, value } of pairs) {
      if (!isScalar(key) || (typeof key.value !== 'string' && typeof key.value !== 'number')) {
        const at = key as Node | null;
        refuse(at === null ? 0 : startOf(at), path, 'This key is no word.', 'Write a key, a colon and a value.');
        continue;
      }
      const name = String(key.value);
      const here = [...path, name];
      if (key.anchor !== undefined || key.tag !== undefined) refuse(startOf(key), here, ...reference);
      if (name === '<<') {
        refuse(startOf(key), here, 'A merge key brings in what does not stand here.', 'Write the values out.');
        continue;
      }
      if (name in {}) {
        refuse(startOf(key), here, `"${name}" cannot be a key.`, 'Take it out.');
        continue;
      }
      const inside = value as Node | null;
      positions.set(pathText(here), {
        key: place(startOf(key)),
        value: place(inside === null ? startOf(key) : startOf(inside)),
      });
      entries.push([name, read(inside, here)]);
    }
    return Object.fromEntries(entries);
  };
  const read = (node: unknown, path: PolicyPath): unknown => {
    if (node === null || node === undefined) return null;
    if (isAlias(node)) return refuse(startOf(node), path, ...reference);
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return null;
    if (path.length === 0) positions.set('', { key: place(startOf(node)), value: place(startOf(node)) });
    if (node.anchor !== undefined) refuse(startOf(node), path, ...reference);
    if (node.tag !== undefined)
      refuse(startOf(node), path, 'A tag changes what this value means.', 'Take the word with the ! out.');
    if (isMap(node)) return readMap(node.items, path);
    if (isSeq(node))
      return node.items.map((item, index) => {
        const here = [...path, index];
        const at = place(startOf(item as Node));
        positions.set(pathText(here), { key: at, value: at });
        return read(item, here);
      });
    // -0 is written, and meant, as 0.
    return node.value === 0 ? 0 : node.value;
  };
  return { read, positions, faults };
}

const reference = ['Anchors and aliases are not followed here.', 'Write the value out where it belongs.'] as const;
