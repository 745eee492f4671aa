import type { HappenedEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import type { Cause, CauseState, HeldIdea } from './cause.ts';

/** Folds one event into the causes and the held ideas. Order in the list is the order among siblings. */
export function evolveCauses(review: Review, event: HappenedEvent): Review {
  switch (event.type) {
    case 'idea.held.v1': {
      const idea: HeldIdea = { ...event.body, heldAt: event.at, fate: { kind: 'sealed' } };
      return { ...review, ideas: [...review.ideas, idea] };
    }
    case 'ideas.opened.v1':
      return withIdeas(review, (idea) => (idea.fate.kind === 'sealed' ? { ...idea, fate: { kind: 'open' } } : idea));
    case 'idea.dismissed.v1':
      return withIdeas(review, (idea) =>
        idea.id === event.body.idea ? { ...idea, fate: { kind: 'dismissed', reason: event.body.reason } } : idea,
      );
    case 'cause.added.v1': {
      const cause: Cause = { ...event.body, state: { name: 'hypothesis' } };
      const added = { ...review, causes: [...review.causes, cause] };
      if (cause.origin.kind !== 'idea') return added;
      return withIdeas(added, (idea) =>
        idea.id === cause.origin.id ? { ...idea, fate: { kind: 'cause', cause: cause.id } } : idea,
      );
    }
    case 'cause.reworded.v1':
      return withCause(review, event.body.cause, (cause) => ({ ...cause, text: event.body.text }));
    case 'cause.moved.v1':
      return { ...review, causes: move(review.causes, event.body) };
    case 'cause.supported.v1':
      return withState(review, event.body.cause, { name: 'supported' });
    case 'cause.rejected.v1':
      return withState(review, event.body.cause, { name: 'rejected', reason: event.body.reason });
    case 'cause.reopened.v1':
      return withState(review, event.body.cause, { name: 'hypothesis' });
    case 'cause.removed.v1': {
      const kept = { ...review, causes: review.causes.filter((cause) => cause.id !== event.body.cause) };
      return withIdeas(kept, (idea) =>
        idea.fate.kind === 'cause' && idea.fate.cause === event.body.cause ? { ...idea, fate: { kind: 'open' } } : idea,
      );
    }
    case 'evidence.attached.v1': {
      const { target, evidence } = event.body;
      if (target.kind !== 'cause') return review;
      return withCause(review, target.id, (cause) => ({ ...cause, evidence: [...cause.evidence, evidence] }));
    }
    case 'evidence.detached.v1': {
      const { target, evidence } = event.body;
      if (target.kind !== 'cause') return review;
      return withCause(review, target.id, (cause) => ({
        ...cause,
        evidence: cause.evidence.filter((piece) => piece.id !== evidence),
      }));
    }
    default:
      return review;
  }
}

type Move = {
  readonly cause: string;
  readonly parent: string | null;
  readonly category: Cause['category'];
  readonly before: string | null;
};

function move(causes: readonly Cause[], { cause: id, parent, category, before }: Move): readonly Cause[] {
  const moved = causes.find((cause) => cause.id === id);
  if (moved === undefined) return causes;
  const below = descendants(causes, id);
  const rest = causes.flatMap((cause) =>
    cause.id === id ? [] : [below.has(cause.id) ? { ...cause, category } : cause],
  );
  const index = before === null ? rest.length : rest.findIndex((cause) => cause.id === before);
  return rest.toSpliced(index === -1 ? rest.length : index, 0, { ...moved, parent, category });
}

/** Ids of all causes below this one. */
export function descendants(causes: readonly Cause[], id: string): ReadonlySet<string> {
  const below = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const cause of causes) {
      if (cause.parent !== next || below.has(cause.id)) continue;
      below.add(cause.id);
      open.push(cause.id);
    }
  }
  return below;
}

const withCause = (review: Review, id: string, change: (cause: Cause) => Cause): Review => ({
  ...review,
  causes: review.causes.map((cause) => (cause.id === id ? change(cause) : cause)),
});

const withState = (review: Review, id: string, state: CauseState): Review =>
  withCause(review, id, (cause) => ({ ...cause, state }));

const withIdeas = (review: Review, change: (idea: HeldIdea) => HeldIdea): Review => ({
  ...review,
  ideas: review.ideas.map(change),
});
