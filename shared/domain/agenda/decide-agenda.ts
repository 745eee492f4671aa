import { assertNever } from '../../lib/invariant.ts';
import { ok } from '../../lib/result.ts';
import { holesInTheWay } from '../kpi/decide-holes.ts';
import { isLight } from '../light/light-phase.ts';
import { isWithoutMeeting } from '../packet/round.ts';
import { refuse } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import { phaseOfItem, type Review } from '../review/review.ts';
import { quorumLacks } from './quorum.ts';
import { nextExtensionMs, planExtension, promisedMs } from './clock.ts';

type MeetingCommand = CommandOf<
  | 'meeting.start'
  | 'meeting.next'
  | 'meeting.return'
  | 'meeting.extend'
  | 'meeting.retime'
  | 'meeting.pause'
  | 'meeting.resume'
  | 'meeting.stop'
  | 'gap.answer'
  | 'facts.agree'
  | 'topic.park'
>;

/** The meeting's course: quorum, time boxes, the phase lock and the parking lot. M1.2, M3.1, M3.2. */
export function decideMeeting(review: Review, command: MeetingCommand, context: DecisionContext): Verdict {
  if (command.type === 'meeting.start') return start(review, command, context);
  const notOpen = meetingNotOpen(review);
  if (notOpen !== undefined) return notOpen;
  if (isWithoutMeeting(review) && command.type !== 'topic.park') return doesNotMeet();
  switch (command.type) {
    case 'meeting.next':
      return command.from === undefined || command.from === review.agenda.current ? next(review) : isOnAlready(review);
    case 'meeting.return':
      return goBack(review, command);
    case 'meeting.extend':
      return extend(review, context.now, command.after);
    case 'meeting.retime':
      return retime(review, command, context.now);
    case 'meeting.pause':
    case 'meeting.stop':
      if (review.agenda.pace.name !== 'running')
        return refuse('M3.2', 'The clock is not running.', 'Resume the meeting first.');
      return ok([
        {
          type: command.type === 'meeting.pause' ? 'meeting.paused.v1' : 'meeting.stopped.v1',
          body: { reason: command.reason },
        },
      ]);
    case 'meeting.resume':
      return review.agenda.pace.name === 'running'
        ? refuse('M3.2', 'The clock is running already.', 'Nothing needs doing.')
        : ok([{ type: 'meeting.resumed.v1', body: {} }]);
    case 'gap.answer': {
      const gap = review.agenda.gaps.find((each) => each.id === command.gap && each.answer === 'asked');
      if (gap === undefined) return refuse('M3.2', 'That gap is answered already.', 'Nothing needs doing.');
      if (command.count && gap.ms <= 0)
        return refuse('M3.2', 'A clock that was set back took no time.', 'Leave that gap out.');
      return ok([{ type: 'gap.answered.v1', body: { gap: command.gap, count: command.count } }]);
    }
    case 'facts.agree':
      return agreeFacts(review, command, context);
    case 'topic.park':
      if (review.parked.some((topic) => topic.id === command.id)) return ok([]);
      return ok([
        {
          type: 'topic.parked.v1',
          body: { id: command.id, text: command.text, item: review.agenda.current ?? 'open' },
        },
      ]);
    default:
      return assertNever(command);
  }
}

/** [M1.2] Below quorum the meeting starts only as inquorate, with a reason. [M2.3] No hole in the KPI map is left open. */
function start(review: Review, command: CommandOf<'meeting.start'>, { workspace }: DecisionContext): Verdict {
  if (isLight(review))
    return refuse('M7.1', 'A light review has no meeting.', 'File its form, or promote it to a review that meets.');
  if (review.phase === 'draft')
    return refuse('M1.1', 'The review is still a draft.', 'Fill the seats and prepare it first.');
  if (isWithoutMeeting(review)) return doesNotMeet();
  if (review.phase !== 'prepared') return refuse('H1', 'The meeting has started already.', 'Open the room.');
  const lacks = quorumLacks(review, workspace);
  if (lacks.length > 0 && command.inquorateReason === null)
    return refuse('M1.2', `No quorum: ${lacks.join('; ')}.`, 'Mend it at the door, or start inquorate with a reason.');
  const holes = holesInTheWay(review, workspace);
  if (holes !== undefined) return holes;
  const first = review.agenda.items[0];
  if (first === undefined) return refuse('M3.2', 'The agenda is empty.', 'Choose a template with an agenda.');
  const inquorateReason = lacks.length > 0 ? command.inquorateReason : null;
  return ok([{ type: 'meeting.started.v1', body: { item: first.id, inquorateReason } }]);
}

/** [M3.2] Two consoles that go on at once take one step, not two. */
const isOnAlready = ({ agenda }: Review): Verdict =>
  refuse(
    'M3.2',
    `The meeting is at ${agenda.items.find((item) => item.id === agenda.current)?.title ?? 'another item'} already: another console went on.`,
    'Look at what is on the screen now, and go on from there.',
  );

