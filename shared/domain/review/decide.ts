import { assertNever } from '../../lib/invariant.ts';
import { ok } from '../../lib/result.ts';
import { decideActions } from '../action/decide-actions.ts';
import { decideMeeting } from '../agenda/decide-agenda.ts';
import { decideHands } from '../agenda/decide-hands.ts';
import { decideCauses } from '../cause/decide-causes.ts';
import { decideFindings } from '../cause/decide-findings.ts';
import { decideGraph } from '../cause/decide-graph.ts';
import { decideTriage } from '../cause/decide-triage.ts';
import { decideValidation } from '../cause/decide-validation.ts';
import { decideClaims } from '../claim/decide-claims.ts';
import { decideDecisions } from '../decision/decide-decisions.ts';
import { decideHoles } from '../kpi/decide-holes.ts';
import { decideProduct } from '../product/decide-product.ts';
import { decideJoint } from '../joint/decide-joint.ts';
import { decideLight } from '../light/decide-light.ts';
import { decideRounds } from '../packet/decide-rounds.ts';
import { decideNotes } from '../note/decide-notes.ts';
import { decideRecording } from '../recording/decide-recording.ts';
import { refuse } from '../refusal.ts';
import { decideEnclosure } from '../transcript/enclosure.ts';
import { decideFields } from '../template/decide-fields.ts';
import { decideVotes } from '../vote/decide-votes.ts';
import type { ReviewCommand } from './commands.ts';
import type { DecisionContext, Verdict } from './context.ts';
import { decideLifecycle } from './decide-lifecycle.ts';
import type { FoldedReview } from './fold.ts';

/**
 * The one door to a review: `(state, command, context) -> events | refusal`. Pure; run by the main process before it
 * appends. The curriculum's rules live behind it and nowhere else. An empty list means there is nothing left to do,
 * which makes a repeated command harmless.
 */
export function decide(folded: FoldedReview, command: ReviewCommand, context: DecisionContext): Verdict {
  const { review } = folded;
  switch (command.type) {
    case 'undo': {
      const target = folded.undoable.at(-1);
      return target === undefined || isOver(folded)
        ? refuse(
            'H2',
            'There is nothing to undo in this phase.',
            'What was agreed in an earlier phase is changed by going back.',
          )
        : ok([{ type: 'command.undone.v1', body: { target } }]);
    }
    case 'redo': {
      const target = folded.redoable.at(-1);
      return target === undefined || isOver(folded)
        ? refuse('H2', 'There is nothing to redo.', 'Undo something first.')
        : ok([{ type: 'command.redone.v1', body: { target } }]);
    }
    case 'seat.fill':
    case 'host.name':
    case 'meeting.schedule':
    case 'review.prepare':
    case 'attendee.arrive':
    case 'attendee.leave':
    case 'topic.exit':
    case 'review.close':
      return decideLifecycle(review, command, context);
    case 'meeting.start':
    case 'meeting.next':
    case 'meeting.return':
    case 'meeting.extend':
    case 'meeting.retime':
    case 'meeting.pause':
    case 'meeting.resume':
    case 'meeting.stop':
    case 'gap.answer':
    case 'facts.agree':
    case 'topic.park':
      return decideMeeting(review, command, context);
    case 'over.answer':
    case 'elmo.call':
    case 'elmo.answer':
      return decideHands(review, command, context);
    case 'round.ask':
    case 'round.prolong':
    case 'round.settle':
      return decideRounds(review, command, context);
    case 'hole.waive':
      return decideHoles(review, command, context);
    case 'product.review':
      return decideProduct(review, command);
    case 'field.fill':
      return decideFields(review, command, context);
    case 'claim.add':
    case 'claim.reword':
    case 'claim.withdraw':
    case 'evidence.attach':
    case 'evidence.detach':
      return decideClaims(review, command, context);
    case 'cause.propose':
    case 'cause.take-claim':
    case 'cause.take-idea':
    case 'cause.reword':
    case 'cause.move':
    case 'cause.support':
    case 'cause.reject':
    case 'cause.reopen':
    case 'cause.remove':
    case 'idea.dismiss':
      return decideCauses(review, command, context);
    case 'effect.word':
    case 'cause.paste':
    case 'cause.link':
    case 'cause.unlink':
    case 'cause.gate':
    case 'cause.mark':
    case 'cause.stop':
      return decideGraph(review, command, context);
    case 'causes.triage':
    case 'canvas.open':
      return decideTriage(review, command);
    case 'cause.classify':
    case 'cause.scope':
    case 'board.raise':
    case 'board.decline':
      return decideFindings(review, command, context);
    case 'cause.validate':
      return decideValidation(review, command, context);
    case 'action.note':
    case 'action.reword':
    case 'action.commit':
    case 'action.drop':
    case 'action.term':
      return decideActions(review, command, context);
    case 'decision.make':
      return decideDecisions(review, command, context);
    case 'vote.open':
    case 'vote.count':
    case 'vote.withdraw':
      return decideVotes(review, command);
    case 'note.take':
    case 'note.reword':
      return decideNotes(review, command, context);
    case 'light.file':
    case 'light.dissent':
    case 'light.withdraw-dissent':
    case 'light.settle':
    case 'light.promote':
      return decideLight(review, command, context);
    case 'joint.join':
    case 'joint.name-seat':
    case 'joint.concur':
    case 'joint.object':
    case 'joint.waive':
      return decideJoint(review, command, context);
    case 'consent.word':
    case 'consent.answer':
    case 'recording.start':
    case 'recording.pause':
    case 'recording.resume':
      return decideRecording(review, command, context);
    case 'transcript.enclose':
    case 'transcript.leave-out':
      return decideEnclosure(review, command, context);
    default:
      return assertNever(command);
  }
}

const isOver = ({ review }: FoldedReview): boolean => review.phase === 'closed' || review.phase === 'signed';
