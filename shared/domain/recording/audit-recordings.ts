import { inPhase, talking, type Breach } from '../review/breach.ts';
import type { HappenedEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import { withoutConsent } from './consent.ts';
import { runningRecording, type recordingEventSchemas } from './recording.ts';

type RecordingEvent = HappenedEvent & { type: keyof typeof recordingEventSchemas };

/**
 * Nobody is recorded who has not agreed (M3.6), one thing is recorded at a time, and what is told of a recording is told
 * of one that there is. Stopping, keeping and cutting may come after the review was closed.
 */
export function auditRecordings(review: Review, event: RecordingEvent): Breach | undefined {
  switch (event.type) {
    case 'consent.worded.v1':
      return runningRecording(review.recordings) === undefined
        ? inPhase(review, ['draft', 'prepared', ...talking], 'M3.6')
        : ['M3.6', 'a recording ran by other words.'];
    case 'consent.answered.v1':
      if (review.consent?.sha256 !== event.body.sha256) return ['M3.6', 'it answers to words that were not asked.'];
      return review.present.includes(event.body.member)
        ? inPhase(review, ['prepared', ...talking], 'M3.6')
        : ['M3.6', 'who is said to have answered was not in the room.'];
    case 'recording.started.v1':
      if (review.consent?.sha256 !== event.body.consent) return ['M3.6', 'it started by words that were not asked.'];
      if (runningRecording(review.recordings) !== undefined) return ['M3.6', 'another recording ran.'];
      return consenting(review) ?? inPhase(review, talking, 'M3.6');
    case 'recording.resumed.v1':
      return told(review, event.body.recording, 'paused') ?? consenting(review) ?? inPhase(review, talking, 'M3.6');
    case 'recording.paused.v1':
    case 'recording.stopped.v1':
      return told(review, event.body.recording, 'running');
    case 'recording.noted.v1':
      return told(review, event.body.recording, 'any');
    case 'recording.kept.v1':
      return told(review, event.body.recording, 'stopped');
    case 'recording.cut.v1':
      return event.body.toMs > event.body.fromMs
        ? told(review, event.body.recording, 'any')
        : ['M3.6', 'the range ends before it begins.'];
  }
}

const consenting = (review: Review): Breach | undefined =>
  review.present.length > 0 && withoutConsent(review).length === 0
    ? undefined
    : ['M3.6', 'not everybody in the room had agreed.'];

function told(review: Review, id: string, state: 'running' | 'paused' | 'stopped' | 'any'): Breach | undefined {
  const known = review.recordings.find((each) => each.id === id);
  if (known === undefined) return ['M3.6', 'there is no such recording.'];
  const is = known.state.name;
  const fits = { any: true, running: is !== 'stopped', paused: is === 'paused', stopped: is === 'stopped' }[state];
  return fits ? undefined : ['M3.6', `the recording was ${is}.`];
}
