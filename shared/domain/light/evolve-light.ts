import { newAgenda } from '../agenda/evolve-agenda.ts';
import type { HappenedEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';

/** Folds what happens in the light tier. A promoted review is a draft again; what was filed stays with it. */
export function evolveLight(review: Review, event: HappenedEvent): Review {
  const { light } = review;
  switch (event.type) {
    case 'light.filed.v1':
      return { ...review, light: { ...light, filed: { ...event.body, at: event.at } } };
    case 'light.dissented.v1':
      return { ...review, light: { ...light, dissents: [...light.dissents, { ...event.body, at: event.at }] } };
    case 'light.dissent-withdrawn.v1':
      return { ...review, light: { ...light, dissents: light.dissents.filter(({ by }) => by !== event.body.by) } };
    case 'light.closed-itself.v1':
      return { ...review, light: { ...light, closedItself: event.body } };
    case 'review.promoted.v1': {
      const { to, reasons, governance, agenda, requiredRoles } = event.body;
      return {
        ...review,
        tier: to,
        phase: 'draft',
        governance,
        requiredRoles,
        agenda: newAgenda(agenda),
        package: null,
        light: { ...light, promoted: { reasons, at: event.at, actor: event.actor } },
      };
    }
    default:
      return review;
  }
}
