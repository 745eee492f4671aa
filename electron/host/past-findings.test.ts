import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { dayAfter } from '../../shared/domain/day.ts';
import { firstAnswerDay } from '../../shared/domain/escalation/decide-escalation.ts';
import type { MemberId, ReleaseId, ReviewId, ServiceId } from '../../shared/domain/ids.ts';
import type { ReviewCommand } from '../../shared/domain/review/commands.ts';
import { handClock, makeClosedReview, type HandClock } from './action-fixture.ts';
import type { RunningServices } from './create-services.ts';
import { createPastFindings } from './past-findings.ts';
import { removeTemporaryFolders } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

const day = 86_400_000;
const author = 'ops-01' as MemberId;
const next: ReviewCommand = { type: 'meeting.next' };
const openssl = (() => {
  try {
    return execFileSync('openssl', ['version'], { encoding: 'utf8' });
  } catch {
    return '';
  }
})();

type Desk = {
  readonly running: RunningServices;
  readonly clock: HandClock;
  readonly review: ReviewId;
  readonly done: (command: ReviewCommand) => Promise<void>;
  readonly refusal: (command: ReviewCommand) => Promise<string>;
};

/** A review of checkout 4.18.0 in Actions: one cause that evidence carries, classed as drift in checkout. */
async function holdToActions(running: RunningServices, clock: HandClock, text: string): Promise<Desk> {
  const { reviews, intake } = running.services;
  const opened = await reviews.open('checkout@4.18.0' as ReleaseId, 'full', text);
  if (!opened.ok) throw new Error(opened.error.message);
  const { review } = opened.value;
  let count = 0;
  const run = (command: ReviewCommand) => {
    clock.pass(1000);
    count += 1;
    return reviews.run(review, `hold${String(count).padStart(4, '0')}`, command);
  };
  const done = async (command: ReviewCommand): Promise<void> => {
    const answer = await run(command);
    if (!answer.ok) throw new Error(`${command.type}: ${answer.error.message} ${answer.error.satisfy ?? ''}`);
  };
  const refusal = async (command: ReviewCommand): Promise<string> => {
    const answer = await run(command);
    return answer.ok ? 'carried out' : `${answer.error.rule ?? ''} ${answer.error.message}`;
  };
  const [deployed] = await intake.rows.of('deployment', 'checkout');
  if (deployed === undefined) throw new Error('the deployment was taken in');
  for (const [seat, accountable] of [
    ['release', 'rel-01'],
    ['operations', 'ops-01'],
    ['product', 'prod-01'],
  ] as const)
    await done({ type: 'seat.fill', seat, accountable, deputy: null });
  await done({ type: 'host.name', facilitator: 'eng-01', scribe: null, reason: 'Nobody else is here.' });
  await done({ type: 'review.prepare' });
  for (const kpi of ['error-rate', 'latency', 'rollback'] as const)
    await done({ type: 'hole.waive', service: 'checkout' as ServiceId, kpi, reason: 'It is not counted yet.' });
  for (const member of ['rel-01', 'ops-01', 'prod-01', 'eng-01']) await done({ type: 'attendee.arrive', member });
  await done({ type: 'meeting.start', inquorateReason: null });
  for (let item = 0; item < 3; item += 1) await done(next);
  await done({ type: 'facts.agree', inFavour: 4 });
  await done(next);
  await done({ type: 'causes.triage', directEvidence: true, recurring: false, severalComponents: false });
  await done({ type: 'cause.propose', id: 'cau1', text, author, parent: null, category: 'configuration' });
  await done({
    type: 'evidence.attach',
    id: 'evi1',
    target: { kind: 'cause', id: 'cau1' },
    locator: { type: 'deployment', id: deployed.id },
    bearing: 'supports',
  });
  await done({ type: 'cause.support', cause: 'cau1' });
  await done({
    type: 'cause.classify',
    cause: 'cau1',
    class: 'configuration-drift',
    text: null,
    component: null,
    key: 'db.pool.max',
  });
  await done(next);
  return { running, clock, review, done, refusal };
}

const close: ReviewCommand = { type: 'review.close', summary: 'Configurations drift apart.' };

async function threeReviews() {
  const clock = handClock('2026-03-16T09:00:00Z');
  const made = await makeClosedReview(clock, { kind: 'artefact', artefact: 'the new limit' });
  const { running } = made;
  for (const text of ['Pool limit halved by the new default', 'Timeout of the client differs from the server']) {
    const held = await holdToActions(running, clock, text);
    await held.done(close);
    clock.pass(day);
  }
  const third = await holdToActions(running, clock, 'Feature list read from another file in production');
  return { ...made, clock, third };
}

