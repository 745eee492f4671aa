import type { RoundPhase, Said } from '../../../shared/domain/packet/packet.ts';
import { isWithoutMeeting } from '../../../shared/domain/packet/round.ts';
import type { Phase, Review } from '../../../shared/domain/review/review.ts';
import { formatDayTime, formatSpan } from '../../ui/format-time.ts';

export const phaseWords: { readonly [P in RoundPhase]: string } = {
  facts: 'Facts: what happened, and do we agree?',
  causes: 'Causes: what made it possible?',
  actions: 'Actions: what could be done?',
};

/** What the facilitator does at the desk between the rounds. */
export const workWords: { readonly [P in Phase]: string } = {
  draft: 'Prepare',
  prepared: 'Prepare',
  facts: 'Facts and their evidence',
  causes: 'Causes and their evidence',
  actions: 'Actions and closing',
  closed: 'To the record',
  signed: 'To the record',
};

type WhyNot = {
  readonly title: string;
  readonly next: string;
  readonly verb: string;
  readonly place: 'prepare' | 'room' | 'record';
};

/** Why this review asks nobody, and where to go instead; null when it may. */
export function whyNoRounds(review: Pick<Review, 'phase' | 'rounds' | 'agenda'>, isLight: boolean): WhyNot | null {
  if (isWithoutMeeting(review)) return null;
  if (isLight)
    return {
      title: 'A light review asks nobody.',
      next: 'Its form is filed, and it closes by itself.',
      verb: 'Package and seats',
      place: 'prepare',
    };
  if (review.phase === 'draft')
    return {
      title: 'This review is still a draft.',
      next: 'Its three seats need names, and its package is sealed, before anybody is asked.',
      verb: 'Prepare it',
      place: 'prepare',
    };
  if (review.phase === 'closed' || review.phase === 'signed')
    return {
      title: 'This review met.',
      next: 'Nobody was asked by a deadline.',
      verb: 'To the record',
      place: 'record',
    };
  if (review.agenda.startedAt !== null)
    return {
      title: 'This review meets; its meeting has begun.',
      next: 'Go on there.',
      verb: 'To the room',
      place: 'room',
    };
  return null;
}

/** `27 Nov 2026, 17:00, in 2 days` or `…, 3 h ago`. The zone stands beside it. */
export const deadlineWords = (deadline: number, zone: string, now: number): string =>
  `${formatDayTime(deadline, zone)}, ${deadline > now ? `in ${formatSpan(deadline - now)}` : `${formatSpan(now - deadline)} ago`}`;

export const kindWords: { readonly [K in Said['kind']]: string } = {
  fact: 'fact',
  idea: 'idea',
  action: 'action',
  reword: 'wording',
  agree: 'agreement',
  comment: 'comment',
};

/** A statement as it reads in a list. */
export function saidWords(said: Said): string {
  return said.kind === 'agree' ? (said.agrees ? 'agrees' : 'does not agree') : said.text;
}

/** `2 facts, 1 wording`; in words what came of nothing. */
export function countWords(said: readonly Said[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of said) counts.set(kindWords[kind], (counts.get(kindWords[kind]) ?? 0) + 1);
  if (counts.size === 0) return 'nothing new';
  return [...counts].map(([word, n]) => `${n} ${word}${n === 1 ? '' : 's'}`).join(', ');
}
