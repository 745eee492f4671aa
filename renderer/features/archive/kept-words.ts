import type { KeptKind } from '../../../shared/domain/retention/retention.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { spanText } from '../../../shared/meeting/clock-text.ts';
import { sourceInWords } from '../../state/transcript-source.ts';
import type { KeptTranscript } from '../../store/kept-transcripts.ts';
import { formatDayTime } from '../../ui/format-time.ts';

export const kindWords: { readonly [kind in KeptKind]: string } = {
  recording: 'Recording',
  transcript: 'Transcript',
  record: 'Record',
};

const dayMs = 86_400_000;

/** How long is left until a time, in days: `in 12 days`, `today`, `due`. Epoch ms. */
export function leftText(dueAt: number, now: number): string {
  if (dueAt <= now) return 'due';
  const days = Math.floor((dueAt - now) / dayMs);
  if (days === 0) return 'within a day';
  if (days > 730) return `in ${Math.floor(days / 365)} years`;
  return days === 1 ? 'in 1 day' : `in ${days} days`;
}

/** Which of a review's recordings and transcripts each one is, by id. */
export function keptNames(
  reviews: readonly Pick<Review, 'recordings'>[],
  transcripts: readonly KeptTranscript[],
  zone: string,
): ReadonlyMap<string, string> {
  const recorded = reviews.flatMap(({ recordings }) =>
    recordings.map(({ id, startedAt, state }): [string, string] => {
      const length = state.name === 'stopped' ? `, ${spanText(state.durationMs)} long` : '';
      return [id, `from ${formatDayTime(startedAt, zone)}${length}`];
    }),
  );
  const written = transcripts.flatMap(({ id, source, at }): [string, string][] =>
    source === null ? [] : [[id, `${sourceInWords(source)}, ${formatDayTime(at, zone)}`]],
  );
  return new Map([...recorded, ...written]);
}
