import type { HappenedEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import type { Cause, CauseState, HeldIdea } from './cause.ts';
import { descendants } from './cause-graph.ts';

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
    case 'causes.triaged.v1':
      return { ...review, triage: { ...review.triage, answers: event.body } };
    case 'canvas.opened.v1': {
      const opened = [...review.triage.opened, { ...event.body, at: event.at }];
      return { ...review, triage: { ...review.triage, canvas: event.body.canvas, opened } };
    }
    case 'effect.worded.v1':
      return { ...review, effect: event.body };
    case 'cause.added.v1': {
      const { before = null, ...said } = event.body;
      const cause: Cause = { ...fresh, ...said };
      const index = before === null ? -1 : review.causes.findIndex((each) => each.id === before);
      const causes = review.causes.toSpliced(index === -1 ? review.causes.length : index, 0, cause);
      if (cause.origin.kind !== 'idea') return { ...review, causes };
      return withIdeas({ ...review, causes }, (idea) =>
        idea.id === cause.origin.id ? { ...idea, fate: { kind: 'cause', cause: cause.id } } : idea,
      );
    }
    case 'causes.pasted.v1': {
      const { author, causes } = event.body;
      const pasted = causes.map((said): Cause => ({ ...fresh, ...said, author }));
      return { ...review, causes: [...review.causes, ...pasted] };
    }
    case 'cause.reworded.v1':
      return withCause(review, event.body.cause, (cause) => ({ ...cause, text: event.body.text }));
    case 'cause.moved.v1':
      return { ...review, causes: move(review.causes, event.body) };
    case 'cause.linked.v1':
      return withCause(review, event.body.cause, (cause) => ({ ...cause, links: [...cause.links, event.body.to] }));
    case 'cause.unlinked.v1':
      return withCause(review, event.body.cause, (cause) => ({
        ...cause,
        links: cause.links.filter((to) => to !== event.body.to),
      }));
    case 'cause.gated.v1':
      return withCause(review, event.body.cause, (cause) => ({ ...cause, gate: event.body.gate }));
    case 'cause.marked.v1':
      return withCause(review, event.body.cause, (cause) => ({ ...cause, kind: event.body.kind }));
    case 'cause.classified.v1': {
      const { cause: id, ...classification } = event.body;
      return withCause(review, id, (cause) => ({ ...cause, classification }));
    }
    case 'cause.scoped.v1': {
      const { cause: id, scope: is, seen, reason } = event.body;
      return withCause(review, id, (cause) => ({ ...cause, scope: { is, seen, reason } }));
    }
    case 'cause.supported.v1':
      return withState(review, event.body.cause, { name: 'supported' });
    case 'cause.validated.v1':
      return withState(review, event.body.cause, { name: 'validated', checks: event.body.checks });
    case 'cause.rejected.v1':
      return withState(review, event.body.cause, { name: 'rejected', reason: event.body.reason });
    case 'cause.stopped.v1': {
      const { cause: id, why, reason } = event.body;
      return withState(review, id, { name: 'stopped', why, reason });
    }
    case 'cause.reopened.v1':
      return withState(review, event.body.cause, { name: 'hypothesis' });
    case 'cause.removed.v1': {
      const { cause: gone } = event.body;
      const left = review.causes.flatMap((cause) =>
        cause.id === gone
          ? []
          : [cause.links.includes(gone) ? { ...cause, links: cause.links.filter((to) => to !== gone) } : cause],
      );
      return withIdeas({ ...review, causes: left }, (idea) =>
        idea.fate.kind === 'cause' && idea.fate.cause === gone ? { ...idea, fate: { kind: 'open' } } : idea,
      );
    }
    case 'board.raised.v1':
      return { ...review, boardMatters: [...review.boardMatters, event.body] };
    case 'board.declined.v1':
      return { ...review, boardMatters: [...review.boardMatters, { ...event.body, topic: null }] };
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

/** A cause as nobody judged it yet. */
const fresh = {
  kind: 'cause' as const,
  gate: 'none' as const,
  links: [],
  classification: null,
  scope: null,
  evidence: [],
  state: { name: 'hypothesis' as const },
  origin: { kind: 'said' as const, id: null },
};

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
