import type { Condition, TriggerRule } from './policy.ts';
import type { PolicyFault, PolicyPath } from './policy-fault.ts';

type Kind = 'text' | 'number' | 'yes or no';
type Asked = {
  readonly field: string;
  readonly kinds: ReadonlySet<Kind>;
  readonly rule: string;
  readonly path: PolicyPath;
};

/**
 * Fields that no event could answer: a name with an empty part, one that is asked as text here and as a number there, and
 * one that is a value here and holds fields there. Every event would be an error by them.
 */
export function checkFields(triggers: readonly TriggerRule[]): readonly PolicyFault[] {
  const asked = triggers.flatMap(({ id, when }, rule) =>
    when.map((condition, at): Asked => ({
      field: condition.field,
      kinds: kindsOf(condition),
      rule: id,
      path: ['triggers', rule, 'when', at, 'field'],
    })),
  );
  const first = new Map<string, Asked>();
  const faults: PolicyFault[] = [];
  for (const each of asked) {
    if (!/^[^.\s]+(?:\.[^.\s]+)*$/.test(each.field))
      faults.push({
        path: each.path,
        message: `"${each.field}" is no name of a field.`,
        mend: 'Write names joined by single dots, without spaces: impact.incidents.',
      });
    const before = first.get(each.field);
    if (before === undefined) {
      first.set(each.field, each);
      continue;
    }
    const both = new Set([...before.kinds].filter((kind) => each.kinds.has(kind)));
    if (both.size === 0)
      faults.push({
        path: each.path,
        message: `${each.field} is asked as ${words(before.kinds)} by ${before.rule} and as ${words(each.kinds)} by ${each.rule}; no event can answer both.`,
        mend: `Ask for ${each.field} in one way, or name another field.`,
      });
    else first.set(each.field, { ...before, kinds: both });
  }
  return [...faults, ...nested(first)];
}

function nested(asked: ReadonlyMap<string, Asked>): readonly PolicyFault[] {
  return [...asked.values()].flatMap(({ field, rule, path }) => {
    const parts = field.split('.');
    const outer = parts.slice(1).flatMap((_, at) => asked.get(parts.slice(0, at + 1).join('.')) ?? []);
    return outer.map((each) => ({
      path,
      message: `${rule} asks for ${field}, and ${each.rule} for ${each.field} as a value; no event can have both.`,
      mend: `Name the field inside ${each.field} that ${each.rule} means.`,
    }));
  });
}

function kindsOf(condition: Condition): ReadonlySet<Kind> {
  if ('is' in condition) return new Set([condition.is].flat().map(kindOf));
  if ('isNot' in condition) return new Set([condition.isNot].flat().map(kindOf));
  return new Set(['number']);
}

const kindOf = (value: string | number | boolean): Kind =>
  typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'yes or no';

const words = (kinds: ReadonlySet<Kind>): string => [...kinds].join(' or ');
