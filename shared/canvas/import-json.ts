import type { Result } from '../lib/result.ts';
import { boneTitles } from './bone-titles.ts';
import { cleanText } from './clean-text.ts';
import { faultAt, toImported, type Imported, type ImportFaults, type RawNode } from './imported-tree.ts';

type Entry = { readonly value: unknown; readonly under: number | null; readonly where: string };

/**
 * Reads `hotwash-causes/1`, and the shorter `{effect, categories: [{name, causes: [{text, causes}]}]}`; a cause may be a
 * bare text. States, evidence and links are not taken: what comes in is a hypothesis until this review shows more.
 */
export function importJson(text: string): Result<Imported, ImportFaults> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return faultAt(null, 'This begins as JSON but is not whole. Nothing was taken; copy all of it.');
  }
  const root = Array.isArray(parsed) ? { causes: parsed as unknown[] } : parsed;
  if (!isObject(root)) return faultAt(null, 'This JSON holds no causes. Nothing was taken.');
  const nodes: RawNode[] = [];
  const waiting = firstEntries(root).toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, under, where } = next;
    const words = isObject(value) ? nameOf(value) : value;
    if (typeof words !== 'string')
      return faultAt(null, `There is no text at ${where}. Nothing was taken; give each cause a "text".`);
    const clean = cleanText(words);
    if (clean === '')
      return faultAt(null, `The text at ${where} is empty. Nothing was taken; write it, or leave it out.`);
    const index = nodes.length;
    nodes.push({ text: clean, under, line: null });
    const below = isObject(value) ? value['causes'] : undefined;
    if (below !== undefined && !Array.isArray(below))
      return faultAt(null, `The "causes" at ${where} are not a list. Nothing was taken.`);
    for (const [at, each] of [...((below ?? []) as unknown[]).entries()].toReversed())
      waiting.push({ value: each, under: index, where: `${where}.causes[${at}]` });
  }
  const effect = typeof root['effect'] === 'string' ? cleanText(root['effect']) : '';
  return toImported({ effect: effect === '' ? null : effect, nodes, read: 'JSON', notes: [] });
}

function firstEntries(root: { readonly [key: string]: unknown }): readonly Entry[] {
  const key = ['bones', 'categories', 'causes'].find((each) => Array.isArray(root[each]));
  if (key === undefined) return [];
  const all = (root[key] as unknown[]).map((value, at) => ({ value, under: null, where: `${key}[${at}]` }));
  return key === 'causes' ? all : all.filter(({ value }) => !isObject(value) || hasCauses(value));
}

const hasCauses = ({ causes }: { readonly [key: string]: unknown }): boolean =>
  causes !== undefined && !(Array.isArray(causes) && causes.length === 0);

/** A bone is called by its id where that is one of the six, and by its name or title otherwise. */
function nameOf({ text, name, title, id }: { readonly [key: string]: unknown }): unknown {
  if (text !== undefined) return text;
  const bone = Object.entries(boneTitles).find(([category]) => category === id)?.[1];
  return bone ?? name ?? title;
}

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