/** [M3.1] Facts are left only when the room agreed on them; entering Causes opens the held ideas. */
export function next(review: Review): Verdict {
  if (review.agenda.pace.name !== 'running')
    return refuse('M3.2', 'The clock is not running.', 'Resume the meeting first.');
  const index = review.agenda.items.findIndex((item) => item.id === review.agenda.current);
  const following = review.agenda.items[index + 1];
  if (following === undefined) return refuse('M3.2', 'This is the last item.', 'Close the review.');
  const target = phaseOfItem(following.kind);
  if (review.phase === 'facts' && target !== 'facts') {
    if (review.factsAgreed === null)
      return refuse(
        'M3.1',
        'The room has not agreed on the facts.',
        'Ask for hands and enter the count; a majority of those present agrees.',
      );
    return ok([
      { type: 'item.entered.v1', body: { item: following.id } },
      { type: 'ideas.opened.v1', body: {} },
    ]);
  }
  return ok([{ type: 'item.entered.v1', body: { item: following.id } }]);
}

function goBack(review: Review, command: CommandOf<'meeting.return'>): Verdict {
  const target = review.agenda.items.findIndex((item) => item.id === command.item);
  const current = review.agenda.items.findIndex((item) => item.id === review.agenda.current);
  if (target === -1 || target >= current)
    return refuse('M3.1', 'Going back means to an earlier item.', 'Choose an item that was already visited.');
  return ok([{ type: 'item.returned.v1', body: { item: command.item, reason: command.reason } }]);
}

/** [M3.2] Two minutes, then one, then none; the minutes come from later items, never below their minimum. */
export function extend(review: Review, now: number, after?: number): Verdict {
  if (review.agenda.pace.name !== 'running')
    return refuse('M3.2', 'The clock is not running.', 'Resume the meeting first.');
  const item = review.agenda.items.find((each) => each.id === review.agenda.current);
  if (item === undefined) return refuse('M3.2', 'No item is running.', 'Start the meeting first.');
  if (after !== undefined && after !== item.extensions)
    return refuse(
      'M3.2',
      `${item.title} was extended already: another console did.`,
      'Look at the clock, and extend again if that is not enough.',
    );
  const ms = nextExtensionMs(item);
  if (ms === null)
    return refuse('M3.2', `${item.title} was extended twice.`, 'Park the topic, or go to the next item.');
  const plan = planExtension(review.agenda, now, ms);
  if (plan.shortMs > 0)
    return refuse(
      'M3.2',
      'Later items have no minutes to spare; the hard end is reached.',
      'Park the topic, go on, or stop and resume later.',
    );
  return ok([{ type: 'item.extended.v1', body: { item: item.id, ms, takings: [...plan.takings] } }]);
}

function retime(review: Review, command: CommandOf<'meeting.retime'>, now: number): Verdict {
  const item = review.agenda.items.find((each) => each.id === command.item);
  if (item === undefined) return refuse('M3.2', 'There is no such agenda item.', 'Choose one of the agenda.');
  if (command.budgetMs < item.minimumMs)
    return refuse(
      'M3.2',
      `${item.title} keeps at least ${item.minimumMs / 60_000} minutes.`,
      'Give it its minimum or more.',
    );
  const items = review.agenda.items.map((each) =>
    each.id === item.id ? { ...each, budgetMs: command.budgetMs } : each,
  );
  const longer = command.budgetMs > item.budgetMs;
  if (longer && promisedMs({ ...review.agenda, items }, now) > review.agenda.hardEndMs)
    return refuse('M3.2', 'The agenda would run past its hard end.', 'Take the minutes from another item first.');
  return ok([{ type: 'item.retimed.v1', body: { item: item.id, budgetMs: command.budgetMs } }]);
}

function agreeFacts(review: Review, command: CommandOf<'facts.agree'>, { workspace }: DecisionContext): Verdict {
  if (review.phase !== 'facts')
    return refuse('M3.1', 'The facts were agreed earlier.', 'Go back to Facts to change them.');
  const item = review.agenda.items.find((each) => each.id === review.agenda.current);
  if (item?.kind !== 'facts' && item?.kind !== 'agree')
    return refuse('M3.1', 'The facts were not looked at yet.', 'Go on to Facts first.');
  const lacks = review.inquorateReason === null ? quorumLacks(review, workspace) : [];
  if (lacks.length > 0)
    return refuse('M3.1', `No quorum to agree: ${lacks.join('; ')}.`, 'Check them in again, then ask for hands.');
  const present = review.present.length;
  if (command.inFavour > present)
    return refuse('M3.1', `${command.inFavour} hands, but ${present} are here.`, 'Count again, or check people in.');
  if (command.inFavour * 2 <= present)
    return refuse(
      'M3.1',
      `${command.inFavour} of ${present} agree; that is no majority.`,
      'Amend the facts until more than half agree.',
    );
  return ok([{ type: 'facts.agreed.v1', body: { inFavour: command.inFavour, present } }]);
}

/** [M7.5] Once its phases go by rounds, no clock runs and no hands are counted. */
const doesNotMeet = (): Verdict =>
  refuse('M7.5', 'This review is held without meeting.', 'Ask its reviewers for answers by a deadline.');

/** Why nothing can be said in the meeting now; undefined while it is open. */
export function meetingNotOpen(review: Review): Verdict | undefined {
  if (review.phase === 'draft' || review.phase === 'prepared')
    return refuse('H1', 'The meeting has not started.', 'Check people in and start it.');
  if (review.phase === 'closed' || review.phase === 'signed')
    return refuse('H1', 'This review is closed.', 'Open a new review if there is more to say.');
  return undefined;
}
