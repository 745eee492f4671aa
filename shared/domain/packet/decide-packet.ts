import { ok } from '../../lib/result.ts';
import { refuse } from '../refusal.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { Review } from '../review/review.ts';
import { wordingOptions } from '../wording/blameless.ts';
import { findMember } from '../workspace/workspace.ts';
import type { Packet, Said } from './packet.ts';
import type { Round } from './round.ts';
import { faultInSaid } from './said-fault.ts';

/** What the main process found a signed file to be. */
export type OpenedPacket = { readonly packet: Packet; readonly sha256: string; readonly fingerprint: string };

/**
 * Takes in one packet whose signature the main process has verified against the roster. The same file twice is taken
 * once; one that comes late is kept, says so, and counts for nothing. A packet is taken whole or not at all.
 */
export function decidePacket(
  review: Review,
  opened: OpenedPacket,
  { now, workspace }: Pick<DecisionContext, 'now' | 'workspace'>,
): Verdict {
  const { packet, sha256, fingerprint } = opened;
  if (packet.review !== review.id)
    return refuse('M7.5', `This packet answers ${packet.review}.`, 'Take it in where that review is.');
  const round = review.rounds.find(({ id }) => id === packet.round);
  if (round === undefined)
    return refuse(
      'M7.5',
      'This packet answers a round that was not asked here.',
      'Ask its author which file they answered.',
    );
  if (round.packets.some((taken) => taken.sha256 === sha256)) return ok([]);
  if (round.settled !== null)
    return refuse('M7.5', 'This round was settled before the packet came.', 'Its words can go into the next round.');
  if (findMember(workspace, packet.author) === undefined || !round.reviewers.includes(packet.author))
    return refuse('M7.5', `${packet.author} was not asked in this round.`, 'Ask a round that names them.');
  const misplaced = packet.said.findIndex((said) => !answersRound(review, round, said));
  if (misplaced !== -1)
    return refuse(
      'M7.5',
      `Statement ${misplaced + 1} of the packet is no answer to a round of ${round.phase}.`,
      'Nothing of it was taken; its author can take the statement out and sign again.',
    );
  const wording = { roster: workspace.members, options: wordingOptions(review) };
  const fault = faultInSaid(packet.said, round.phase, wording, now);
  if (fault !== undefined)
    return refuse(fault.rule, fault.message, `Nothing of it was taken. ${fault.satisfy} Then its author signs again.`);
  return ok([{ type: 'packet.taken.v1', body: { packet, sha256, fingerprint, late: now > round.deadline } }]);
}

/** Whether a statement is an answer to what the round asks for. */
export function answersRound(review: Review, { phase }: Round, said: Said): boolean {
  switch (said.kind) {
    case 'comment':
      return true;
    case 'fact':
    case 'agree':
      return phase === 'facts';
    case 'idea':
      return phase === 'facts' || phase === 'causes';
    case 'action':
      return phase === 'actions';
    case 'reword': {
      const there = { facts: review.claims, causes: review.causes, actions: review.actions }[phase];
      return there.some(({ id }) => id === said.of);
    }
  }
}
