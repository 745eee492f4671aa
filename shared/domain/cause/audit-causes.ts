import { claimSupport, type Evidence } from '../claim/claim.ts';
import { openRound } from '../packet/round.ts';
import { inPhase, type Breach } from '../review/breach.ts';
import type { HappenedEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import { auditCauseStates } from './audit-cause-states.ts';
import { mostCauses, mostLevels, type Cause } from './cause.ts';
import { leadsTo, levelOf, levelsBelow } from './cause-graph.ts';
import { findCause } from './cause-index.ts';
import { waitsForTriage } from './cause-guards.ts';

type Of<T extends HappenedEvent['type']> = HappenedEvent & { type: T };
type StateEvent = Parameters<typeof auditCauseStates>[1];
type GraphEvent = Of<
  | 'cause.added.v1'
  | 'causes.pasted.v1'
  | 'cause.reworded.v1'
  | 'cause.moved.v1'
  | 'cause.linked.v1'
  | 'cause.unlinked.v1'
  | 'cause.gated.v1'
  | 'cause.marked.v1'
  | 'cause.removed.v1'
  | 'effect.worded.v1'
  | 'idea.dismissed.v1'
>;

const worked = ['causes', 'actions'] as const;

/** [M4.6] What an event about causes breaks in the state it met. */
export function auditCauses(review: Review, event: GraphEvent | StateEvent): Breach | undefined {
  switch (event.type) {
    case 'cause.supported.v1':
    case 'cause.validated.v1':
    case 'cause.rejected.v1':
    case 'cause.stopped.v1':
    case 'cause.reopened.v1':
      return auditCauseStates(review, event);
    default:
      return graphBreach(review, event) ?? inPhase(review, worked, 'M3.1');
  }
}

function graphBreach(review: Review, event: GraphEvent): Breach | undefined {
  switch (event.type) {
    case 'cause.added.v1':
      return early(review, 1) ?? originBreach(review, event) ?? adding(review, [event.body]);
    case 'causes.pasted.v1':
      return early(review, event.body.causes.length) ?? adding(review, event.body.causes);
    case 'cause.moved.v1':
      return moving(review, event);
    case 'cause.linked.v1':
      return linking(review, event);
    case 'cause.unlinked.v1':
      return ofCause(review, event.body.cause, ({ links }) =>
        links.includes(event.body.to) ? undefined : ['M4.6', 'there was no such link.'],
      );
    case 'cause.reworded.v1':
      return ofCause(review, event.body.cause, ({ state: { name } }) =>
        review.governance.causes !== undefined && (name === 'supported' || name === 'validated')
          ? ['M4.6', 'evidence carried the cause as it was worded.']
          : undefined,
      );
    case 'cause.removed.v1':
      return ofCause(review, event.body.cause, (cause) => removing(review, cause));
    case 'cause.gated.v1':
    case 'cause.marked.v1':
      return ofCause(review, event.body.cause, () => undefined);
    case 'effect.worded.v1':
      return wording(review, event);
    case 'idea.dismissed.v1':
      return isOpenIdea(review, event.body.idea) ? undefined : ['M1.6', 'there was no such open idea.'];
  }
}

function ofCause(review: Review, id: string, then: (cause: Cause) => Breach | undefined): Breach | undefined {
  const cause = findCause(review.causes, id);
  return cause === undefined ? ['M4.6', 'there was no such cause.'] : then(cause);
}

/** A round asks for causes without the questions: whoever answers it did not hear them. */
function early(review: Review, count: number): Breach | undefined {
  if (waitsForTriage(review) && openRound(review.rounds) === undefined)
    return ['M4.1', 'the three questions had not been answered.'];
  return review.causes.length + count > mostCauses
    ? ['M4.6', 'there were more causes than one review holds.']
    : undefined;
}

function originBreach(review: Review, { body: { origin, evidence } }: Of<'cause.added.v1'>): Breach | undefined {
  if (origin.kind === 'claim') {
    const claim = review.claims.find((each) => each.id === origin.id);
    if (claim === undefined || claimSupport(claim) === 'unsupported')
      return ['M3.3', 'the claim it came from has no evidence.'];
    const isClaims = evidence.every((taken) => claim.evidence.some((piece) => isSamePiece(piece, taken)));
    return isClaims ? undefined : ['M3.3', 'its evidence is not that of the claim it came from.'];
  }
  if (evidence.length > 0) return ['M3.3', 'nothing shows that its evidence was found.'];
  if (origin.kind === 'idea' && !isOpenIdea(review, origin.id)) return ['M3.1', 'there was no such open idea.'];
  return undefined;
}

/** What it shows, and for or against: not just its hash. */
const isSamePiece = (a: Evidence, b: Evidence): boolean =>
  a.id === b.id && a.hash === b.hash && a.bearing === b.bearing && a.locator.type === b.locator.type;

const isOpenIdea = (review: Review, id: string | null): boolean =>
  review.ideas.some((idea) => idea.id === id && idea.fate.kind === 'open');

const tooDeep: Breach = ['M4.6', 'it hung deeper than causes do.'];

type Added = Pick<Cause, 'id' | 'parent' | 'category'>;

/** New ids, each under one that was there or came before it, and on its bone. */
function adding({ causes }: Review, added: readonly Added[]): Breach | undefined {
  const bones = new Map<string, Cause['category']>();
  const levels = new Map<string, number>();
  for (const { id, parent, category } of added) {
    if (bones.has(id) || findCause(causes, id) !== undefined) return ['M4.6', 'a cause of that id was there.'];
    const above = parent === null ? category : (bones.get(parent) ?? findCause(causes, parent)?.category);
    if (above === undefined) return ['M4.6', 'the cause above it was not there.'];
    if (above !== category) return ['M4.6', 'it does not hang on the bone of the one above it.'];
    const level = 1 + (levels.get(parent ?? '') ?? levelOf(causes, parent));
    if (level > mostLevels) return tooDeep;
    bones.set(id, category);
    levels.set(id, level);
  }
  return undefined;
}

function moving(review: Review, { body: { cause: id, parent, category } }: Of<'cause.moved.v1'>): Breach | undefined {
  return ofCause(review, id, ({ links }) => {
    if (parent === null) return undefined;
    if (parent === id || leadsTo(review.causes, parent).has(id)) return ['M4.6', 'it would lie below itself.'];
    if (links.includes(parent)) return ['M4.6', 'a link led to the same cause.'];
    if (levelOf(review.causes, parent) + 1 + levelsBelow(review.causes, id) > mostLevels) return tooDeep;
    return ofCause(review, parent, (above) =>
      above.category === category ? undefined : ['M4.6', 'it does not hang on the bone of the one above it.'],
    );
  });
}

function linking(review: Review, { body: { cause: id, to } }: Of<'cause.linked.v1'>): Breach | undefined {
  return ofCause(review, id, ({ parent, links }) =>
    ofCause(review, to, () => {
      if (to === id || leadsTo(review.causes, to).has(id)) return ['M4.6', 'it would lead to itself.'];
      return parent === to || links.includes(to) ? ['M4.6', 'it led there already.'] : undefined;
    }),
  );
}

function removing(review: Review, { id, state, evidence }: Cause): Breach | undefined {
  if (state.name !== 'hypothesis' || evidence.length > 0)
    return ['M4.6', 'what was judged or has evidence stays visible.'];
  return review.causes.some(({ parent, links }) => parent === id || links.includes(id))
    ? ['M4.6', 'other causes led to it.']
    : undefined;
}

function wording(review: Review, { body: { from, claim } }: Of<'effect.worded.v1'>): Breach | undefined {
  if (claim !== null && !review.claims.some(({ id }) => id === claim)) return ['M3.3', 'there was no such claim.'];
  const isMoved = from !== (review.effect?.from ?? null);
  return isMoved && review.causes.some(({ state }) => state.name === 'validated')
    ? ['M4.4', 'a cause was checked to lie before the effect as it was.']
    : undefined;
}
