import type { z } from 'zod';
import { ok } from '../../lib/result.ts';
import { refuse } from '../refusal.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { ReviewEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import { checkWording } from './check-wording.ts';
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
  const kept: ReviewEvent[] = [];
  for (const event of verdict.value) {
    const said = saidIn(event);
    if (said === undefined || review.wordingOverrides.some(({ text }) => text === said.text)) continue;
    const findings = checkWording(said.text, workspace.members, wordingOptions(review));
    if (findings.length === 0) continue;
    if (command.wording === undefined) return refuse('M3.3', messageOf(findings), wayOut(said.text, findings));
    const rules = [...new Set(findings.map(({ rule }) => rule))].toSorted();
    kept.push({ type: 'wording.overridden.v1', body: { ...said, rules, reason: command.wording.reason } });
  }
  return ok([...verdict.value, ...kept]);
}

function saidIn(event: ReviewEvent): Pick<Overridden, 'target' | 'text'> | undefined {
  switch (event.type) {
    case 'claim.added.v1':
      return { target: { kind: 'claim', id: event.body.id }, text: event.body.text };
    case 'claim.reworded.v1':
      return { target: { kind: 'claim', id: event.body.claim }, text: event.body.text };
    case 'idea.held.v1':
      return { target: { kind: 'idea', id: event.body.id }, text: event.body.text };
    case 'cause.added.v1':
      return { target: { kind: 'cause', id: event.body.id }, text: event.body.text };
    case 'cause.reworded.v1':
      return { target: { kind: 'cause', id: event.body.cause }, text: event.body.text };
    default:
      return undefined;
  }
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
