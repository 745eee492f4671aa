import { expect, it } from 'vitest';
import type { ReviewId } from '../domain/ids.ts';
import { decidePacket } from '../domain/packet/decide-packet.ts';
import type { Said } from '../domain/packet/packet.ts';
import { member, openTestReview } from '../domain/review/test-review.ts';
import { reportHtml } from './report-html.ts';
import { testHead } from './test-head.ts';
import { reviewToRecord } from './review-record.ts';

const hour = 3_600_000;

it('[M7.5] the record and its report say who answered, who was late, and show the value that lost', () => {
  const test = openTestReview();
  for (const [seat, accountable] of [
    ['release', 'rel-01'],
    ['operations', 'ops-01'],
    ['product', 'prod-01'],
  ] as const)
    test.done({ type: 'seat.fill', seat, accountable, deputy: null });
  test.done({ type: 'host.name', facilitator: 'eng-01', scribe: null });
  test.done({ type: 'review.prepare' });
  const reviewers = ['rel-01', 'ops-01', 'prod-01'].map(member);
  test.done({ type: 'round.ask', id: 'round1', phase: 'facts', deadline: test.now + hour, reviewers });
  test.done({ type: 'round.prolong', round: 'round1', deadline: test.now + 2 * hour, reason: 'a holiday <here>' });
  const fact = (text: string): Said => ({ kind: 'fact', id: 'fact1', text, happenedAt: null });
  const take = (author: string, sha: string, ...said: Said[]) => {
    const packet = {
      format: 'hotwash-packet/1' as const,
      review: test.review().id as ReviewId,
      round: 'round1',
      author: member(author),
      revision: 1,
      said,
    };
    const taken = decidePacket(test.review(), { packet, sha256: sha.repeat(64), fingerprint: 'made up' }, test);
    if (!taken.ok) throw new Error(taken.error.message);
    for (const event of taken.value) test.append(event);
  };
  take('rel-01', 'a', fact('the pool was halved'), { kind: 'agree', agrees: true });
  take('ops-01', 'b', fact('the pool was full'));
  test.pass(2 * hour + 1);
  take('prod-01', 'c', fact('too late'));
  test.done({ type: 'round.settle', round: 'round1', inquorateReason: 'prod-01 was at sea' });

  const record = reviewToRecord(test.review(), test.workspace, { events: 9, head: 'a'.repeat(64) });
  expect(record.rounds).toMatchObject([
    {
      phase: 'facts',
      packets: [{ late: false }, { late: false }, { author: 'prod-01', late: true, sha256: 'c'.repeat(64) }],
      hands: { inFavour: 1, against: 0, answered: 2 },
      prolonged: [{ reason: 'a holiday <here>' }],
      inquorateReason: 'prod-01 was at sea',
      lost: [{ stands: { author: 'rel-01' }, lost: [{ author: 'ops-01' }] }],
    },
  ]);
  const page = reportHtml(record, test.workspace, testHead, '');
  expect(page).toContain('Held without meeting');
  expect(page).not.toContain('Time, planned and taken');
  expect(page).toContain('a holiday &lt;here&gt;');
  expect(page.replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ')).toContain(
    '“the pool was halved” (rel-01, revision 1) stands. Lost: “the pool was full” (ops-01, revision 1).',
  );
});
