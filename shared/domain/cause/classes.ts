import type { Locator } from '../claim/claim.ts';
import type { CauseClass } from '../policy/policy.ts';
import type { Cause } from './cause.ts';

/** The class of what fits no other; every taxonomy has it, and it asks for words (M4.2). */
export const otherClass = 'other';

/** How a class is called in this taxonomy; its id where it is no longer there. */
export const classTitle = (taxonomy: readonly CauseClass[], id: string): string =>
  taxonomy.find((each) => each.id === id)?.title ?? id;

/**
 * What a validated cause of a class rests on (M4.4): of each list at least one piece of one of its kinds. Empty where the
 * class asks for nothing in particular; then any piece that carries the cause will do.
 */
export const needsOf = (taxonomy: readonly CauseClass[], id: string | null): readonly (readonly Locator['type'][])[] =>
  taxonomy.find((each) => each.id === id)?.needs ?? [];

/** The part of the system that a classed cause is about: the service of its review where nobody named another. */
export const componentOf = (classification: Cause['classification'], service: string): string =>
  classification?.component ?? service;

/** `Configuration drift in checkout, db.pool.max`. */
export function classText(cause: Pick<Cause, 'classification'>, taxonomy: readonly CauseClass[]): string | null {
  const { classification } = cause;
  if (classification === null) return null;
  const { class: id, text, component, key } = classification;
  const name = id === otherClass && text !== null ? `${classTitle(taxonomy, id)}: ${text}` : classTitle(taxonomy, id);
  return [component === null ? name : `${name} in ${component}`, ...(key === null ? [] : [key])].join(', ');
}
