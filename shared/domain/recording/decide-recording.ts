import { assertNever } from '../../lib/invariant.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { meetingNotOpen } from '../agenda/decide-agenda.ts';
import { policyInForce } from '../policy/adopted-policy.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { CommandOf } from '../review/commands.ts';
import type { DecisionContext, Verdict } from '../review/context.ts';
import type { ReviewEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import { findMember, type Workspace } from '../workspace/workspace.ts';
import { hasAgreed, withoutConsent } from './consent.ts';
import { runningRecording, type Recording } from './recording.ts';

type RecordingCommand = CommandOf<
  'consent.word' | 'consent.answer' | 'recording.start' | 'recording.pause' | 'recording.resume'
>;

/**
 * Consent comes before the first sound (M3.6): everybody in the room agrees to the same words. Whoever comes in later or
 * objects pauses the recording until they answer, leave, or it is stopped.
 */
export function decideRecording(review: Review, command: RecordingCommand, context: DecisionContext): Verdict {
  switch (command.type) {
    case 'consent.word':
      return word(review, command.text, context);
    case 'consent.answer':
      return answer(review, command, context);
    case 'recording.start':
      return start(review, command, context);
    case 'recording.pause':
      return pause(review, command);
    case 'recording.resume':
      return resume(review, command.recording, context);
    default:
      return assertNever(command);
  }
}

function word(review: Review, text: string, { consentHash }: DecisionContext): Verdict {
  if (isOver(review)) return closed();
  if (review.consent?.text === text) return ok([]);
  if (runningRecording(review.recordings) !== undefined)
    return refuse(
      'M3.6',
      'A recording runs by the words that were agreed to.',
      'Stop it first; other words ask everybody anew.',
    );
  if (consentHash === undefined) return refuse('M3.6', 'The text could not be hashed.', 'Try again.');
  return ok([{ type: 'consent.worded.v1', body: { text, sha256: consentHash } }]);
}

function answer(review: Review, command: CommandOf<'consent.answer'>, { workspace }: DecisionContext): Verdict {
  if (isOver(review)) return closed();
  const { consent } = review;
  if (consent === null)
    return refuse('M3.6', 'Nothing was worded that one could agree to.', 'Word what is asked first.');
  const { member, answer: said } = command;
  if (!review.present.includes(member))
    return refuse('M3.6', `${nameOf(workspace, member)} is not in the room.`, 'Check them in first.');
  if (consent.answers.some((each) => each.member === member && each.answer === said)) return ok([]);
  return ok([
    { type: 'consent.answered.v1', body: { member, answer: said, sha256: consent.sha256 } },
    ...(said === 'objects' ? pauseOf(review) : []),
  ]);
}

function start(review: Review, command: CommandOf<'recording.start'>, context: DecisionContext): Verdict {
  if (review.recordings.some(({ id }) => id === command.recording)) return ok([]);
  const notOpen = meetingNotOpen(review);
  if (notOpen !== undefined) return notOpen;
  if (runningRecording(review.recordings) !== undefined)
    return refuse('M3.6', 'This review is being recorded already.', 'Stop that recording first.');
  if (recordingDays(context.workspace) === 0)
    return refuse(
      'M3.6',
      'The policy keeps no recordings: retention.recordingDays is 0.',
      'Change the policy, or hold the review without a recording.',
    );
  const agreed = agreement(review, context.workspace);
  if (!agreed.ok) return agreed;
  const { recording, sources } = command;
  return ok([{ type: 'recording.started.v1', body: { recording, consent: agreed.value, sources } }]);
}

function pause(review: Review, { recording, why }: CommandOf<'recording.pause'>): Verdict {
  const running = find(review, recording);
  if (!running.ok) return running;
  const { state } = running.value;
  const isSo = state.name === 'paused' && (state.why === why || state.why === 'off-the-record');
  return ok(isSo ? [] : [{ type: 'recording.paused.v1', body: { recording, why } }]);
}

function resume(review: Review, recording: string, { workspace }: DecisionContext): Verdict {
  const running = find(review, recording);
  if (!running.ok) return running;
  if (running.value.state.name === 'recording') return ok([]);
  const notOpen = meetingNotOpen(review);
  if (notOpen !== undefined) return notOpen;
  const agreed = agreement(review, workspace);
  return agreed.ok ? ok([{ type: 'recording.resumed.v1', body: { recording } }]) : agreed;
}

/** The hash of the words that everybody in the room agreed to. */
function agreement(review: Review, workspace: Workspace): Result<string, Refusal> {
  if (review.consent === null)
    return refuse('M3.6', 'Nobody was asked whether they agree to be recorded.', 'Word what is asked, then ask.');
  if (review.present.length === 0) return refuse('M3.6', 'Nobody is in the room.', 'Check people in first.');
  const missing = withoutConsent(review);
  if (missing.length === 0) return ok(review.consent.sha256);
  const names = missing.map((member) => nameOf(workspace, member)).join(', ');
  return refuse(
    'M3.6',
    `${names} ${missing.length === 1 ? 'has' : 'have'} not agreed to be recorded.`,
    'Ask them, or hold this part without a recording.',
  );
}

/** What pauses a recording because somebody came in who has not agreed to it. */
export const pauseFor = (review: Review, member: string): readonly ReviewEvent[] =>
  hasAgreed(review.consent, member) ? [] : pauseOf(review);

function pauseOf(review: Review): readonly ReviewEvent[] {
  const running = runningRecording(review.recordings);
  return running?.state.name === 'recording'
    ? [{ type: 'recording.paused.v1', body: { recording: running.id, why: 'consent' } }]
    : [];
}

function find(review: Review, id: string): Result<Recording, Refusal> {
  const known = review.recordings.find((each) => each.id === id);
  if (known === undefined)
    return refuse('M3.6', 'This review has no such recording.', 'Look at which recording is running.');
  return known.state.name === 'stopped'
    ? refuse('M3.6', 'That recording was stopped.', 'Start another one.')
    : ok(known);
}

/** How many days recordings are kept by the policy in force; 0 keeps none. */
export const recordingDays = ({ policies }: Workspace): number =>
  policyInForce(policies).policy.retention.recordingDays;

const nameOf = (workspace: Workspace, member: string): string =>
  `\u2068${findMember(workspace, member)?.display ?? member}\u2069`;

const isOver = ({ phase }: Review): boolean => phase === 'closed' || phase === 'signed';

const closed = (): Result<never, Refusal> =>
  err({ rule: 'H1', message: 'This review is closed.', satisfy: 'Open a new review if there is more to say.' });
