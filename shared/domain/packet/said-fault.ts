import type { Refusal } from '../refusal.ts';
import { createWordingCheck } from '../wording/check-wording.ts';
import { withRewrites, type RosterPerson, type WordingOptions } from '../wording/finding.ts';
import type { RoundPhase, Said } from './packet.ts';

/** Whom a statement must not name, and what the policy changes about the check. */
export type SaidWording = { readonly roster: readonly RosterPerson[]; readonly options: WordingOptions };

/**
 * [M3.3] What keeps an answer from being signed or taken in: blame in a fact, an idea or a rewording, or a fact that is
 * still to come. Names the statement by its place, counted from 1. Nothing is kept as written here: without a meeting
 * nobody is there to ask why. Undefined when there is nothing. `now` in epoch ms.
 */
export function faultInSaid(
  said: readonly Said[],
  phase: RoundPhase,
  { roster, options }: SaidWording,
  now: number,
): Refusal | undefined {
  const check = createWordingCheck(roster, options);
  for (const [index, each] of said.entries()) {
    const place = `Statement ${index + 1}`;
    if (each.kind === 'fact' && each.happenedAt !== null && each.happenedAt > now)
      return {
        rule: 'M3.3',
        message: `${place} tells of a time to come; a fact lies in the past.`,
        satisfy: 'Correct the time.',
      };
    const text = wordedIn(each, phase);
    if (text === null) continue;
    const findings = check(text);
    const [first] = findings;
    if (first === undefined) continue;
    const proposed = withRewrites(text, findings);
    return {
      rule: 'M3.3',
      message: `${place}: “${first.text}”. ${first.message.replace(/\.$/, '')} (${first.rule}).`,
      satisfy: proposed === text ? 'Say what made it possible instead of who did it.' : `Write: “${proposed}”`,
    };
  }
  return undefined;
}

/** The words of a statement that become a claim, a held idea or a cause; null for what is only read. */
export function wordedIn(said: Said, phase: RoundPhase): string | null {
  switch (said.kind) {
    case 'fact':
    case 'idea':
      return said.text;
    case 'reword':
      return phase === 'actions' ? null : said.text;
    case 'action':
    case 'agree':
    case 'comment':
      return null;
  }
}
