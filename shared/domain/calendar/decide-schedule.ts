import { ok, type Result } from '../../lib/result.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';
import { closedOn, closedWords, dueWindow } from './due-window.ts';
import { dayWords, wallAt, wallWords } from './zone-time.ts';

/**
 * [M1.4] Sets the meeting's date. Never before there is enough data and never on a day that is kept free. Past due, in the
 * past, or while it is not known when the release went live, only with a reason, which stands in the record.
 */
export function decideSchedule(
  review: Review,
  { at, reason = null }: CommandOf<'meeting.schedule'>,
  { now, goLive }: Pick<DecisionContext, 'now' | 'goLive'>,
): Verdict {
  const refused = tooEarly(review, at, goLive) ?? keptFree(review, at);
  if (refused !== undefined) return refused;
  const odd = oddity(review, at, now, goLive);
  if (odd !== null && reason === null) return refuse('M1.4', odd.message, odd.satisfy);
  const kept = odd === null ? null : reason;
  if (review.scheduledAt === at && review.scheduleReason === kept) return ok([]);
  return ok([{ type: 'meeting.scheduled.v2', body: { at, reason: kept } }]);
}

type Refused = Result<never, Refusal> | undefined;

function tooEarly({ governance, zone, release }: Review, at: number, goLive: number | null): Refused {
  if (goLive === null) return undefined;
  const { timeline } = governance.tier;
  const { earliest } = dueWindow(goLive, timeline, zone);
  if (at >= earliest) return undefined;
  return refuse(
    'M1.4',
    `Before ${wallWords(earliest, zone)} there is too little data: ${release} went live ${wallWords(goLive, zone)}, and its first ${timeline.soakHours} h are waited for.`,
    `Choose a time from ${wallWords(earliest, zone)} on.`,
  );
}

function keptFree({ governance, zone }: Review, at: number): Refused {
  const { day } = wallAt(at, zone);
  const closed = closedOn(day, governance.calendar);
  if (closed === undefined) return undefined;
  const satisfy =
    closed.kind === 'blackout'
      ? `Choose a day after ${dayWords(closed.until)}, or before it began.`
      : 'Choose another day.';
  return refuse('M1.4', `${dayWords(day)} lies in ${closedWords(closed)}; no review is held then.`, satisfy);
}

/** What about a date needs a reason; null where nothing does. */
export function oddity(
  { governance, zone, release }: Review,
  at: number,
  now: number,
  goLive: number | null,
): { readonly message: string; readonly satisfy: string } | null {
  if (at < now)
    return {
      message: `${wallWords(at, zone)} is over.`,
      satisfy: 'Choose a time to come, or say why a meeting that was held is entered afterwards.',
    };
  if (goLive === null)
    return {
      message: `It is not known when ${release} went live, so nobody can say whether there is enough data.`,
      satisfy: 'Bring in its deployment, or say why it is reviewed without.',
    };
  const { due, lastDay } = dueWindow(goLive, governance.tier.timeline, zone);
  if (at < due) return null;
  return {
    message: `${wallWords(at, zone)} is past due: this review was to be held by ${dayWords(lastDay)}.`,
    satisfy: `Choose a time until the end of ${dayWords(lastDay)}, or say why it is late.`,
  };
}
