import type { CheckpointCause } from '../../shared/journal/log-entry.ts';
import type { JournalLine } from '../../shared/journal/line.ts';

/** Events after which a review's history is sealed by a checkpoint: where a phase ends, and where something is final. */
const causes: { readonly [type: string]: CheckpointCause } = {
  'review.opened.v1': 'opened',
  'review.opened.v2': 'opened',
  'package.sealed.v1': 'prepared',
  'meeting.started.v1': 'phase',
  'item.entered.v1': 'phase',
  'item.returned.v1': 'phase',
  'facts.agreed.v1': 'phase',
  'round.settled.v1': 'phase',
  'light.filed.v1': 'phase',
  'meeting.stopped.v1': 'phase',
  'review.closed.v1': 'closed',
  'signoff.recorded.v1': 'sign-off',
  'bodies.erased.v1': 'erasure',
};

/** A place in a review's history at which it is sealed: after event `size`. */
export type Boundary = { readonly size: number; readonly cause: CheckpointCause };

export function boundariesOf(lines: readonly JournalLine[]): readonly Boundary[] {
  return lines.flatMap(({ seq, type }) => {
    const cause = causes[type];
    return cause === undefined ? [] : [{ size: seq, cause }];
  });
}
