import { mostPasted, type Category } from '../domain/cause/cause.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { boneTitles } from './bone-titles.ts';
import { isPeopleBone, readBoneName } from './bone-names.ts';

/** One cause that was read. Its place in the list is its name: `under` is always an earlier one, null for the first level. */
export type ImportedCause = {
  readonly text: string;
  readonly under: number | null;
  /** The bone that was named above it; null where none was, and whoever pastes chooses. */
  readonly category: Category | null;
};

export type ImportedTree = {
  /** The head, where the text names one. */
  readonly effect: string | null;
  readonly causes: readonly ImportedCause[];
};

/** Something to know about what was read, at a line of the text that counts from 1. */
export type ImportNote = { readonly line: number | null; readonly message: string };

export type Imported = {
  readonly tree: ImportedTree;
  /** What it was read as: `a table: 3 columns, each column a level`. */
  readonly read: string;
  readonly notes: readonly ImportNote[];
};

/** Why nothing was taken: at least one sentence, each where it stands. */
export type ImportFaults = readonly ImportNote[];

/** A node as a reader of one notation hands it over, before bones and limits are looked at. */
export type RawNode = { readonly text: string; readonly under: number | null; readonly line: number | null };

export type RawTree = {
  readonly effect: string | null;
  readonly nodes: readonly RawNode[];
  readonly read: string;
  readonly notes: readonly ImportNote[];
};

/** UTF-16 code units of one cause, as `statementSchema` counts them; levels below the bones; notes that are told. */
export const longestText = 2000;
export const deepestLevel = 50;
const mostTold = 20;

export const faultAt = (line: number | null, message: string): Result<never, ImportFaults> => err([{ line, message }]);

/** Names the bones, leaves out what is empty, and refuses as a whole what a review could not hold. */
export function toImported(raw: RawTree): Result<Imported, ImportFaults> {
  const rooted = raw.effect === null ? withoutHead(raw) : raw;
  const bones = rooted.nodes.map((node) => (node.under === null ? readBoneName(node.text) : null));
  const faults = rooted.nodes.flatMap((node) => [...peopleFault(node), ...lengthFault(node)]);
  const notes = [...rooted.notes];
  const causes: ImportedCause[] = [];
  /** Where each node went: its place among the causes, or the bone that it names. */
  const places: { readonly at: number | null; readonly category: Category | null; readonly level: number }[] = [];
  const filled = new Set(rooted.nodes.map(({ under }) => under));
  const seen = new Map<string, number | null>();
  for (const [index, node] of rooted.nodes.entries()) {
    const bone = bones[index] ?? null;
    if (bone !== null) {
      if (!filled.has(index)) notes.push({ line: node.line, message: `There is nothing below ${boneTitles[bone]}.` });
      places.push({ at: null, category: bone, level: 0 });
      continue;
    }
    const above = node.under === null ? undefined : places[node.under];
    if (node.text === '') {
      notes.push({ line: node.line, message: 'There are no words here; it was left out.' });
      places.push(above ?? { at: null, category: null, level: 0 });
      continue;
    }
    const place = { at: causes.length, category: above?.category ?? null, level: (above?.level ?? 0) + 1 };
    if (place.level === deepestLevel + 1) faults.push(depthFault(node.line));
    const name = `${above?.at ?? above?.category ?? ''}\n${node.text}`;
    const first = seen.get(name);
    if (first === undefined) seen.set(name, node.line);
    else notes.push({ line: node.line, message: `The same stands at the same place already${lineText(first)}.` });
    causes.push({ text: node.text, under: above?.at ?? null, category: place.category });
    places.push(place);
  }
  if (causes.length > mostPasted) return faultAt(null, tooManyText(causes.length));
  if (faults.length > 0) return err(faults.slice(0, mostTold));
  if (causes.length === 0)
    return faultAt(
      null,
      'There is no cause in this text. Write one cause a line, what is behind it indented below it.',
    );
  const effect = rooted.effect === null || rooted.effect.length > longestText ? null : rooted.effect;
  return ok({ tree: { effect, causes }, read: rooted.read, notes: notes.slice(0, mostTold) });
}

/** A single first line over lines that name bones is the head itself. */
function withoutHead(raw: RawTree): RawTree {
  const first = raw.nodes.findIndex(({ under }) => under === null);
  const head = raw.nodes[first];
  if (first !== 0 || head === undefined || raw.nodes.some(({ under }, index) => under === null && index > 0))
    return raw;
  if (!raw.nodes.some(({ text, under }) => under === 0 && readBoneName(text) !== null)) return raw;
  const lower = (under: number | null): number | null => (under === null || under === 0 ? null : under - 1);
  return {
    ...raw,
    effect: head.text,
    nodes: raw.nodes.slice(1).map((node) => ({ ...node, under: lower(node.under) })),
  };
}

const peopleFault = ({ text, under, line }: RawNode): readonly ImportNote[] =>
  under === null && isPeopleBone(text)
    ? [
        {
          line,
          message: 'There is no bone for people. Ask what made it possible, and put it on the bone that says it.',
        },
      ]
    : [];

const lengthFault = ({ text, line }: RawNode): readonly ImportNote[] =>
  text.length > longestText
    ? [
        {
          line,
          message: `This cause has ${count(text.length)} characters; one takes at most ${count(longestText)}. Shorten it, or attach the rest as evidence.`,
        },
      ]
    : [];

const depthFault = (line: number | null): ImportNote => ({
  line,
  message: `From here it goes more than ${deepestLevel} levels deep. Take what lies deeper out into a list of its own.`,
});

const tooManyText = (found: number): string =>
  `There are ${count(found)} causes in this text; a paste takes at most ${count(mostPasted)}. Nothing was taken; paste it in parts.`;

const lineText = (line: number | null): string => (line === null ? '' : `, in line ${line}`);

const count = (value: number): string => value.toLocaleString('en-US');
