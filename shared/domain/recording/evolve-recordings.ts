import type { HappenedEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import type { Recording } from './recording.ts';

/** Folds consent and what became of recordings. */
export function evolveRecordings(review: Review, event: HappenedEvent): Review {
  switch (event.type) {
    case 'consent.worded.v1':
      return { ...review, consent: { ...event.body, answers: [] } };
    case 'consent.answered.v1': {
      if (review.consent === null) return review;
      const { member, answer } = event.body;
      const others = review.consent.answers.filter((each) => each.member !== member);
      return { ...review, consent: { ...review.consent, answers: [...others, { member, answer, at: event.at }] } };
    }
    case 'recording.started.v1': {
      const { recording: id, consent, sources } = event.body;
      const begun: Recording = {
        id,
        startedAt: event.at,
        consent,
        sources,
        state: { name: 'recording' },
        notices: [],
        kept: null,
        cuts: [],
      };
      return { ...review, recordings: [...review.recordings, begun] };
    }
    case 'recording.paused.v1':
      return changed(review, event.body.recording, () => ({
        state: { name: 'paused', why: event.body.why, at: event.at },
      }));
    case 'recording.resumed.v1':
      return changed(review, event.body.recording, () => ({ state: { name: 'recording' } }));
    case 'recording.noted.v1': {
      const { recording, ...notice } = event.body;
      return changed(review, recording, ({ notices }) => ({ notices: [...notices, { ...notice, at: event.at }] }));
    }
    case 'recording.stopped.v1': {
      const { recording, ...stop } = event.body;
      return changed(review, recording, () => ({ state: { name: 'stopped', at: event.at, ...stop } }));
    }
    case 'recording.kept.v1': {
      const { recording, ...kept } = event.body;
      return changed(review, recording, () => ({ kept }));
    }
    case 'recording.cut.v1': {
      const { recording, ...cut } = event.body;
      return changed(review, recording, ({ cuts }) => ({ cuts: [...cuts, { ...cut, at: event.at }] }));
    }
    default:
      return review;
  }
}

const changed = (review: Review, id: string, change: (known: Recording) => Partial<Recording>): Review => ({
  ...review,
  recordings: review.recordings.map((known) => (known.id === id ? { ...known, ...change(known) } : known)),
});
