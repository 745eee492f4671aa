import type { z } from 'zod';
import { ok } from '../../lib/result.ts';
import { refuse } from '../refusal.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { ReviewEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import { createWordingCheck } from './check-wording.ts';
import { isWordingRule, withRewrites, type WordingFinding, type WordingOptions } from './finding.ts';
import type { keptWordingSchema, Overridden } from './kept-wording.ts';

/** What the policy of a review changes about the check. */
export const wordingOptions = ({
  governance: { wording },
}: {
  readonly governance: Pick<Review['governance'], 'wording'>;
}): WordingOptions => ({
  ...wording,
  off: wording.off.filter(isWordingRule),
});

/**
 * [M3.3] What becomes a claim, a cause or a held idea lays no blame and names nobody, unless it is kept as written with
 * a reason. Takes what was decided and refuses it, or adds that its words were kept.
 */
export function blameless(
  review: Review,
  command: { readonly wording?: z.infer<typeof keptWordingSchema> | undefined },
  { workspace }: DecisionContext,
  verdict: Verdict,
): Verdict {
  if (!verdict.ok) return verdict;
  const said = verdict.value.flatMap(saidIn).filter((each) => !wasKept(review, each.text));
  if (said.length === 0) return verdict;
  const check = createWordingCheck(workspace.members, wordingOptions(review));
  const kept: ReviewEvent[] = [];
  for (const { target, text, pasted } of said) {
    const findings = check(text);
    if (findings.length === 0) continue;
    if (command.wording === undefined) return refuseWords(text, findings, pasted);
    const rules = [...new Set(findings.map(({ rule }) => rule))].toSorted();
    kept.push({ type: 'wording.overridden.v1', body: { target, text, rules, reason: command.wording.reason } });
  }
  return ok([...verdict.value, ...kept]);
}

const wasKept = ({ wordingOverrides }: Review, said: string): boolean =>
  wordingOverrides.some(({ text }) => text === said);

type SaidText = Pick<Overridden, 'target' | 'text'> & {
  /** Where it stands among several that were said at once, from 1. */
  readonly pasted?: number;
};

function saidIn(event: ReviewEvent): readonly SaidText[] {
  switch (event.type) {
    case 'claim.added.v1':
      return [{ target: { kind: 'claim', id: event.body.id }, text: event.body.text }];
    case 'claim.reworded.v1':
      return [{ target: { kind: 'claim', id: event.body.claim }, text: event.body.text }];
    case 'idea.held.v1':
      return [{ target: { kind: 'idea', id: event.body.id }, text: event.body.text }];
    case 'effect.worded.v1':
      return [{ target: { kind: 'effect', id: 'effect' }, text: event.body.text }];
    case 'cause.added.v1':
      return [{ target: { kind: 'cause', id: event.body.id }, text: event.body.text }];
    case 'causes.pasted.v1':
      return event.body.causes.map(({ id, text }, index) => ({
        target: { kind: 'cause', id },
        text,
        pasted: index + 1,
      }));
    case 'cause.reworded.v1':
      return [{ target: { kind: 'cause', id: event.body.cause }, text: event.body.text }];
    case 'cause.classified.v1': {
      const { cause, text } = event.body;
      return text === null ? [] : [{ target: { kind: 'cause', id: cause }, text }];
    }
    default:
      return [];
  }
}

/** Of several said at once it names the one, so that it can be found; none of them is taken. */
function refuseWords(text: string, findings: readonly WordingFinding[], pasted: number | undefined): Verdict {
  const [message, satisfy] = [messageOf(findings), wayOut(text, findings)];
  if (pasted === undefined) return refuse('M3.3', message, satisfy);
  const start = /^.{0,60}/su.exec(text)?.[0] ?? '';
  const shown = start === text ? text : `${start}…`;
  return refuse('M3.3', `Number ${pasted}, “${shown}”: ${message}`, `Nothing was taken. ${satisfy}`);
}

function messageOf(findings: readonly WordingFinding[]): string {
  const shown = findings.slice(0, 3).map(({ message, rule }) => `${message.replace(/\.$/, '')} (${rule}).`);
  const more = findings.length > 3 ? ` And ${findings.length - 3} more.` : '';
  return `${shown.join(' ')}${more}`;
}

function wayOut(text: string, findings: readonly WordingFinding[]): string {
  const proposed = withRewrites(text, findings);
  return proposed === text
    ? 'Say what made it possible instead of who did it, or keep it as written with a reason.'
    : `Write: “${proposed}” Or keep it as written with a reason.`;
}
