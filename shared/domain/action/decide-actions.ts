import { assertNever } from '../../lib/invariant.ts';
import { ok } from '../../lib/result.ts';
import { meetingNotOpen } from '../agenda/decide-agenda.ts';
import { strangerAuthor } from '../claim/decide-claims.ts';
import { dayAfter, dayInZone } from '../day.ts';
import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';
import { findMember } from '../workspace/workspace.ts';
import type { ActionItem, Criterion } from './action.ts';
import { readWindow } from './criterion-window.ts';
import { beginsWithVerb } from './verbs.ts';

type ActionCommand = CommandOf<'action.note' | 'action.reword' | 'action.commit' | 'action.drop' | 'action.term'>;

/** Ideas and commitments: M3.4. */
export function decideActions(review: Review, command: ActionCommand, context: DecisionContext): Verdict {
  const notOpen = meetingNotOpen(review);
  if (notOpen !== undefined) return notOpen;
  switch (command.type) {
    case 'action.note': {
      const { id, text, author, causes } = command;
      if (review.actions.some((action) => action.id === id)) return ok([]);
      const unknown = causes.find((cause) => !review.causes.some((each) => each.id === cause));
      if (unknown !== undefined)
        return refuse('M3.4', 'The cause it answers is not there.', 'Choose a cause from the outline.');
      const soakUntil = dayAfter(context.now, review.governance.tier.commitments.soakDays, review.zone);
      return (
        strangerAuthor(author, context) ??
        ok([{ type: 'action.noted.v1', body: { id, text, author, causes, soakUntil } }])
      );
    }
    case 'action.reword':
      return withAction(review, command.action, (action) =>
        action.state.name === 'committed' && !beginsWithVerb(command.text)
          ? refuse('M3.4', 'A commitment begins with a verb.', 'Say what will be done: “Add an alert on ...”.')
          : ok([{ type: 'action.reworded.v1', body: { action: action.id, text: command.text } }]),
      );
    case 'action.commit':
      return withAction(review, command.action, (action) => commit(review, action, command, context));
    case 'action.term':
      return withAction(review, command.action, (action) =>
        action.term === command.term
          ? ok([])
          : ok([{ type: 'action.termed.v1', body: { action: action.id, term: command.term } }]),
      );
    case 'action.drop':
      return withAction(review, command.action, (action) =>
        ok([{ type: 'action.dropped.v1', body: { action: action.id, reason: command.reason } }]),
      );
    default:
      return assertNever(command);
  }
}

/** [M3.4] Owner, due date, verb and criterion, or it stays an idea. All that is missing is named at once. */
function commit(
  review: Review,
  action: ActionItem,
  command: CommandOf<'action.commit'>,
  context: DecisionContext,
): Verdict {
  if (review.phase !== 'actions')
    return refuse('M3.4', 'Commitments are made in Actions.', 'Keep it as an idea until then.');
  const { owner, due, criterion } = command;
  const today = dayInZone(context.now, review.zone);
  const latest = dayAfter(context.now, review.governance.tier.commitments.dueDays, review.zone);
  const missing: string[] = [];
  if (!beginsWithVerb(action.text)) missing.push('a verb first (“Add ...”, “Raise ...”)');
  if (owner === null || findMember(context.workspace, owner) === undefined) missing.push('an owner from the roster');
  if (due === null || due <= today || due > latest) missing.push(`a due date after ${today} and by ${latest}`);
  if (criterion === null || !isComplete(criterion))
    missing.push('a success criterion (metric, comparator, value and window; or an artefact)');
  if (criterion?.kind === 'metric') {
    const window = readWindow(criterion.window);
    if (!window.ok) missing.push(`a window that can be measured: ${window.error.replace(/\.$/, '')}`);
  }
  if (missing.length > 0 || owner === null || due === null || criterion === null)
    return refuse('M3.4', `“${action.text}” stays an idea: it is not complete.`, `It needs ${missing.join('; ')}.`);
  return ok([{ type: 'action.committed.v1', body: { action: action.id, owner, due, criterion } }]);
}

const isComplete = (criterion: Criterion): boolean => criterion.kind === 'artefact' || Number.isFinite(criterion.value);

function withAction(review: Review, id: string, then: (action: ActionItem) => Verdict): Verdict {
  const action = review.actions.find((each) => each.id === id);
  if (action === undefined) return refuse('M3.4', 'There is no such action item.', 'Choose one from the list.');
  if (action.state.name === 'dropped')
    return refuse('M3.4', 'That idea was dropped.', 'Note it anew if it is wanted after all.');
  return then(action);
}
