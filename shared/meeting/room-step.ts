import type { Review } from '../domain/review/review.ts';
import { factsInOrder } from './facts.ts';
import type { Chosen } from './on-the-table.ts';
import { outlineRows } from './outline.ts';

/** Where a clicker's step leads: another thing on the screen, else to another item of the agenda, else nowhere. */
export type RoomStep =
  | { readonly kind: 'show'; readonly chosen: Partial<Chosen> }
  | { readonly kind: 'next-item' }
  | { readonly kind: 'back-to'; readonly item: string }
  | { readonly kind: 'stay' };

const unfolded: ReadonlySet<string> = new Set();

/** One step on or back through facts and causes as the room sees them; past their end it is the agenda's. */
export function roomStep(review: Review, chosen: Chosen, by: 1 | -1): RoomStep {
  const { items, current } = review.agenda;
  const index = items.findIndex((item) => item.id === current);
  const item = items[index];
  if (item === undefined) return { kind: 'stay' };
  if (item.kind === 'facts') {
    const facts = factsInOrder(review.claims).map((fact) => fact.id);
    const next = stepIn(facts, chosen.claim, by);
    if (next !== undefined) return { kind: 'show', chosen: { claim: next } };
  }
  if (item.kind === 'causes') {
    const causes = outlineRows(review.causes, unfolded).map((row) => row.cause.id);
    const next = stepIn(causes, chosen.cause, by);
    if (next !== undefined) return { kind: 'show', chosen: { cause: next } };
  }
  const other = items[index + by];
  if (other === undefined) return { kind: 'stay' };
  return by === 1 ? { kind: 'next-item' } : { kind: 'back-to', item: other.id };
}

/** The neighbour in a list; with nothing chosen the last one is shown, so that is where a step begins. */
function stepIn(ids: readonly string[], chosen: string | null, by: 1 | -1): string | undefined {
  const known = chosen === null ? -1 : ids.indexOf(chosen);
  return ids[(known === -1 ? ids.length - 1 : known) + by];
}
