import { invariant } from '../../lib/invariant.ts';
import { addDays, instantOf } from '../calendar/zone-time.ts';
import { dayInZone } from '../day.ts';
import type { Governance } from '../policy/governance.ts';
import type { EscalationTarget, Ladder } from '../policy/policy.ts';
import { refuse } from '../refusal.ts';
import type { Verdict } from '../review/context.ts';
import type { Exit, ParkedTopic, Review } from '../review/review.ts';
import type { Climb, Escalation, Packet } from './escalation.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * The way up for a target: its ladder, then the ladder that one names, and so on. Policies with a circle of ladders are
 * refused; here one would end where it meets itself.
 */
export function rungsOf(policy: Governance['escalation'], target: EscalationTarget): readonly Climb[] {
  const seen = new Set<string>();
  const rungs: Climb[] = [];
  for (let name: string | null = policy.targets[target]; name !== null && !seen.has(name);) {
    const ladder: Ladder | undefined = policy.ladders[name];
    for (const rung of ladder?.rungs ?? []) rungs.push({ ...rung, ladder: name });
    seen.add(name);
    name = ladder?.next ?? null;
  }
  return rungs;
}

/** The day by which the first rung answers, the one offered for an escalation: never today, since days are all it has. */
export function firstAnswerDay(
  policy: Governance['escalation'],
  target: EscalationTarget,
  now: number,
  zone: string,
): string {
  const hours = rungsOf(policy, target)[0]?.withinHours ?? 24;
  const day = dayInZone(now + hours * hourMs, zone);
  return day > dayInZone(now, zone) ? day : dayInZone(now + dayMs, zone);
}

/** The room may ask for haste; only the policy may grant time. */
export function lateExit(review: Review, exit: Exit, now: number): Verdict | undefined {
  if (exit.kind !== 'escalate') return undefined;
  const latest = firstAnswerDay(review.governance.escalation, exit.to, now, review.zone);
  const first = rungsOf(review.governance.escalation, exit.to)[0];
  if (exit.answerBy <= latest || first === undefined) return undefined;
  return refuse(
    'M1.6',
    `${first.to} answers within ${first.withinHours} h; ${exit.answerBy} is later.`,
    `Choose a day until ${latest}, or change the ladder in the policy.`,
  );
}

type Escalated = ParkedTopic & { readonly exit: Extract<Exit, { kind: 'escalate' }> };

export const escalationIdOf = (review: string, topic: string): string => `${review}-${topic}`;

/** Topics of a closed review that were escalated and not yet handed over. */
export function unsent(review: Review, known: readonly Escalation[]): readonly Escalated[] {
  if (review.closedAt === null) return [];
  const sent = new Set(known.map((each) => each.id));
  return review.parked.filter(
    (topic): topic is Escalated => topic.exit?.kind === 'escalate' && !sent.has(escalationIdOf(review.id, topic.id)),
  );
}

/**
 * By when the first rung answers: the end of the day that the room named, or sooner where its ladder allows less. The
 * room may ask for haste; only the policy may grant time.
 */
export function firstAnswerBy(review: Review, topic: Escalated, createdAt: number): number {
  const first = rungsOf(review.governance.escalation, topic.exit.to)[0];
  const named = instantOf(addDays(topic.exit.answerBy, 1), 0, review.zone);
  return first === undefined ? named : Math.min(named, createdAt + Math.round(first.withinHours * hourMs));
}

/** Where an escalation stands. `unanswered` is late on its last rung: nobody is left to ask, so it stays in sight. */
export type Standing =
  | { readonly name: 'waiting'; readonly answerBy: number }
  | { readonly name: 'late'; readonly answerBy: number }
  | { readonly name: 'unanswered'; readonly answerBy: number }
  | { readonly name: 'accepted' | 'refused' | 'forwarded' };

/** The last answer counts. A refusal ends the climb too: somebody answered, and people go on from there. */
export function standingOf(escalation: Escalation, now: number): Standing {
  const answer = escalation.answers.at(-1);
  if (answer !== undefined) return { name: answer.decision };
  const { answerBy } = lastPacket(escalation);
  if (now < answerBy) return { name: 'waiting', answerBy };
  return { name: escalation.packets.length < escalation.rungs.length ? 'late' : 'unanswered', answerBy };
}

export const lastPacket = (escalation: Escalation): Packet => {
  const packet = escalation.packets.at(-1);
  invariant(packet !== undefined, 'an escalation was sent with a packet');
  return packet;
};

/**
 * [M1.6] Late is the next rung. Answers the rung to ask, counted from 1, and by when it answers; null while there is
 * nothing to do. A rung gets its whole time from when it is asked, so that a clock that jumps, or a machine that was off
 * for a week, asks one rung and not all of them; one set back finds the rung asked already.
 */
export function nextRung(
  escalation: Escalation,
  now: number,
): { readonly rung: number; readonly climb: Climb; readonly answerBy: number } | null {
  if (standingOf(escalation, now).name !== 'late') return null;
  const rung = escalation.packets.length + 1;
  const climb = escalation.rungs[rung - 1];
  return climb === undefined ? null : { rung, climb, answerBy: now + Math.round(climb.withinHours * hourMs) };
}
