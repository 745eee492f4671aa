import { wordsFallBack } from '../cause/cause-states.ts';
import { dayAfter } from '../day.ts';
import type { MemberId } from '../ids.ts';
import type { ReviewEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import { mergePackets, type SaidBy } from './merge-packets.ts';
import { answeredBy, countedPackets, type Round } from './round.ts';

/**
 * What the merged answers of a round come to, as the events of a meeting: facts, held ideas, causes, actions and new
 * wordings. The room agreed on the facts when a majority of those who answered did and nothing about them changed in
 * this round; changed facts need another round (M3.1).
 */
export function settleRound(
  review: Review,
  round: Round,
  inquorateReason: string | null,
  now: number,
): readonly ReviewEvent[] {
  const merged = mergePackets(countedPackets(round));
  const stands = merged.map(({ stands: each }) => each);
  const changes = stands.flatMap((each) => changeOf(review, round, each, now));
  const isUnchanged = !changes.some(({ type }) => type.startsWith('claim.'));
  const answered = answeredBy(round).length;
  const inFavour = stands.filter(({ said }) => said.kind === 'agree' && said.agrees).length;
  const agreed = round.phase === 'facts' && isUnchanged && inFavour * 2 > answered;
  return [
    ...changes,
    ...(agreed ? [{ type: 'facts.agreed.v1' as const, body: { inFavour, present: answered } }] : []),
    {
      type: 'round.settled.v1',
      body: {
        round: round.id,
        inquorateReason,
        lost: merged.flatMap(({ stands: kept, lost }) =>
          lost.length === 0 ? [] : [{ stands: withAuthor(kept), lost: lost.map(withAuthor) }],
        ),
        comments: stands.flatMap(({ said, author }) =>
          said.kind === 'comment' ? [{ author: author as MemberId, text: said.text }] : [],
        ),
      },
    },
  ];
}

const withAuthor = ({ said, author, revision }: SaidBy) => ({ said, author: author as MemberId, revision });

function changeOf(
  review: Review,
  { phase }: Round,
  { said, author: code }: SaidBy,
  now: number,
): readonly ReviewEvent[] {
  const author = code as MemberId;
  switch (said.kind) {
    case 'fact': {
      const { id, text, happenedAt } = said;
      return knows(review.claims, id) ? [] : [{ type: 'claim.added.v1', body: { id, text, happenedAt, author } }];
    }
    case 'idea': {
      const { id, text, category } = said;
      if (knows(review.ideas, id) || knows(review.causes, id)) return [];
      if (phase === 'facts') return [{ type: 'idea.held.v1', body: { id, text, author } }];
      const origin = { kind: 'said' as const, id: null };
      return [{ type: 'cause.added.v1', body: { id, parent: null, category, text, author, origin, evidence: [] } }];
    }
    case 'action': {
      const { id, text } = said;
      const soakUntil = dayAfter(now, review.governance.tier.commitments.soakDays, review.zone);
      return knows(review.actions, id)
        ? []
        : [{ type: 'action.noted.v1', body: { id, text, author, causes: [], soakUntil } }];
    }
    case 'reword':
      return rewording(review, said.of, said.text);
    case 'agree':
    case 'comment':
      return [];
  }
}

function rewording(review: Review, of: string, text: string): readonly ReviewEvent[] {
  const claim = review.claims.find((each) => each.id === of);
  if (claim !== undefined)
    return claim.text === text
      ? []
      : [{ type: 'claim.reworded.v1', body: { claim: of, text, happenedAt: claim.happenedAt } }];
  const cause = review.causes.find((each) => each.id === of);
  if (cause !== undefined)
    return cause.text === text
      ? []
      : [...wordsFallBack(cause), { type: 'cause.reworded.v1', body: { cause: of, text } }];
  const action = review.actions.find((each) => each.id === of);
  return action === undefined || action.text === text
    ? []
    : [{ type: 'action.reworded.v1', body: { action: of, text } }];
}

const knows = (list: readonly { readonly id: string }[], id: string): boolean => list.some((each) => each.id === id);
