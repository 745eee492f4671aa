import type { ItemClock } from '../domain/agenda/agenda.ts';
import type { Review } from '../domain/review/review.ts';
import { factsInOrder } from './facts.ts';
import { causeSupportText } from './outline.ts';

/** What the room talks about now, as the console chose it. */
export type Chosen = { readonly claim: string | null; readonly cause: string | null };

/** The fact or cause on the table with how it stands; undefined in items that have none. */
export function onTheTable(
  review: Review,
  chosen: Chosen,
  item: ItemClock,
): { text: string; small: string } | undefined {
  if (item.kind === 'causes') {
    const cause = review.causes.find((each) => each.id === chosen.cause) ?? review.causes.at(-1);
    return cause && { text: cause.text, small: causeSupportText(cause) };
  }
  if (item.kind !== 'facts') return undefined;
  const facts = factsInOrder(review.claims);
  const fact = facts.find((each) => each.id === chosen.claim) ?? facts.at(-1);
  return fact && { text: fact.text, small: `fact ${facts.indexOf(fact) + 1} of ${facts.length}` };
}

/** What is parked when the room parks without more words: what is on the table, else the item itself. */
export function topicOf(review: Review, chosen: Chosen): string {
  const item = review.agenda.items.find((each) => each.id === review.agenda.current);
  if (item === undefined) return review.title;
  return onTheTable(review, chosen, item)?.text ?? `What was left of ${item.title}`;
}
