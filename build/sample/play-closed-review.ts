import { samplePassphrase } from '../../shared/domain/workspace/sample.ts';
import type { MemberId, ReviewId } from '../../shared/domain/ids.ts';
import type { Locator } from '../../shared/domain/claim/claim.ts';
import type { ReviewCommand } from '../../shared/domain/review/commands.ts';
import { importConversation } from './import-conversation.ts';
import { day, hour, minute } from './local-time.ts';
import { playActions, playCauses, playClosing } from './play-closed-causes.ts';
import type { History } from './plan-history.ts';
import { createScene, windowOf, type Scene } from './scene.ts';
import { must, type Stage } from './stage.ts';

/** Two days after the release: the whole meeting, and where `signs`, its record and two signatures. */
export async function playClosedReview(stage: Stage, history: History, signs: boolean): Promise<ReviewId> {
  const release = history.story('keys');
  const title = `Boarding gates ${release.version}`;
  await stage.sitDown('qa-01');
  const review = await stage.openReview(`boarding@${release.version}`, title);
  const scene = createScene(stage, review, release);
  await prepare(scene);
  await playFacts(scene);
  await playCauses(scene);
  await playActions(scene);
  await playClosing(scene);
  await importConversation(stage, review);
  if (signs) await sign(scene);
  return review;
}

async function prepare({ stage, review, at }: Scene): Promise<void> {
  const yesterday = at('09:20:00') - day;
  const step = (minutes: number, command: ReviewCommand): Promise<void> =>
    stage.run(review, yesterday + minutes * minute, command);
  await step(0, { type: 'seat.fill', seat: 'release', accountable: 'rel-02', deputy: 'rel-03' });
  await step(1, { type: 'seat.fill', seat: 'operations', accountable: 'ops-03', deputy: 'ops-02' });
  await step(1, { type: 'seat.fill', seat: 'product', accountable: 'prod-03', deputy: 'prod-01' });
  await step(3, { type: 'host.name', facilitator: 'qa-01', scribe: 'eng-07' });
  await step(4, { type: 'meeting.schedule', at: at('13:00:00') });
  await step(6 * 60, { type: 'review.prepare' });
}

async function playFacts({ stage, release, live, back, at, run, show }: Scene): Promise<void> {
  const { version } = release;
  const deployment = async (which: string): Promise<Locator> => {
    const row = await stage.row(
      'deployment',
      'boarding',
      (each) => each.version === which && each.environment === 'production' && each.startedAt > live - hour,
    );
    return { type: 'deployment', id: row.id };
  };
  const runtime: Locator = {
    type: 'runtime',
    id: (await stage.row('runtime', 'boarding', (row) => row.version === version)).id,
  };
  const incident: Locator = {
    type: 'incident',
    id: (await stage.row('incident', 'boarding', (row) => row.release === `boarding@${version}`)).id,
  };
  const claim = (time: string, id: string, author: string, happenedAt: number, text: string): Promise<void> =>
    run(time, { type: 'claim.add', id, author: author as MemberId, happenedAt, text });
  const here = ['qa-01', 'rel-02', 'ops-02', 'prod-03', 'eng-07', 'eng-06', 'ops-03'];
  for (const [index, member] of here.entries())
    await run(`12:5${5 + Math.floor(index / 3)}:${10 + index * 5}`, { type: 'attendee.arrive', member });
  await run('13:00:40', { type: 'meeting.start', inquorateReason: null });
  await run('13:03:05', { type: 'meeting.next' });
  await run('13:05:20', { type: 'meeting.next' });
  await claim(
    '13:06:31',
    'fact1',
    'rel-02',
    live,
    `CI reported the rollout of ${version} as finished; 38 seconds later all nine instances ran it.`,
  );
  await show('13:06:58', 'e101', 'claim', 'fact1', await deployment(version));
  await show('13:07:20', 'e102', 'claim', 'fact1', runtime);
  await claim(
    '13:09:02',
    'fact2',
    'ops-02',
    live + 5 * minute,
    'For the first twenty minutes the share of refused scans was what it always is, about one in a hundred.',
  );
  await show('13:09:40', 'e103', 'claim', 'fact2', windowOf('gate_refusals', live, live + 20 * minute));
  await run('13:11:15', {
    type: 'cause.propose',
    id: 'idea1',
    text: 'The ticket service changed its signing keys at half past ten and the gates kept the old set.',
    author: 'eng-06' as MemberId,
    parent: null,
    category: 'configuration',
  });
  await claim(
    '13:13:44',
    'fact3',
    'ops-03',
    live + 22 * minute,
    'From 10:33 the gates refused one scan in eight, at all three ports at once.',
  );
  await show('13:14:20', 'e104', 'claim', 'fact3', windowOf('gate_refusals', live + 20 * minute, live + 60 * minute));
  await show('13:14:52', 'e105', 'claim', 'fact3', windowOf('error_rate', live + 20 * minute, live + 60 * minute));
  // Said twice in the heat of it, and taken back.
  await claim('13:15:30', 'fact4', 'ops-02', live + 22 * minute, 'Gates refused tickets from half past ten.');
  await run('13:15:41', { type: 'undo' });
  await claim(
    '13:17:10',
    'fact5',
    'ops-02',
    live + 27 * minute,
    'The on-call desk was alerted at 10:39 and accepted at 10:40.',
  );
  await show('13:17:35', 'e106', 'claim', 'fact5', incident);
  await run('13:19:08', {
    type: 'cause.propose',
    id: 'idea2',
    text: 'The harbour network dropped packets, as it did in spring.',
    author: 'prod-03' as MemberId,
    parent: null,
    category: 'environment',
  });
  await claim(
    '13:21:26',
    'fact6',
    'prod-03',
    live + 35 * minute,
    'At two ports the crew let passengers board by sight.',
  );
  await show('13:22:04', 'e107', 'claim', 'fact6', {
    type: 'testimony',
    words: 'The duty officer of the second port told the product seat by phone on the same day.',
  });
  await run('13:23:50', {
    type: 'topic.park',
    id: 'park1',
    text: 'Who may tell crews to board by sight, and where is that written?',
  });
  await claim(
    '13:25:33',
    'fact7',
    'rel-02',
    live + 63 * minute,
    `${back} was back on all instances at 11:14; refusals were usual again by 11:20.`,
  );
  await show('13:26:02', 'e108', 'claim', 'fact7', await deployment(back));
  await show('13:26:40', 'e109', 'claim', 'fact7', windowOf('gate_refusals', live + 65 * minute, live + 95 * minute));
  await run('13:30:28', { type: 'meeting.extend' });
  await run('13:31:40', {
    type: 'claim.reword',
    claim: 'fact3',
    happenedAt: live + 21 * minute,
    text: 'From 10:33 the gates refused one scan in eight, at all three ports at once; offline gates did not.',
  });
  await run('13:32:31', { type: 'meeting.next' });
  stage.clock.set(at('13:33:50'));
  await run('13:33:50', { type: 'facts.agree', inFavour: 6 });
}

async function sign({ stage, review, at }: Scene): Promise<void> {
  const { records } = stage.services;
  stage.clock.set(at('14:12:00'));
  must(await records.write(review), 'writing the record');
  const signers = [
    { member: 'qa-01' as MemberId, role: 'facilitator' as const, when: at('14:20:30') },
    { member: 'rel-02' as MemberId, role: 'release-manager' as const, when: at('09:05:00') + day },
  ];
  for (const { member, role, when } of signers) {
    stage.clock.set(when);
    await stage.sitDown(member);
    must(await records.sign(review, role, member, samplePassphrase), `the signature of ${member}`);
  }
}
