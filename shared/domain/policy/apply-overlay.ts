import { err, ok, type Result } from '../../lib/result.ts';
import { standardRecurrence } from '../cause/cause-rules.ts';
import { checkPolicy } from './check-policy.ts';
import { firstShutWindow } from './meeting-days.ts';
import { overlayTable, stricterTemplates, type Direction } from './overlay-directions.ts';
import type { Overlay } from './overlay.ts';
import { policySchema, type Policy } from './policy.ts';
import type { PolicyFault, PolicyPath } from './policy-fault.ts';
import { reviewTiers } from './tier-policy.ts';
import { tighten, type TightenContext } from './tighten.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * [M7.3] The base with an overlay on top, or every place of the overlay that would remove or relax something. An overlay
 * may add or tighten, by the one table in overlay-directions.ts; what the two come to together must be a sound policy
 * and leave every due window a day to meet on. The result keeps the base's id and version. Paths are the overlay's.
 */
export function applyOverlay(
  base: Policy,
  overlay: Overlay,
  context: TightenContext = { stricterTemplates },
): Result<Policy, readonly PolicyFault[]> {
  const { overlay: id, version: _, of, ...given } = overlay;
  const about = checkHead(base, id, of);
  const whole = given.recurrence === undefined ? base : { recurrence: standardRecurrence, ...base };
  const { value, faults } = merge(whole, given, [], context);
  if (about.length > 0 || faults.length > 0) return err([...about, ...faults]);
  const read = policySchema.safeParse(value);
  if (!read.success)
    return err(
      read.error.issues.map(({ path, message }) => ({
        path: ownPath(base, path.map(toPart)),
        message: `With the base together: ${message}.`,
        mend: 'Add less.',
      })),
    );
  const unsound = [...checkPolicy(read.data), ...shutWindows(base, read.data)];
  if (unsound.length > 0) return err(unsound.map((fault) => ({ ...fault, path: ownPath(base, fault.path) })));
  return ok(read.data);
}

function checkHead(base: Policy, id: string, of: string): readonly PolicyFault[] {
  const faults: PolicyFault[] = [];
  if (of !== base.policy)
    faults.push({
      path: ['of'],
      message: `It is an overlay of "${of}", and the base is "${base.policy}".`,
      mend: `Check it against "${base.policy}", then write of: ${base.policy}.`,
    });
  if (id === base.policy)
    faults.push({
      path: ['overlay'],
      message: `"${id}" is the base's own id.`,
      mend: 'Give the overlay one of its own.',
    });
  return faults;
}

/** Walks the overlay down to the fields that the table names. */
function merge(
  base: unknown,
  given: Fields,
  path: PolicyPath,
  context: TightenContext,
): { readonly value: unknown; readonly faults: readonly PolicyFault[] } {
  const merged = new Map<string, unknown>(isFields(base) ? Object.entries(base) : []);
  const faults: PolicyFault[] = [];
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const here = [...path, key];
    const before = merged.get(key);
    const direction = directionOf(here);
    // The one field that is a bound of its own or null: what is inside is judged by itself, where both have one.
    if (isFields(value) && (direction === undefined || (direction === 'meets' && isFields(before)))) {
      const inner = merge(before, value, here, context);
      merged.set(key, inner.value);
      faults.push(...inner.faults);
      continue;
    }
    const tightened: ReturnType<typeof tighten> =
      direction === undefined
        ? err({ path: [], message: 'An overlay has no say in this.', mend: 'Leave it out.' })
        : tighten(direction, before, value, context);
    if (tightened.ok) merged.set(key, tightened.value);
    else faults.push({ ...tightened.error, path: [...here, ...tightened.error.path] });
  }
  return { value: Object.fromEntries(merged), faults };
}

/** What the table says of a path; undefined for what only holds further fields. */
export function directionOf(path: PolicyPath): Direction | undefined {
  const found = Object.entries(overlayTable).find(([pattern]) => {
    const parts = pattern.split('.');
    return parts.length === path.length && parts.every((part, at) => part === '*' || part === path[at]);
  });
  return found?.[1];
}

/** A side door: days taken from the calendar so that no review could be held in time, which asks for none at all. */
function shutWindows(base: Policy, merged: Policy): readonly PolicyFault[] {
  for (const tier of reviewTiers) {
    const shut = firstShutWindow(merged.tiers[tier].timeline, merged.calendar, base.calendar);
    if (shut === null) continue;
    const isAdded = merged.calendar.blackouts.length > base.calendar.blackouts.length;
    return [
      {
        path: isAdded ? ['calendar', 'blackouts', base.calendar.blackouts.length] : ['calendar'],
        message: `It leaves a ${tier} review that is due from ${shut.from} to ${shut.to} no day to be held on.`,
        mend: 'Leave at least one working day in every due window.',
      },
    ];
  }
  return [];
}

/** Lists of added entries count from the base's last in what both come to, and from 0 in the overlay. */
function ownPath(base: Policy, path: PolicyPath): PolicyPath {
  const lists: readonly (readonly [PolicyPath, number])[] = [
    [['triggers'], base.triggers.length],
    [['taxonomy'], base.taxonomy.length],
    [['calendar', 'blackouts'], base.calendar.blackouts.length],
    [['wording', 'extraRoles'], base.wording.extraRoles.length],
  ];
  for (const [list, count] of lists) {
    const at = path[list.length];
    if (typeof at !== 'number' || !list.every((part, index) => part === path[index])) continue;
    return [...list, ...(at >= count ? [at - count] : []), ...path.slice(list.length + 1)];
  }
  return path;
}

const toPart = (part: PropertyKey): string | number => (typeof part === 'number' ? part : String(part));
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
