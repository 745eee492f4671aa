import type { MemberId } from '../../shared/domain/ids.ts';
import type { Criterion } from '../../shared/domain/action/action.ts';
import { day, minute } from './local-time.ts';
import { windowOf, type Scene } from './scene.ts';

const eng06 = 'eng-06' as MemberId;
const effect = 'Gates refused one valid ticket in eight for 41 minutes';

/** Held ideas are opened; one becomes a supported cause with what lay below it, the other does not survive its evidence. */
export async function playCauses({ stage, release, live, run, show }: Scene): Promise<void> {
  await run('13:34:30', { type: 'meeting.next' });
  await run('13:34:58', { type: 'causes.triage', directEvidence: true, recurring: false, severalComponents: true });
  await run('13:35:10', { type: 'canvas.open', canvas: 'fishbone', reason: null });
  await run('13:35:40', {
    type: 'cause.take-idea',
    id: 'cause1',
    idea: 'idea1',
    parent: null,
    category: 'configuration',
  });
  const change = await stage.row('change', 'boarding', (row) => row.sha === release.sha);
  await show('13:36:30', 'e201', 'cause', 'cause1', { type: 'change', id: change.id });
  await show('13:37:02', 'e202', 'cause', 'cause1', windowOf('gate_refusals', live + 15 * minute, live + 35 * minute));
  await run('13:37:20', { type: 'cause.support', cause: 'cause1' });
  await run('13:37:30', { type: 'effect.word', text: effect, from: live + 21 * minute, claim: 'fact3' });
  await run('13:37:41', {
    type: 'cause.classify',
    cause: 'cause1',
    class: 'dependency-failure',
    text: null,
    component: 'boarding',
    key: null,
  });
  const runtime = await stage.row('runtime', 'boarding', (row) => row.version === release.version);
  await show('13:37:58', 'e205', 'cause', 'cause1', { type: 'runtime', id: runtime.id });
  await run('13:38:20', { type: 'cause.validate', cause: 'cause1' });
  await run('13:38:55', {
    type: 'cause.take-idea',
    id: 'cause2',
    idea: 'idea2',
    parent: null,
    category: 'environment',
  });
  await show(
    '13:39:41',
    'e203',
    'cause',
    'cause2',
    windowOf('request_rate', live + 20 * minute, live + 60 * minute),
    'contradicts',
  );
  await run('13:40:05', {
    type: 'cause.reject',
    cause: 'cause2',
    reason: 'Scans kept arriving at the usual rate; a network that drops packets would have shown in the request rate.',
  });
  await run('13:41:30', {
    type: 'cause.propose',
    id: 'cause3',
    text: 'Staging keeps one key set for good, so no test could show a set that goes stale.',
    author: eng06,
    parent: 'cause1',
    category: 'configuration',
  });
  await run('13:43:12', {
    type: 'cause.propose',
    id: 'cause4',
    text: 'Nothing measures refusals apart from errors, so the alert came seven minutes late.',
    author: 'ops-02' as MemberId,
    parent: null,
    category: 'detection',
  });
  const incident = await stage.row('incident', 'boarding', (row) => row.release === `boarding@${release.version}`);
  await show('13:43:50', 'e204', 'cause', 'cause4', { type: 'incident', id: incident.id });
  await run('13:44:02', { type: 'cause.support', cause: 'cause4' });
  await run('13:44:20', {
    type: 'cause.classify',
    cause: 'cause4',
    class: 'detection-gap',
    text: null,
    component: 'boarding',
    key: null,
  });
}

/** A decision with dissent, three commitments and an idea that stays one. */
export async function playActions({ run, at }: Scene): Promise<void> {
  const dueIn = (days: number): string => new Date(at('12:00:00') + days * day).toISOString().slice(0, 10);
  const note = (time: string, id: string, author: string, text: string, causes: string[]): Promise<void> =>
    run(time, { type: 'action.note', id, author: author as MemberId, text, causes });
  const commit = (time: string, action: string, owner: string, days: number, criterion: Criterion): Promise<void> =>
    run(time, { type: 'action.commit', action, owner: owner as MemberId, due: dueIn(days), criterion });
  await run('13:45:58', { type: 'meeting.next' });
  await run('13:47:20', {
    type: 'decision.make',
    id: 'decide1',
    question: 'How do the gates learn of new keys?',
    options: [
      'Ask for the set every ten minutes, and at once when a key is unknown',
      'Have the ticket service push new sets',
      'Go back to asking every hour',
    ],
    choice: 0,
    rationale:
      'Gates are offline for minutes at a time; a push would be missed, and an hour is too long for a queue at the ramp.',
    evidence: [],
    dissent: [{ by: 'operations', words: 'would rather have a push as well, for the large ports' }],
    decider: 'ops-03' as MemberId,
    vote: null,
  });
  await note('13:48:10', 'act1', 'eng-06', 'Refresh the key set every ten minutes and on an unknown key', ['cause1']);
  await commit('13:48:55', 'act1', 'eng-06', 19, {
    kind: 'metric',
    metric: 'gate_refusals',
    comparator: '<=',
    value: 1.5,
    unit: '%',
    window: '7 days',
  });
  await note('13:49:30', 'act2', 'qa-01', 'Rotate the ticket keys in staging every week', ['cause3']);
  await commit('13:50:12', 'act2', 'qa-02', 36, {
    kind: 'artefact',
    artefact: 'The rotation job in the staging schedule, with its first two runs',
  });
  await note('13:50:40', 'act3', 'ops-02', 'Alert when gates refuse more than 3 % for five minutes', ['cause4']);
  await commit('13:51:22', 'act3', 'ops-02', 15, {
    kind: 'artefact',
    artefact: 'The alert fires in a drill with made-up refusals',
  });
  await note('13:52:05', 'act4', 'prod-03', 'A card at the ramp that says what to do when scans fail', []);
  await run('13:53:10', {
    type: 'topic.exit',
    topic: 'park1',
    exit: {
      kind: 'escalate',
      to: 'problem',
      answerBy: dueIn(3),
      reason: 'Boarding by sight is a safety rule and not ours to settle.',
    },
  });
}

export async function playClosing({ run, release, back }: Scene): Promise<void> {
  await run('13:54:20', { type: 'meeting.next' });
  const summary =
    `${release.version} read its key set once, at start. When the ticket service rotated its keys twenty minutes later, the gates refused one valid ticket in eight for 41 minutes, ` +
    `until ${back} was back. The gates will ask for new keys by themselves; staging will rotate keys, and refusals get an alert of their own.`;
  await run('13:58:45', { type: 'review.close', summary });
}
