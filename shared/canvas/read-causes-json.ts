import { err, ok, type Result } from '../lib/result.ts';
import type { DrawnBone, DrawnCause, DrawnGraph } from './drawn-graph.ts';

export type CausesFault = {
  /** Where: `categories[1].causes[0].text`; empty for the whole. */
  readonly path: string;
  readonly message: string;
};

export const mostTexts = 20_000;
export const deepestCause = 200;

type Growing = DrawnCause & { readonly children: Growing[] };
type Waiting = {
  readonly value: unknown;
  readonly path: string;
  readonly id: string;
  readonly depth: number;
  readonly into: Growing[];
};

/**
 * Reads `{effect, categories: [{name, causes: [{text, causes: [...]}]}]}` as a graph to draw. Ids tell the places,
 * counted from 1: a bone is `2`, its third cause `2.3`, and what lies below that one `2.3.1`. `causes` may be left out
 * where there are none; whatever else stands in an object is passed over.
 */
export function readCausesJson(value: unknown): Result<DrawnGraph, CausesFault> {
  if (!isObject(value)) return err({ path: '', message: 'An object with an effect and its categories is missing.' });
  const effect = readText(value['effect'], 'effect');
  if (!effect.ok) return effect;
  const categories = value['categories'];
  if (!Array.isArray(categories)) return err({ path: 'categories', message: 'A list is missing.' });
  const bones: DrawnBone[] = [];
  let texts = 1;
  for (const [index, category] of categories.entries()) {
    const read = readBone(category, index, mostTexts - texts);
    if (!read.ok) return read;
    bones.push(read.value.bone);
    texts += read.value.texts;
  }
  return ok({ effect: { text: effect.value, small: '' }, bones });
}

/** One category with all that hangs on it, and how many texts that is; `room` is how many there may be. */
function readBone(
  category: unknown,
  index: number,
  room: number,
): Result<{ readonly bone: DrawnBone; readonly texts: number }, CausesFault> {
  const path = `categories[${index}]`;
  if (!isObject(category)) return err({ path, message: 'An object with a name and its causes is missing.' });
  const name = readText(category['name'], `${path}.name`);
  if (!name.ok) return name;
  const id = String(index + 1);
  const causes: Growing[] = [];
  let texts = 1;
  const first = listBelow(category, { path, id, depth: 1, into: causes });
  if (!first.ok) return first;
  const waiting = [...first.value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const read = readCause(next);
    if (!read.ok) return read;
    next.into.push(read.value.cause);
    texts++;
    if (texts > room)
      return err({
        path: next.path,
        message: `There are more than ${mostTexts.toLocaleString('en')} texts. Draw parts.`,
      });
    for (const each of read.value.below) waiting.push(each);
  }
  return texts > room
    ? err({ path, message: `There are more than ${mostTexts.toLocaleString('en')} texts. Draw parts.` })
    : ok({ bone: { id, title: name.value, causes }, texts });
}

type ReadCause = { readonly cause: Growing; readonly below: readonly Waiting[] };

function readCause({ value, path, id, depth }: Waiting): Result<ReadCause, CausesFault> {
  if (depth > deepestCause) return err({ path, message: `Causes lie deeper than ${deepestCause} levels. Draw parts.` });
  if (!isObject(value)) return err({ path, message: 'An object with a text and its causes is missing.' });
  const text = readText(value['text'], `${path}.text`);
  if (!text.ok) return text;
  const children: Growing[] = [];
  const below = listBelow(value, { path, id, depth: depth + 1, into: children });
  if (!below.ok) return below;
  const cause: Growing = {
    id,
    text: text.value,
    state: 'hypothesis',
    small: '',
    kind: 'cause',
    gate: 'none',
    links: [],
    children,
  };
  return ok({ cause, below: below.value });
}

/** What lies below an object, last first, as it is taken from the end. */
function listBelow(
  value: Readonly<Record<string, unknown>>,
  { path, id, depth, into }: Omit<Waiting, 'value'>,
): Result<readonly Waiting[], CausesFault> {
  const list = value['causes'] ?? [];
  if (!Array.isArray(list)) return err({ path: `${path}.causes`, message: 'This is no list.' });
  const below = list.map((each: unknown, index) => ({
    value: each,
    path: `${path}.causes[${index}]`,
    id: `${id}.${index + 1}`,
    depth,
    into,
  }));
  return ok(below.toReversed());
}

function readText(value: unknown, path: string): Result<string, CausesFault> {
  if (typeof value !== 'string') return err({ path, message: 'A text is missing.' });
  return value.trim() === '' ? err({ path, message: 'The text is empty.' }) : ok(value);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