describe('findings of closed reviews', () => {
  it.skipIf(openssl === '')(
    '[M4.3] [M4.5] three reviews of one class in one component: systemic, a long-term action, and a packet for the board',
    async () => {
      const { running, clock, third, reopen } = await threeReviews();
      const { done, refusal, review } = third;
      expect(await refusal(close)).toMatch(/^M4.3 .*was found 3 times in 180 days/);
      const specific: ReviewCommand = { type: 'cause.scope', cause: 'cau1', scope: 'specific', reason: null };
      expect(await refusal(specific)).toMatch(/^M4.3 It was found 3 times/);
      await done({ ...specific, scope: 'systemic' });
      expect(await refusal(close)).toMatch(/^M4.3 .*no long-term commitment/);
      await done({ type: 'action.note', id: 'act1', text: 'Give defaults one source', author, causes: ['cau1'] });
      await done({
        type: 'action.commit',
        action: 'act1',
        owner: author,
        due: dayAfter(clock.wall(), 30, 'Europe/Berlin'),
        criterion: { kind: 'artefact', artefact: 'the shared defaults' },
      });
      await done({ type: 'action.term', action: 'act1', term: 'long' });
      expect(await refusal(close)).toMatch(/^M4.5 Configuration drift in checkout was found 3 times in 90 days/);
      const folded = running.services.reviews.read(review);
      if (!folded.ok) throw new Error(folded.error.message);
      const { escalation } = folded.value.review.governance;
      await done({
        type: 'board.raise',
        id: 'board1',
        class: 'configuration-drift',
        component: 'checkout',
        answerBy: firstAnswerDay(escalation, 'architecture-board', clock.wall(), 'Europe/Berlin'),
        reason: 'Each service sets defaults of its own.',
      });
      await done(close);
      expect(await running.services.escalations.check()).toMatchObject({ ok: true });
      const folder = running.services.escalations.folder(`${review}-board1-1`);
      const packet = JSON.parse(await readFile(join(folder, 'packet.json'), 'utf8')) as Record<string, unknown>;
      expect(packet).toMatchObject({
        target: 'architecture-board',
        reason: 'Each service sets defaults of its own.',
        recurring: {
          class: { id: 'configuration-drift', title: 'Configuration drift' },
          component: 'checkout',
          keys: ['db.pool.max'],
          findings: [
            { review: 'r-2026-003', cause: 'cau1', text: 'Timeout of the client differs from the server' },
            { review: 'r-2026-002', cause: 'cau1', text: 'Pool limit halved by the new default' },
          ],
        },
      });
      const handOff = await readFile(join(folder, 'HANDOFF.md'), 'utf8');
      expect(handOff).toContain('Configuration drift in checkout, `db.pool.max`: in this review, and before in');
      expect(handOff).toContain('2026-03-16, review r-2026-002: Pool limit halved by the new default');
      const readMe = await readFile(join(folder, 'READ-ME.txt'), 'utf8');
      const commands = readMe.split('\n').filter((line) => line.startsWith('  '));
      const said = execFileSync('sh', ['-ec', commands.join('\n')], { cwd: folder, encoding: 'utf8' });
      expect(said).toContain('Signature Verified Successfully');
      await running.close();
      const again = await reopen();
      expect(createPastFindings(again.services.reviews).before('r-2026-099' as ReviewId)).toHaveLength(3);
      await again.close();
    },
  );

  it('[M4.3] are newest first, without the review itself, and the same list until something closes', async () => {
    const { running, third } = await threeReviews();
    let reads = 0;
    const { reviews } = running.services;
    const counted = {
      ...reviews,
      read: (id: ReviewId) => {
        reads += 1;
        return reviews.read(id);
      },
    };
    const past = createPastFindings(counted);
    const found = past.before(third.review);
    expect(found.map(({ review, class: id, component }) => [review, id, component])).toEqual([
      ['r-2026-003', 'configuration-drift', 'checkout'],
      ['r-2026-002', 'configuration-drift', 'checkout'],
    ]);
    const once = reads;
    await third.done({ type: 'topic.park', id: 'park1', text: 'Who owns the defaults?' });
    expect(past.before(third.review)).toBe(found);
    expect(past.before('r-2026-003' as ReviewId).map(({ review }) => review)).toEqual(['r-2026-002']);
    // The open one is read when it is not the one that asks; the closed ones never again.
    expect(reads).toBe(once + 1);
    await running.close();
  });
});
