import type { Policy } from './policy.ts';

/** One thing that reads otherwise. `path` is for people: rules and classes are named by their id, not by their place. */
export type PolicyDifference = { readonly path: string; readonly before: string | null; readonly after: string | null };

/** What differs between two policies, in the order of a policy's fields; null stands for what is not there at all. */
export const policyDifferences = (before: Policy, after: Policy): readonly PolicyDifference[] =>
  differ(before, after, '');

function differ(before: unknown, after: unknown, path: string): readonly PolicyDifference[] {
  if (isEntries(before) && isEntries(after)) {
    const [old, now] = [byId(before), byId(after)];
    return [...new Set([...old.keys(), ...now.keys()])].flatMap((id) =>
      differ(old.get(id), now.get(id), `${path} ${id}`),
    );
  }
  if (isFields(before) && isFields(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => differ(before[key], after[key], path === '' ? key : `${path}.${key}`));
  }
  const [was, is] = [told(before), told(after)];
  return was === is ? [] : [{ path, before: was, after: is }];
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Entry = { readonly id: string };
const isEntries = (value: unknown): value is readonly Entry[] =>
  Array.isArray(value) && value.every((each) => isFields(each) && typeof each['id'] === 'string');

const byId = (list: readonly Entry[]): ReadonlyMap<string, Entry> => new Map(list.map((each) => [each.id, each]));

/** A value in one line: `heads 3`, `field impact.incidents, atLeast 1; field result, isNot success`. */
function told(value: unknown): string | null {
  if (value === undefined) return null;
  if (value === null) return 'none';
  if (Array.isArray(value))
    return value.length === 0 ? 'nothing' : value.map(told).join(value.some(isFields) ? '; ' : ', ');
  if (!isFields(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  return Object.entries(value)
    .map(([key, inner]) => `${key} ${told(inner) ?? ''}`)
    .join(', ');
}
