import { describe, expect, it } from 'vitest';
import type { ReviewId } from '../domain/ids.ts';
import type { ActionItem } from '../domain/action/action.ts';
import type { Phase, Review } from '../domain/review/review.ts';
import { emptyWorkspace } from '../domain/workspace/workspace.ts';
import { readCommitments } from './commitments.ts';

const action = (id: string, due: string): ActionItem => ({
  id,
  text: `Do ${id}`,
  author: 'ops-01',
  causes: [],
  term: 'short',
  state: { name: 'committed', owner: 'ops-01', due, criterion: { kind: 'artefact', artefact: 'the patch' } },
});
const idea: ActionItem = { ...action('idea', '2026-03-01'), state: { name: 'idea', soakUntil: '2026-04-01' } };
const review = (id: string, phase: Phase, actions: readonly ActionItem[]) =>
  ({ id, phase, title: id, service: 'checkout', governance: { joined: [] }, actions }) as unknown as Review;

describe('commitments', () => {
  it('[M3.4] reads commitments of closed reviews, the one due first in front; an idea is none', () => {
    const closed = review('r-1', 'closed', [action('late', '2026-03-10'), idea, action('soon', '2026-03-20')]);
    const signed = review('r-2', 'signed', [action('first', '2026-03-05')]);
    const running = review('r-3', 'actions', [action('unfinished', '2026-03-01')]);
    const read = readCommitments([closed, signed, running], emptyWorkspace, '2026-03-16');
    expect(read.map((each) => [each.action, each.fate])).toEqual([
      ['first', { name: 'open', daysLeft: -11 }],
      ['late', { name: 'open', daysLeft: -6 }],
      ['soon', { name: 'open', daysLeft: 4 }],
    ]);
  });

  it('tells what became of a settled one, and of that one only', () => {
    const body = { review: 'r-1' as ReviewId, action: 'a', outcome: 'declined' as const, note: 'replaced' };
    const actionChanges = [{ type: 'commitment.settled.v1' as const, body, at: 7 }];
    const reviews = [
      review('r-1', 'signed', [action('a', '2026-03-10')]),
      review('r-2', 'signed', [action('a', '2026-03-10')]),
    ];
    const fates = readCommitments(reviews, { ...emptyWorkspace, actionChanges }, '2026-03-10').map((each) => each.fate);
    expect(fates).toEqual([
      { name: 'declined', note: 'replaced', at: 7 },
      { name: 'open', daysLeft: 0 },
    ]);
  });
});
