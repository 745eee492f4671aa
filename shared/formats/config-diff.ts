import type { ConfigChange } from '../domain/cause/config-change.ts';
import type { ConfigKeys } from './config-keys.ts';

/** Every setting that differs between two configurations, in the order of the keys' code units. */
export function configDiff(before: ConfigKeys, after: ConfigKeys): readonly ConfigChange[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return keys.flatMap((key) => {
    const change = { key, before: before.get(key) ?? null, after: after.get(key) ?? null };
    return change.before === change.after ? [] : [change];
  });
}
