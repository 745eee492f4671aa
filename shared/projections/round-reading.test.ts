import { expect, it } from 'vitest';
import type { MemberId, ReviewId } from '../domain/ids.ts';
import type { Said } from '../domain/packet/packet.ts';
import type { Round, TakenPacket } from '../domain/packet/round.ts';
import { readOutcome, readReviewers } from './round-reading.ts';

const packet = (author: string, revision: number, late: boolean, ...said: Said[]): TakenPacket => ({
  format: 'hotwash-packet/1',
  review: 'r-0001' as ReviewId,
  round: 'round1',
  author: author as MemberId,
  revision,
  said,
  sha256: '0'.repeat(64),
  at: revision * 10,
  late,
});
const agree = (agrees: boolean): Said => ({ kind: 'agree', agrees });
const fact: Said = { kind: 'fact', id: 'fact1', text: 'It rained.', happenedAt: null };
const round: Round = {
  id: 'round1',
  phase: 'facts',
  deadline: 100,
  reviewers: ['rel-01', 'ops-01', 'prod-01', 'eng-01'],
  askedAt: 0,
  prolonged: [],
  packets: [
    packet('rel-01', 1, false, fact, agree(true)),
    packet('rel-01', 3, false, agree(false)),
    packet('ops-01', 2, false, agree(true)),
    packet('prod-01', 4, true, agree(true)),
  ],
  settled: null,
};

it('[M7.5] tells who answered, who late and who is missing, by their last answer that counts', () => {
  expect(readReviewers(round)).toEqual([
    { member: 'rel-01', state: 'answered', revision: 3, at: 30 },
    { member: 'ops-01', state: 'answered', revision: 2, at: 20 },
    { member: 'prod-01', state: 'late', revision: 4, at: 40 },
    { member: 'eng-01', state: 'missing', revision: null, at: null },
  ]);
});

it('[M7.5] counts the last hand of each who answered in time, and no late one', () => {
  expect(readOutcome(round)).toMatchObject({ agreed: 1, disagreed: 1, answered: 2, late: [{ author: 'prod-01' }] });
  expect(readOutcome(round).stands.map(({ said }) => said)).toEqual([fact]);
});
