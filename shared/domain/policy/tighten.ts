import { err, ok, type Result } from '../../lib/result.ts';
import type { Direction } from './overlay-directions.ts';
import type { PolicyPath } from './policy-fault.ts';

/** What an overlay's value comes to on top of its base's, or what it would relax, at a path below the value's own. */
export type Tightened = Result<unknown, { readonly path: PolicyPath; readonly message: string; readonly mend: string }>;

export type TightenContext = { readonly stricterTemplates: Readonly<Record<string, readonly string[]>> };

const no = (message: string, mend: string, ...path: PolicyPath): Tightened => err({ path, message, mend });

/** Sets one field of an overlay on top of the base's. Both have the shape of the policy already. */
export function tighten(direction: Direction, base: unknown, given: unknown, context: TightenContext): Tightened {
  if (same(base, given)) return ok(base);
  switch (direction) {
    case 'up':
    case 'down':
    case 'earlier':
    case 'later':
      return compared(direction, base, given);
    case 'ceiling':
      if (given !== null && (base === null || Number(given) < Number(base))) return ok(given);
      return no(
        given === null ? `It would take the base's ceiling of ${show(base)} away.` : `The base allows ${show(base)}.`,
        `At most ${show(base)}, or leave it out.`,
      );
    case 'only-no':
      return given === false ? ok(false) : no('The base says no.', 'Leave it out.');
    case 'superset':
      return superset(base, given);
    case 'subset':
      return subset(base, given);
    case 'added':
      return added(base, given);
    case 'template':
      return typeof base === 'string' && (context.stricterTemplates[base] ?? []).includes(String(given))
        ? ok(given)
        : no(
            `The template ${show(given)} is not known to ask for all that ${show(base)} does.`,
            `Leave it out, or name one that does: ${(context.stricterTemplates[String(base)] ?? []).join(', ') || 'there is none'}.`,
          );
    case 'meets':
      return given === null
        ? ok(null)
        : no('The base has this tier meet; a form that closes by itself asks less.', 'Leave it out.');
    case 'sprint':
      return sprint(base, given);
    case 'ladder':
      return ladder(base, given);
    case 'fixed':
      return no(`The base has ${show(base)}, and an overlay leaves that as it is.`, 'Leave it out.');
  }
}

function compared(direction: 'up' | 'down' | 'earlier' | 'later', base: unknown, given: unknown): Tightened {
  const isNumber = typeof base === 'number' && typeof given === 'number';
  const isText = typeof base === 'string' && typeof given === 'string';
  if (!isNumber && !isText) return no(`The base has ${show(base)}.`, 'Leave it out.');
  const isMore = given > base;
  const wantsMore = direction === 'up' || direction === 'later';
  if (isMore === wantsMore) return ok(given);
  const bound = { up: 'at least', down: 'at most', earlier: 'no later than', later: 'no earlier than' }[direction];
  return no(
    `The base has ${show(base)}; ${show(given)} would relax it.`,
    `Write ${bound} ${show(base)}, or leave it out.`,
  );
}

function superset(base: unknown, given: unknown): Tightened {
  const [had, has] = [listOf(base), listOf(given)];
  const gone = had.filter((each) => !has.includes(each));
  if (gone.length === 0) return ok([...had, ...has.filter((each) => !had.includes(each))]);
  return no(
    `It would take ${gone.map(show).join(', ')} away.`,
    `This list states the whole: ${[...new Set([...had, ...has])].map(show).join(', ')}.`,
  );
}

function subset(base: unknown, given: unknown): Tightened {
  const [had, has] = [listOf(base), listOf(given)];
  const more = has.findIndex((each) => !had.includes(each));
  if (more < 0) return ok(had.filter((each) => has.includes(each)));
  return no(
    `The base has no ${show(has[more])} here; adding it would relax the base.`,
    had.length === 0 ? 'Leave it out.' : `Only of these: ${had.map(show).join(', ')}.`,
    more,
  );
}

/** Entries with an id are added under one of their own; others may repeat what is there already. */
function added(base: unknown, given: unknown): Tightened {
  const [had, has] = [listOf(base), listOf(given)];
  const taken = new Set(had.flatMap((each) => idOf(each) ?? []));
  const twice = has.findIndex((each) => taken.has(idOf(each) ?? ''));
  if (twice >= 0)
    return no(
      `The base has "${idOf(has[twice])}" already, and what it has stays as it is.`,
      'Add yours under another id.',
      twice,
      'id',
    );
  return ok([...had, ...has.filter((each) => idOf(each) !== undefined || !had.some((other) => same(other, each)))]);
}

function sprint(base: unknown, given: unknown): Tightened {
  if (base === null) return ok(given);
  if (given === null) return no("It would take the base's sprint calendar away.", 'Leave it out.');
  for (const key of ['start', 'days'])
    if (!same(field(base, key), field(given, key)))
      return no(`The base has ${show(field(base, key))}.`, `Write ${key}: ${show(field(base, key))}.`, key);
  const kept = superset(field(base, 'keepFree'), field(given, 'keepFree'));
  return kept.ok
    ? ok({ ...objectOf(base), keepFree: kept.value })
    : err({ ...kept.error, path: ['keepFree', ...kept.error.path] });
}

/** The base's rungs in their order, none with more time, and further ones after them. */
function ladder(base: unknown, given: unknown): Tightened {
  const next = field(given, 'next');
  if (base === undefined)
    return field(given, 'rungs') === undefined
      ? no('A new ladder has no rungs.', 'Write rungs: a list of {to, withinHours}.')
      : ok({ rungs: field(given, 'rungs'), next: next ?? null });
  const before = field(base, 'next');
  if (next !== undefined && next !== before && before !== null)
    return no(`The base goes on with ${show(before)}.`, 'Leave it out.', 'next');
  const had = listOf(field(base, 'rungs'));
  const has = listOf(field(given, 'rungs') ?? had);
  for (const [at, rung] of had.entries()) {
    const own = has[at];
    if (!same(field(own, 'to'), field(rung, 'to')))
      return no(
        `Rung ${at + 1} of the base asks ${show(field(rung, 'to'))}; it cannot be skipped or replaced.`,
        'Write the rungs of the base first, in their order, and yours after them.',
        'rungs',
        ...(own === undefined ? [] : [at, 'to']),
      );
    if (Number(field(own, 'withinHours')) > Number(field(rung, 'withinHours')))
      return no(
        `The base gives ${show(field(rung, 'to'))} ${show(field(rung, 'withinHours'))} hours.`,
        'Give at most as many.',
        'rungs',
        at,
        'withinHours',
      );
  }
  return ok({ rungs: has, next: next ?? before });
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;

/** An id or a phrase, by which an entry is the same whatever its capitals. */
function idOf(entry: unknown): string | undefined {
  const id = field(entry, 'id');
  return typeof id === 'string' ? id.toLowerCase() : undefined;
}

const show = (value: unknown): string => (typeof value === 'string' ? `"${value}"` : JSON.stringify(value));

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => same(field(a, key), field(b, key)));
}
