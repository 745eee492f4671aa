import { err, ok, type Result } from '../../lib/result.ts';
import type { Condition, Policy, TriggerRule } from './policy.ts';
import { triggerTiers, type TriggerTier } from './tier-policy.ts';

/** What a deployment event asks for: the strictest tier of the rules that matched, and all of those in their order. */
export type TriggerVerdict = {
  readonly tier: TriggerTier;
  readonly rules: readonly string[];
  readonly reasons: readonly string[];
};

/** A field that a rule names and that the event cannot answer; `rule` is the first one that names it. */
export type FieldFault = { readonly path: string; readonly message: string; readonly rule: string };

/** Why there is no verdict: `path` and `message` are those of the first field, `fields` has each. */
export type TriggerFault = {
  readonly path: string;
  readonly message: string;
  readonly fields: readonly FieldFault[];
};

type Scalar = string | number | boolean;
type Answer = Result<Scalar, string>;

/**
 * [M1.3] Evaluates the triggers of a policy on one event, which is any JSON object. The strictest tier of all rules that
 * match wins. Every field that any rule names is read first, whatever the other rules or conditions say: one that is
 * missing, null, an empty text, not a finite number, or of a type that its test cannot be made on is an error with its
 * path, never "none", even where another rule says `full` already.
 *
 * A path goes through an object's own fields and, by number, through lists: `impact.incidents`, `changes.0.kind`. Texts
 * are compared without regard to capitals and surrounding space; a text is never taken for a number.
 */
export function evaluateTrigger(
  { triggers }: Pick<Policy, 'triggers'>,
  event: unknown,
): Result<TriggerVerdict, TriggerFault> {
  if (!isObject(event)) {
    const only = { path: '', message: 'The event is not a JSON object of fields.', rule: '' };
    return err({ ...only, fields: [only] });
  }
  const faults = new Map<string, FieldFault>();
  const matched: TriggerRule[] = [];
  for (const rule of triggers) {
    const answers = rule.when.map((condition) => {
      const holds = test(condition, read(event, condition.field));
      if (!holds.ok && !faults.has(condition.field))
        faults.set(condition.field, {
          path: condition.field,
          message: `${condition.field} ${holds.error}, and rule ${rule.id} asks for it.`,
          rule: rule.id,
        });
      return holds.ok && holds.value;
    });
    if (answers.every(Boolean)) matched.push(rule);
  }
  const fields = [...faults.values()];
  const [first] = fields;
  if (first !== undefined) return err({ path: first.path, message: messageOf(first, fields.length), fields });
  return ok({
    tier: strictest(matched),
    rules: matched.map(({ id }) => id),
    reasons: matched.map(({ because }) => because),
  });
}

/** The fields that a rule set names, in the order in which it first does. */
export const fieldsNamed = ({ triggers }: Pick<Policy, 'triggers'>): readonly string[] => [
  ...new Set(triggers.flatMap(({ when }) => when.map(({ field }) => field))),
];

const strictest = (rules: readonly TriggerRule[]): TriggerTier =>
  triggerTiers.findLast((tier) => rules.some((rule) => rule.tier === tier)) ?? 'none';

const messageOf = ({ message }: FieldFault, count: number): string =>
  count === 1
    ? message
    : `${message} ${count - 1} more ${count === 2 ? 'field is' : 'fields are'} missing or unusable.`;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function read(event: Readonly<Record<string, unknown>>, path: string): unknown {
  let value: unknown = event;
  for (const name of path.split('.')) {
    if (Array.isArray(value)) value = /^(0|[1-9]\d*)$/.test(name) ? value[Number(name)] : undefined;
    else if (isObject(value) && Object.hasOwn(value, name)) value = value[name];
    else return undefined;
  }
  return value;
}

function test(condition: Condition, value: unknown): Result<boolean, string> {
  if ('is' in condition) return equalsAny(condition.is, value);
  if ('isNot' in condition) {
    const same = equalsAny(condition.isNot, value);
    return same.ok ? ok(!same.value) : same;
  }
  const given = scalarOf(value);
  if (!given.ok) return given;
  const number = given.value;
  if (typeof number !== 'number') return err(`is ${shown(number)}, which is no number`);
  if ('above' in condition) return ok(number > condition.above);
  if ('atLeast' in condition) return ok(number >= condition.atLeast);
  if ('below' in condition) return ok(number < condition.below);
  return ok(number <= condition.atMost);
}

function equalsAny(wanted: Scalar | readonly Scalar[], value: unknown): Result<boolean, string> {
  const list = typeof wanted === 'object' ? wanted : [wanted];
  const given = scalarOf(value);
  if (!given.ok) return given;
  const comparable = list.filter((each) => typeof each === typeof given.value);
  if (comparable.length === 0)
    return err(`is ${shown(given.value)}, which cannot be compared with ${shown(list[0] ?? '')}`);
  return ok(comparable.some((each) => plain(each) === plain(given.value)));
}

function scalarOf(value: unknown): Answer {
  if (value === undefined) return err('is missing');
  if (value === null) return err('is null');
  if (typeof value === 'string') return value.trim() === '' ? err('is an empty text') : ok(value);
  if (typeof value === 'number') return Number.isFinite(value) ? ok(value) : err('is not a finite number');
  if (typeof value === 'boolean') return ok(value);
  return err(Array.isArray(value) ? 'is a list' : 'is an object');
}

/** Composed and decomposed accents are one text: who types a rule and what sends an event need not agree on them. */
const plain = (value: Scalar): Scalar =>
  typeof value === 'string' ? value.normalize('NFC').trim().toLowerCase() : value;

const shown = (value: Scalar): string => JSON.stringify(typeof value === 'string' ? value.slice(0, 60) : value);
