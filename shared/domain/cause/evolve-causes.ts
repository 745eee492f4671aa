import type { HappenedEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import type { Cause, CauseState, Classification, HeldIdea } from './cause.ts';
import { descendants } from './cause-graph.ts';
import { findCause, handOn } from './cause-index.ts';
import { isAgainstVerdict, type Triage, type TriageAnswers } from './triage.ts';

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
      return { ...review, triage: answered(review, event.body) };
    case 'canvas.opened.v1': {
      const opened = [...review.triage.opened, { ...event.body, at: event.at }];
      return { ...review, triage: { ...review.triage, canvas: event.body.canvas, opened } };
    }
    case 'effect.worded.v1':
      return { ...review, effect: event.body };
    case 'cause.added.v1': {
      const { before = null, ...said } = event.body;
      const cause: Cause = { ...fresh, ...said };
      const causes = handOn(review.causes, placed(review.causes, cause, before), [cause]);
      if (cause.origin.kind !== 'idea') return { ...review, causes };
      return withIdeas({ ...review, causes }, (idea) =>
        idea.id === cause.origin.id ? { ...idea, fate: { kind: 'cause', cause: cause.id } } : idea,
      );
    }
    case 'causes.pasted.v1': {
      const { author, causes } = event.body;
      const pasted = causes.map((said): Cause => ({ ...fresh, ...said, author }));
      return { ...review, causes: handOn(review.causes, [...review.causes, ...pasted], pasted) };
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
      return withCause(review, id, (cause) => ({ ...cause, classification, scope: scopeAfter(cause, classification) }));
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
      const left = review.causes.filter((cause) => cause.id !== gone);
      return withIdeas({ ...review, causes: handOn(review.causes, left, [], gone) }, (idea) =>
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

/** [M4.3] What was counted in one class and component says nothing of another. */
const scopeAfter = ({ classification: was, scope }: Cause, now: Classification): Cause['scope'] =>
  was?.class === now.class && was.component === now.component ? scope : null;

/** [M4.1] Other answers put away a canvas that they speak against and that nobody gave a reason for. */
function answered({ triage, governance }: Review, answers: TriageAnswers): Triage {
  const next = { ...triage, answers };
  const stays = governance.causes === undefined || next.canvas === null || !isAgainstVerdict(next, next.canvas);
  return stays ? next : { ...next, canvas: null };
}

type Move = {
  readonly cause: string;
  readonly parent: string | null;
  readonly category: Cause['category'];
  readonly before: string | null;
};

function move(causes: readonly Cause[], { cause: id, parent, category, before }: Move): readonly Cause[] {
  const found = findCause(causes, id);
  if (found === undefined) return causes;
  const moved = { ...found, parent, category };
  const rest = causes.toSpliced(causes.indexOf(found), 1);
  if (found.category === category) return handOn(causes, placed(rest, moved, before), [moved]);
  const below = descendants(causes, id);
  const turned: Cause[] = [];
  const follow = (cause: Cause): Cause => {
    if (!below.has(cause.id)) return cause;
    const on = { ...cause, category };
    turned.push(on);
    return on;
  };
  return handOn(causes, placed(below.size === 0 ? rest : rest.map(follow), moved, before), [moved, ...turned]);
}

/** A list with one more cause, before another one or last. */
function placed(causes: readonly Cause[], cause: Cause, before: string | null): readonly Cause[] {
  const index = before === null ? -1 : causes.findIndex((each) => each.id === before);
  return causes.toSpliced(index === -1 ? causes.length : index, 0, cause);
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

function withCause(review: Review, id: string, change: (cause: Cause) => Cause): Review {
  const { causes } = review;
  const cause = findCause(causes, id);
  if (cause === undefined) return review;
  const changed = change(cause);
  return { ...review, causes: handOn(causes, causes.with(causes.indexOf(cause), changed), [changed]) };
}

const withState = (review: Review, id: string, state: CauseState): Review =>
  withCause(review, id, (cause) => ({ ...cause, state }));

const withIdeas = (review: Review, change: (idea: HeldIdea) => HeldIdea): Review => ({
  ...review,
  ideas: review.ideas.map(change),
});
