import { inPhase, type Breach } from '../review/breach.ts';
import type { HappenedEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import type { BoardMatter } from './board.ts';
import { isCarried, type SeenBefore } from './cause.ts';
import { otherClass } from './classes.ts';
import { presetOf, probeOf } from './recurrence.ts';
import { placeOf } from './similar-findings.ts';
import { isAgainstVerdict } from './triage.ts';

export type FindingEvent = HappenedEvent & {
  type:
    | 'causes.triaged.v1'
    | 'canvas.opened.v1'
    | 'cause.classified.v1'
    | 'cause.scoped.v1'
    | 'board.raised.v1'
    | 'board.declined.v1';
};

/** Which rule an event about triage, classes, scope or the board breaks, as far as the event and its review show it. */
export function auditFindings(review: Review, event: FindingEvent): Breach | undefined {
  return breach(review, event) ?? inPhase(review, ['causes', 'actions'], 'M3.1');
}

function breach(review: Review, event: FindingEvent): Breach | undefined {
  const { causes: rules, taxonomy } = review.governance;
  switch (event.type) {
    case 'causes.triaged.v1':
      return undefined;
    case 'canvas.opened.v1':
      if (rules === undefined) return undefined;
      if (review.triage.answers === null) return ['M4.1', 'the three questions had not been answered.'];
      return event.body.reason === null && isAgainstVerdict(review.triage, event.body.canvas)
        ? ['M4.1', 'the answers asked for another canvas, and no reason was given.']
        : undefined;
    case 'cause.classified.v1': {
      const cause = review.causes.find(({ id }) => id === event.body.cause);
      if (cause === undefined) return ['M4.2', 'there was no such cause.'];
      const { classification: was } = cause;
      if (cause.state.name === 'validated' && (was?.class !== event.body.class || was.key !== event.body.key))
        return ['M4.4', 'its checks were made for another class or another setting.'];
      if (!taxonomy.some(({ id }) => id === event.body.class)) return ['M4.2', 'the taxonomy has no such class.'];
      return (event.body.class === otherClass) === (event.body.text !== null)
        ? undefined
        : ['M4.2', 'words belong to what fits no class, and only to that.'];
    }
    case 'cause.scoped.v1': {
      const { cause: id, scope, seen, reason } = event.body;
      const cause = review.causes.find((each) => each.id === id);
      if (cause === undefined) return ['M4.3', 'there was no such cause.'];
      if (cause.state.name === 'rejected') return ['M4.3', 'the cause was rejected.'];
      return rules !== undefined && scope !== presetOf(countOf(review, seen), rules) && reason === null
        ? ['M4.3', 'it was decided against the count, and no reason was given.']
        : undefined;
    }
    case 'board.raised.v1':
      return isSent(review, event.body.topic)
        ? noMatter(review, event.body)
        : ['M4.5', 'no topic was escalated for it.'];
    case 'board.declined.v1':
      return noMatter(review, event.body);
  }
}

const isSent = ({ parked }: Review, topic: string): boolean =>
  parked.some(({ id, exit }) => id === topic && exit?.kind === 'escalate' && exit.to === 'architecture-board');

/** Each review counts once, and this one as well. */
const countOf = ({ id }: Review, seen: readonly SeenBefore[]): number =>
  new Set([id, ...seen.map(({ review }) => review)]).size;

function noMatter(review: Review, matter: Pick<BoardMatter, 'class' | 'component' | 'seen'>): Breach | undefined {
  const { causes: rules } = review.governance;
  const place = placeOf(matter);
  const isFound = review.causes.some((cause) => isCarried(cause) && placeOf(probeOf(cause, review.service)) === place);
  if (place === null || !isFound) return ['M4.5', 'no cause of that class in that component was carried.'];
  return rules === undefined || countOf(review, matter.seen) < rules.board.count
    ? ['M4.5', 'it had not come up often enough.']
    : undefined;
}
